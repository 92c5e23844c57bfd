import type { Amendments } from './amendments.ts'
import type { Drafts } from './drafts.ts'
import type { Files } from './files.ts'
import type { startKeeping } from './keeping.ts'
import type { Outbox } from './outbox.ts'
import type { createStorage } from './platform.ts'
import type { Reading } from './reading.ts'
import type { Router } from './router.ts'
import type { createSession } from './session.ts'
import type { Store } from './store.ts'

type Parts = {
  store: Store
  storage: Pick<ReturnType<typeof createStorage>, 'isAbout'>
  router: Router
  session: Pick<ReturnType<typeof createSession>, 'check'>
  keeping: Pick<ReturnType<typeof startKeeping>, 'flush'>
  reading: Reading
  outbox: Outbox
  amendments: Amendments
  drafts: Drafts
  files: Pick<Files, 'wake'>
  /** Has everything that waits for the server try again. */
  wake: () => void
}

/** Has the parts hear of what the browser tells of the page: seen, hidden, online, back from its cache. */
export function listen(page: Window, parts: Parts): void {
  const { store, storage, router, session, keeping, reading, wake } = parts
  const { outbox, amendments, drafts, files } = parts

  // A click on a notification, of which only the worker hears.
  page.navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    if (typeof data?.open !== 'string' || store.session.peek().kind !== 'in') return
    const path = router.roomAt(new URL(data.open, page.location.href).href)
    if (path !== null) router.go(path)
  })

  page.addEventListener('online', wake)
  page.addEventListener('pageshow', session.check)
  page.addEventListener('pageshow', wake)
  page.addEventListener('pagehide', keeping.flush)
  page.document.addEventListener('resume', session.check)
  page.addEventListener('pageshow', drafts.refresh)
  page.addEventListener('pagehide', drafts.flush)
  page.document.addEventListener('visibilitychange', () => {
    const last = store.newest.peek().at(-1)?.seq ?? 0
    if (page.document.visibilityState === 'hidden') {
      keeping.flush()
      return reading.turnAway(last)
    }
    session.check()
    reading.comeBack(last)
    wake()
  })
  page.addEventListener('focus', () => reading.comeBack(store.newest.peek().at(-1)?.seq ?? 0))
  page.addEventListener('storage', ({ key }) => {
    if (storage.isAbout(key, 'outbox/')) outbox.refresh()
    if (storage.isAbout(key, 'amendment/')) amendments.refresh()
    if (storage.isAbout(key, 'draft/')) drafts.refresh()
    if (storage.isAbout(key, 'attached/')) files.wake()
  })
}
