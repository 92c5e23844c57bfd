import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { Room } from '../../protocol/rooms.ts'
import { useApp } from '../app/app-context.ts'
import { Composer } from '../components/composer/composer.tsx'
import { SendingStrip } from '../components/composer/sending-strip.tsx'
import { lazy } from '../components/controls/lazy.tsx'
import { LiveAnnouncements } from '../components/frame/live-news.tsx'
import { Page } from '../components/frame/page.tsx'
import { MessageLog } from '../components/log/message-log.tsx'
import { RoomDeletedNotice } from '../components/room/lazy-room-deleted-notice.ts'
import { PeoplePanel } from '../components/room/people-panel.tsx'
import { RoomHeader } from '../components/room/room-header.tsx'
import { EnteringPage } from './entering.tsx'

const RoomDoor = lazy(
  async () => (await import('../components/room/room-door.tsx')).RoomDoor,
  EnteringPage,
)
const MissingRoom = lazy(
  async () => (await import('../components/room/missing-room.tsx')).MissingRoom,
  EnteringPage,
)
const MovedNotice = lazy(
  async () => (await import('../components/room/moved-notice.tsx')).MovedNotice,
)
const Rules = lazy(async () => (await import('../components/members/room-rules.tsx')).RoomRules)

/** Most rooms have none. */
function RoomRules({ room }: { room: Room }) {
  const { mutedUntil } = useApp()
  return room.archivedAt || room.slowMode || mutedUntil.value ? <Rules room={room} /> : null
}

/** A room from inside: who is here, what was said, and what one has to say. */
export function RoomPage() {
  const { store, mutedUntil } = useApp()
  const visit = store.visit.value
  useEffect(() => {
    MovedNotice.preload()
    RoomDeletedNotice.preload()
  }, [])
  useClassOfApp('around-room', visit.kind !== 'missing' && visit.kind !== 'at_door')
  switch (visit.kind) {
    case 'nowhere':
    case 'entering':
      return <EnteringPage />
    case 'missing':
      return <MissingRoom />
    case 'at_door':
      return <RoomDoor roomId={visit.roomId} room={visit.room} />
    case 'earlier':
    case 'inside':
    case 'moved':
      return (
        <Page
          kind="room"
          title={visit.room.name}
          // On a phone, the keyboard would come up over a room that one means to read first.
          focus={matchMedia('(pointer: fine)').matches ? 'elsewhere' : 'heading'}
          heading={<RoomHeader room={visit.room} />}
        >
          <MessageLog key={visit.room.id} roomId={visit.room.id} />
          <footer class="room-foot">
            {visit.kind === 'moved' && <MovedNotice room={visit.room} to={visit.to} />}
            <SendingStrip roomId={visit.room.id} />
            <RoomRules room={visit.room} />
            {visit.kind !== 'moved' && !visit.room.archivedAt && !mutedUntil.value && (
              <Composer room={visit.room} />
            )}
          </footer>
          {/* Who is many is not to stand between the log and what one writes, for whoever goes by Tab. */}
          {visit.kind === 'inside' && <PeoplePanel />}
          <LiveAnnouncements />
        </Page>
      )
    default:
      return visit satisfies never
  }
}

/** Marks what stands around the page; Firefox before 121 has no `:has()` to find out by itself. */
function useClassOfApp(name: string, on: boolean) {
  // At once: what is drawn inside measures its space before the effects of what stands around it.
  document.getElementById('app')?.classList.toggle(name, on)
  useLayoutEffect(() => {
    const app = document.getElementById('app')
    app?.classList.toggle(name, on)
    return () => app?.classList.remove(name)
  }, [on])
}
