import { Link } from '../components/controls/link.tsx'
import { Page } from '../components/frame/page.tsx'
import { instanceTexts } from '../locale/instance/texts.ts'
import { t } from '../locale/messages.ts'

export function NotFoundPage() {
  const words = instanceTexts().notFound
  return (
    <Page kind="message-page" title={words.title}>
      <p>{words.text}</p>
      <Link class="button primary" to="/rooms">
        {t().room.toRooms}
      </Link>
    </Page>
  )
}
