import forYouIcon from 'icon:at-sign'
import listIcon from 'icon:list'
import plusIcon from 'icon:plus'
import type { Room } from '../../../protocol/rooms.ts'
import { useApp } from '../../app/app-context.ts'
import { newsIn, otherIn, roomsOfMine } from '../../app/rooms-of-mine.ts'
import { roomPath } from '../../app/router.ts'
import { forYouTexts } from '../../locale/for-you/texts.ts'
import { t } from '../../locale/messages.ts'
import { railTexts } from '../../locale/rail/texts.ts'
import { Avatar } from '../controls/avatar.tsx'
import { Icon } from '../controls/icon.tsx'
import { Link } from '../controls/link.tsx'

/** What stands in the rail: the rooms that one belongs to, with what is new in them. */
export function RailContent() {
  const { store, router, toNewRoom } = useApp()
  const words = railTexts()
  const rooms = roomsOfMine(store.rooms.value ?? store.earlierRooms.value ?? [])
  const shared = rooms.filter(({ kind }) => kind !== 'direct')
  const direct = rooms.filter(({ kind }) => kind === 'direct')
  return (
    <>
      <Link class="brand" to="/rooms">
        {t().product}
      </Link>
      <div class="rail-rooms">
        <Link
          class="rail-room rail-own"
          to="/for-you"
          current={router.route.value.kind === 'for-you'}
        >
          <Icon of={forYouIcon} />
          {forYouTexts().title}
        </Link>
        <ul>
          {shared.map((room) => (
            <RailRoom key={room.id} room={room} />
          ))}
        </ul>
        {direct.length > 0 && (
          <>
            <h2>{words.direct}</h2>
            <ul>
              {direct.map((room) => (
                <RailRoom key={room.id} room={room} />
              ))}
            </ul>
          </>
        )}
      </div>
      <div class="rail-foot">
        <Link class="button plain" to="/rooms">
          <Icon of={listIcon} />
          {words.all}
        </Link>
        <button type="button" class="plain" onClick={toNewRoom}>
          <Icon of={plusIcon} />
          {words.create}
        </button>
      </div>
    </>
  )
}

/** How often one is mentioned, and not how much is unread besides: that is what one wants to know first. */
const mentionsDrawn = (mentions: number) => (mentions === 1 ? '@' : `@${mentions}`)

function RailRoom({ room }: { room: Room }) {
  const { router } = useApp()
  const route = router.route.value
  const isShown = route.kind === 'room' && route.id === room.id
  const count = isShown ? 0 : newsIn(room)
  const mentions = room.mentions ?? 0
  const mentioned = mentions > 0
  const news = mentioned ? railTexts().mentioned : t().rooms.unread(count)
  return (
    <li>
      <Link
        class="rail-room"
        to={roomPath(room.id)}
        current={isShown}
        marked={count > 0}
        // Not of parts: between them screen readers would hear a pause before the comma.
        label={count > 0 ? `${room.name}, ${news}` : room.name}
        description={room.here ? t().room.here : undefined}
      >
        {room.kind === 'direct' && <Avatar user={otherIn(room)} here={room.here} />}
        <bdi>{room.name}</bdi>
        {count > 0 && (
          // Drawn by the style: the name of the link says it in words.
          <span class="rail-count" data-count={mentioned ? mentionsDrawn(mentions) : count} />
        )}
      </Link>
    </li>
  )
}
