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

/** One room of the list: what is going on in it, and what one can do with it. */
export function RoomCard({ room, deleteRoom }: { room: Room; deleteRoom: (room: Room) => void }) {
  const { store, clock } = useApp()
  const words = t().rooms
  const card = useFocusHandedOn<HTMLLIElement>()
  const here = store.whereabouts.value?.id === room.id

  return (
    <li class="card room-card" data-here={here} ref={card}>
      <div class="room-card-text">
        <h2>
          <bdi>{room.name}</bdi>
          {room.unread ? <span class="badge">{words.unread(room.unread)}</span> : null}
        </h2>
        <p class="facts">
          <span>
            <Icon of={peopleIcon} />
            {words.people(room.people)}
          </span>
          <span>
            {room.lastPostedAt ? words.lastPost(ago(room.lastPostedAt, clock.now())) : words.quiet}
          </span>
          <span>
            <bdi>{words.by(room.createdBy.username)}</bdi>
          </span>
        </p>
        {here && <StillInside />}
      </div>
      <div class="actions">
        {room.canDelete && (
          <button type="button" class="plain" onClick={() => deleteRoom(room)}>
            <Icon of={deleteIcon} />
            {words.delete}
            <span class="visually-hidden"> {room.name}</span>
          </button>
        )}
        <Link class="button primary" to={roomPath(room.id)}>
          {words.join}
          <span class="visually-hidden"> {room.name}</span>
        </Link>
      </div>
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
