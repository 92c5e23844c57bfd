import type { Room } from '../../../protocol/rooms.ts'
import { useApp } from '../../app/app-context.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { t } from '../../locale/messages.ts'
import { Link } from '../controls/link.tsx'

/** Says that another window took the person elsewhere; coming back is theirs to choose. */
export function MovedNotice({ room, to }: { room: Room; to: Room | null }) {
  const { sync } = useApp()
  const words = memberTexts().moved
  return (
    <div class="notice moved" role="alert">
      <p>{to ? words.to(to.name) : words.out}</p>
      <p class="quiet">{words.hint}</p>
      <div class="actions">
        <Link class="button" to="/rooms">
          {t().room.toRooms}
        </Link>
        <button type="button" class="primary" onClick={() => sync.enter(room.id)}>
          {words.comeBack}
        </button>
      </div>
    </div>
  )
}
