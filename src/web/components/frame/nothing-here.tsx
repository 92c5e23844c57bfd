import { t } from '../../locale/messages.ts'
import { Link } from '../controls/link.tsx'
import { Page } from './page.tsx'

/** In place of what an address leads to where there is nothing, or nothing that the person sees. */
export function NothingHere({ title, text }: { title: string; text: string }) {
  return (
    <Page kind="message-page" title={title}>
      <p>{text}</p>
      <Link class="button primary" to="/rooms">
        {t().room.toRooms}
      </Link>
    </Page>
  )
}
