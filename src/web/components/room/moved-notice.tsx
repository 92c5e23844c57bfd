import type { Room } from '../../../protocol/rooms.ts'
import { useApp } from '../../app/app-context.ts'
import { t } from '../../locale/messages.ts'
import { Link } from '../controls/link.tsx'

/** Says that another window took the person elsewhere; coming back is theirs to choose. */
export function MovedNotice({ room, to }: { room: Room; to: Room | null }) {
  const { sync } = useApp()
  const words = t().room
  return (
    <div class="notice moved" role="alert">
      <p>{to ? words.moved(to.name) : words.movedOut}</p>
      <p class="quiet">{words.movedHint}</p>
      <div class="actions">
        <Link class="button" to="/rooms">
          {words.toRooms}
        </Link>
        <button type="button" class="primary" onClick={() => sync.enter(room.id)}>
          {words.comeBack}
        </button>
      </div>
    </div>
  )
}
