import { useLayoutEffect } from 'preact/hooks'
import { useApp } from '../app-context.ts'
import { Composer } from '../parts/composer.tsx'
import { Link } from '../parts/link.tsx'
import { LiveNews } from '../parts/live-news.tsx'
import { MessageLog } from '../parts/message-log.tsx'
import { MovedNotice } from '../parts/moved-notice.tsx'
import { Page } from '../parts/page.tsx'
import { PeoplePanel } from '../parts/people-panel.tsx'
import { RoomDoor } from '../parts/room-door.tsx'
import { RoomHeader } from '../parts/room-header.tsx'
import { SendingStrip } from '../parts/sending-strip.tsx'
import { t } from '../words.ts'
import { EnteringPage } from './entering.tsx'

/** A room from inside: who is here, what was said, and what one has to say. */
export function RoomPage() {
  const { store } = useApp()
  const visit = store.visit.value
  useClassOfApp('around-room', visit.kind !== 'missing' && visit.kind !== 'at_door')
  switch (visit.kind) {
    case 'nowhere':
    case 'entering':
      return <EnteringPage />
    case 'missing':
      return (
        <Page kind="message-page" title={t().room.missingTitle}>
          <p>{t().room.missing}</p>
          <Link class="button primary" to="/rooms">
            {t().room.toRooms}
          </Link>
        </Page>
      )
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
          {visit.kind === 'inside' && <PeoplePanel />}
          <footer class="room-foot">
            {visit.kind === 'moved' && <MovedNotice room={visit.room} to={visit.to} />}
            <SendingStrip roomId={visit.room.id} />
            {visit.kind !== 'moved' && <Composer room={visit.room} />}
          </footer>
          <LiveNews />
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
