import deleteIcon from 'icon:trash'
import peopleIcon from 'icon:users'
import { useSignal } from '@preact/signals'
import type { Room } from '../../../protocol/rooms.ts'
import type { Refusal } from '../../app/api.ts'
import { useApp } from '../../app/app-context.ts'
import { roomPath } from '../../app/router.ts'
import { explain, t } from '../../locale/messages.ts'
import { ago } from '../../text/times.ts'
import { Icon } from '../controls/icon.tsx'
import { Link } from '../controls/link.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'

/** One room of the list: what is going on in it, and what one can do with it. The whole row is the link. */
export function RoomRow({ room, deleteRoom }: { room: Room; deleteRoom: (room: Room) => void }) {
  const { store, clock } = useApp()
  const words = t().rooms
  const row = useFocusHandedOn<HTMLLIElement>()
  const here = store.whereabouts.value?.id === room.id

  return (
    <li class="room-row" data-here={here} ref={row}>
      <Link class="room-row-link" to={roomPath(room.id)}>
        <span class="visually-hidden">
          {words.join} {room.name}
        </span>
      </Link>
      <div class="room-row-text">
        <h2>
          <bdi>{room.name}</bdi>
        </h2>
        <p class="facts">
          <span>
            {room.lastPostedAt ? words.lastPost(ago(room.lastPostedAt, clock.now())) : words.quiet}
          </span>
          <span>
            <Icon of={peopleIcon} />
            {words.people(room.people)}
          </span>
          <span>
            <bdi>{words.by(room.createdBy.username)}</bdi>
          </span>
        </p>
        {here && <StillInside />}
      </div>
      {room.unread ? <span class="badge">{words.unread(room.unread)}</span> : null}
      {room.canDelete && (
        <button type="button" class="plain" onClick={() => deleteRoom(room)}>
          <Icon of={deleteIcon} />
          <span class="visually-hidden">
            {words.delete} {room.name}
          </span>
        </button>
      )}
    </li>
  )
}

/** Who steps out to the list without leaving is still inside, and can see so and leave from here. */
function StillInside() {
  const { leaveRoom } = useApp()
  const failure = useSignal<Refusal | null>(null)

  const leave = async () => {
    const answer = await leaveRoom()
    failure.value = answer.ok ? null : answer.refusal
  }

  return (
    <p class="here">
      {t().rooms.here}
      <button type="button" class="link" onClick={() => void leave()}>
        {t().rooms.leave}
      </button>
      {failure.value && (
        <span class="error" role="alert">
          {explain(failure.value)}
        </span>
      )}
    </p>
  )
}
