import moreIcon from 'icon:ellipsis'
import privateIcon from 'icon:lock'
import peopleIcon from 'icon:users'
import { useSignal } from '@preact/signals'
import type { Room } from '../../../protocol/rooms.ts'
import { useApp } from '../../app/app-context.ts'
import { isBlocked } from '../../app/blocked.ts'
import { nameOf } from '../../app/name-of.ts'
import { newsIn, otherIn } from '../../app/rooms-of-mine.ts'
import { roomPath } from '../../app/router.ts'
import { t } from '../../locale/messages.ts'
import { whenShort } from '../../text/times.ts'
import { Avatar } from '../controls/avatar.tsx'
import { Icon } from '../controls/icon.tsx'
import { lazy } from '../controls/lazy.tsx'
import { Link } from '../controls/link.tsx'
import { useFocusHandedOn } from '../controls/use-focus-handed-on.ts'

const RoomMenu = lazy(async () => (await import('./room-menu.tsx')).RoomMenu)
const StillInside = lazy(async () => (await import('./still-inside.tsx')).StillInside)

/** One room of the list: what is going on in it, and what one can do with it. The whole row is the link. */
export function RoomRow({ room, hidden }: { room: Room; hidden: boolean }) {
  const { store, clock } = useApp()
  const words = t().rooms
  const row = useFocusHandedOn<HTMLLIElement>()
  const here = store.whereabouts.value?.id === room.id
  const count = newsIn(room)
  const name = `${words.join} ${room.name}`

  return (
    <li class="room-row" data-here={here} hidden={hidden} ref={row}>
      <Link
        class="room-row-link"
        to={roomPath(room.id)}
        label={here ? `${name}, ${words.inside}` : name}
      />
      <div class="room-row-text">
        <h2>
          {room.kind === 'direct' && <Avatar user={otherIn(room)} here={room.here} />}
          <bdi>{room.name}</bdi>
          {room.here && <span class="visually-hidden">, {t().room.here}</span>}
          {room.kind === 'private' && (
            <span class="private">
              <Icon of={privateIcon} />
              <span class="visually-hidden">{words.private}</span>
            </span>
          )}
        </h2>
        {here ? <StillInside /> : <LastWord room={room} />}
      </div>
      <div class="room-row-facts">
        {room.lastPostedAt && (
          <time dateTime={room.lastPostedAt}>{whenShort(room.lastPostedAt, clock.now())}</time>
        )}
        {count > 0 ? (
          <span class="badge" data-mentioned={(room.mentions ?? 0) > 0}>
            {words.unread(count)}
          </span>
        ) : (
          room.people > 0 && (
            <span>
              <Icon of={peopleIcon} />
              <span aria-hidden="true">{room.people}</span>
              <span class="visually-hidden">{words.people(room.people)}</span>
            </span>
          )
        )}
      </div>
      <Options room={room} />
    </li>
  )
}

function LastWord({ room }: { room: Room }) {
  const app = useApp()
  const words = t().rooms
  if (room.last && isBlocked(room.last, app)) return <p class="last-word">{t().room.ofBlocked}</p>
  if (room.last?.excerpt) {
    return (
      <p class="last-word">
        <bdi>{nameOf(room.last.author)}</bdi>: <bdi>{room.last.excerpt}</bdi>
      </p>
    )
  }
  return (
    <p class="last-word">{room.lastPostedAt ? words.by(nameOf(room.createdBy)) : words.quiet}</p>
  )
}

function Options({ room }: { room: Room }) {
  const opener = useSignal<Element | null>(null)
  const words = t().rooms
  if (!room.belongs && !room.canDelete) return null
  return (
    <>
      <button
        type="button"
        class="plain"
        aria-haspopup="dialog"
        onPointerEnter={RoomMenu.preload}
        onFocus={RoomMenu.preload}
        onClick={({ currentTarget }) => (opener.value = currentTarget)}
      >
        <Icon of={moreIcon} />
        <span class="visually-hidden">
          {words.options} {room.name}
        </span>
      </button>
      {opener.value && (
        <RoomMenu room={room} below={opener.value} close={() => (opener.value = null)} />
      )}
    </>
  )
}
