import { useErrorBoundary } from 'preact/hooks'
import { useApp } from './app-context.ts'
import { BrokenPage } from './pages/broken.tsx'
import { NotFoundPage } from './pages/not-found.tsx'
import { RoomPage } from './pages/room.tsx'
import { RoomsPage } from './pages/rooms.tsx'
import { WelcomePage } from './pages/welcome.tsx'
import { ConnectionBar } from './parts/connection-bar.tsx'
import { Header } from './parts/header.tsx'
import { t } from './words.ts'

/** What stands on every page, and the page itself. */
export function App() {
  const [error, tryAgain] = useErrorBoundary((fault) => console.error(fault))
  return (
    <>
      <a class="skip-link" href="#main">
        {t().skip}
      </a>
      <Header />
      <ConnectionBar />
      {error ? <BrokenPage again={tryAgain} /> : <Page />}
    </>
  )
}

function Page() {
  const { store, router } = useApp()
  const session = store.session.value
  const route = router.route.value
  if (session.kind === 'unknown') return <main id="main" class="page" aria-busy="true" />
  if (route.kind === 'unknown') return <NotFoundPage />
  if (session.kind === 'out') return <WelcomePage />
  switch (route.kind) {
    case 'home':
    case 'rooms':
      return <RoomsPage />
    case 'room':
      return <RoomPage key={route.id} />
    case 'design':
      return <NotFoundPage />
    default:
      return route satisfies never
  }
}
