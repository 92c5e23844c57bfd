import { useApp } from '../app/app-context.ts'
import { t } from '../locale/messages.ts'

/** Before it is known who is logged in; with a line to the server, too short to be seen. */
export function StartingPage() {
  const { store } = useApp()
  const unreachable = store.connection.value.kind === 'failing'
  return (
    <main id="main" class="page message-page" aria-busy="true">
      {unreachable && (
        <>
          <h1>{t().connection.offlineTitle}</h1>
          <p>{t().connection.offline}</p>
        </>
      )}
    </main>
  )
}
