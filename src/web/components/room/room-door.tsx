import type { Room } from '../../../protocol/rooms.ts'
import { useApp } from '../../app/app-context.ts'
import { memberTexts } from '../../locale/members/texts.ts'
import { t } from '../../locale/messages.ts'
import { Link } from '../controls/link.tsx'
import { Page } from '../frame/page.tsx'

/** A room from outside: going in is for the person to choose. */
export function RoomDoor({ roomId, room }: { roomId: string; room: Room | null }) {
  const { door, store, sync } = useApp()
  const words = memberTexts().door
  const inside = store.whereabouts.value
  const enter = () => {
    door.open()
    sync.enter(roomId)
  }
  return (
    <Page kind="message-page" title={room?.name ?? words.someRoom}>
      <p>{words.fromElsewhere}</p>
      {inside && <p class="quiet">{words.entersFrom(inside.name)}</p>}
      <div class="actions">
        <Link class="button" to="/rooms">
          {t().room.toRooms}
        </Link>
        <button type="button" class="primary" onClick={enter}>
          {words.enter}
        </button>
      </div>
    </Page>
  )
}
