import { Link } from '../parts/link.tsx'
import { Page } from '../parts/page.tsx'
import { t } from '../words.ts'

export function NotFoundPage() {
  const words = t().notFound
  return (
    <Page kind="message-page" title={words.title}>
      <p>{words.text}</p>
      <Link class="button primary" to="/rooms">
        {t().room.toRooms}
      </Link>
    </Page>
  )
}
