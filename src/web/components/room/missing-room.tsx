import { memberTexts } from '../../locale/members/texts.ts'
import { t } from '../../locale/messages.ts'
import { Link } from '../controls/link.tsx'
import { Page } from '../frame/page.tsx'

/** What an address leads to where there is no room, or none that the person sees. */
export function MissingRoom() {
  const words = memberTexts().missing
  return (
    <Page kind="message-page" title={words.title}>
      <p>{words.text}</p>
      <Link class="button primary" to="/rooms">
        {t().room.toRooms}
      </Link>
    </Page>
  )
}
