import type { ComponentChildren } from 'preact'
import { useErrorBoundary, useRef } from 'preact/hooks'
import { lazy } from '../components/controls/lazy.tsx'
import { AccountDialogs } from '../components/frame/account-bar.tsx'
import { ConnectionBar } from '../components/frame/connection-bar.tsx'
import { Header } from '../components/frame/header.tsx'
import { Notices } from '../components/frame/notices.tsx'
import { Shortcuts } from '../components/frame/shortcuts.tsx'
import { t } from '../locale/messages.ts'
import { BrokenPage } from '../pages/broken.tsx'
import { EnteringPage } from '../pages/entering.tsx'
import { RoomsPage } from '../pages/rooms.tsx'
import { StartingPage } from '../pages/starting.tsx'
import { WelcomePage } from '../pages/welcome.tsx'
import { useApp } from './app-context.ts'

/** What only a room needs is half of all: the list does without it, and fetches it meanwhile. */
const RoomPage = lazy(async () => (await import('../pages/room.tsx')).RoomPage, EnteringPage)

const ResetPage = lazy(async () => (await import('../pages/reset.tsx')).ResetPage)
const RailContent = lazy(async () => (await import('../components/rail/rail.tsx')).RailContent)

const InvitePage = lazy(async () => (await import('../pages/invite.tsx')).InvitePage, StartingPage)
const ForYouPage = lazy(async () => (await import('../pages/for-you.tsx')).ForYouPage, StartingPage)
const SharePage = lazy(async () => (await import('../pages/share.tsx')).SharePage, StartingPage)
const LastPage = lazy(async () => (await import('../pages/last.tsx')).LastPage, StartingPage)
const NotFoundPage = lazy(
  async () => (await import('../pages/not-found.tsx')).NotFoundPage,
  StartingPage,
)
const AdminPage = lazy(async () => (await import('../pages/admin.tsx')).AdminPage, StartingPage)

/** Fetches what the first page does not need, so that it is there when one goes on. */
export const fetchAhead = RoomPage.preload

/** Not part of what people get: the branch goes when the site is built. */
const DesignPage = import.meta.env.DEV
  ? lazy(async () => (await import('../pages/design.tsx')).DesignPage)
  : () => null

/** What stands on every page, and the page itself. */
export function App() {
  return (
    <Guarded>
      <a class="skip-link" href="#main">
        {t().skip}
      </a>
      <Rail />
      <Header />
      <div class="bars">
        <ConnectionBar />
        <Notices />
      </div>
      <Shortcuts />
      <AccountDialogs />
      <Guarded>
        <Page />
      </Guarded>
    </Guarded>
  )
}

/** On wide screens, beside every page: its place is kept free while what stands in it is on its way. */
function Rail() {
  const { store, screen } = useApp()
  if (store.session.value.kind !== 'in' || !screen.isWide.value) return null
  return (
    <nav class="rail" aria-label={t().rooms.mine}>
      <RailContent />
    </nav>
  )
}

/** Shows an error page in place of what threw while it was drawn. */
function Guarded({ children }: { children: ComponentChildren }) {
  const [error, drawAgain] = useErrorBoundary((fault) => console.error(fault))
  const tries = useRef(0)
  const again = () => {
    tries.current += 1
    // What breaks twice breaks for a reason that only a fresh page can be without.
    if (tries.current > 1) location.reload()
    else drawAgain()
  }
  return error ? <BrokenPage again={again} /> : children
}

function Page() {
  const { store, router } = useApp()
  const session = store.session.value
  const route = router.route.value
  if (route.kind === 'design') return <DesignPage />
  if (route.kind === 'reset') return <ResetPage />
  if (session.kind === 'unknown') return <StartingPage />
  if (route.kind === 'invite') return <InvitePage key={route.code} code={route.code} />
  if (session.kind === 'out') return <WelcomePage />
  switch (route.kind) {
    case 'home':
    case 'rooms':
      return <RoomsPage />
    case 'room':
      return <RoomPage key={route.id} />
    case 'for-you':
      return <ForYouPage />
    case 'share':
      return <SharePage />
    case 'last':
      return <LastPage place={route.place} />
    case 'admin':
      return <AdminPage part={route.part} />
    case 'unknown':
      return <NotFoundPage />
    default:
      return route satisfies never
  }
}
