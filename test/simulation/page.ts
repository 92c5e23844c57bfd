import { effect, signal, untracked } from '@preact/signals'
import { createApi, type Fetch } from '../../src/web/api.ts'
import type { Clock } from '../../src/web/clock.ts'
import { createLobby } from '../../src/web/lobby.ts'
import { createOutbox } from '../../src/web/outbox.ts'
import { startPolling } from '../../src/web/poll-loop.ts'
import { createStore, type Fault } from '../../src/web/store.ts'
import { createSync } from '../../src/web/sync.ts'
import type { Browser, Tab } from './browser.ts'
import type { Network } from './network.ts'
import type { Timeline } from './timeline.ts'

export type Route = { kind: 'rooms' } | { kind: 'room'; id: string }

interface Deps {
  browser: Browser
  /** Which of the browser's windows this is. */
  number: number
  network: Network
  timeline: Timeline
  newKey(): string
  /** Hears of messages that the store had to refuse. */
  fault(fault: Fault): void
}

const requestTimeoutMs = 15_000

export type Page = ReturnType<typeof openPage>

/**
 * A window with the real modules of the client in it, put together as `src/web/wiring.ts` does for
 * a browser; only what draws is missing.
 */
export function openPage({ browser, number, network, timeline, newKey, fault }: Deps, at: Route) {
  let open = true
  const name = `${browser.name}, window ${number}`
  const isAwake = () => open && browser.isAwake()
  const clock = timeline.clockFor(isAwake)
  // Jitter keeps a thousand browsers apart; these few need none.
  const random = () => 0
  const tab: Tab = { name, isOpen: () => open, storageChanged: () => outbox.refresh() }
  const api = createApi(
    withTimeouts(
      network.fetchFor({ name, cookie: browser.cookie, isOpen: () => open, isAwake }),
      clock,
    ),
  )
  const outbox = createOutbox({
    api,
    storage: browser.storageFor(tab),
    locks: browser.locksFor(tab),
    clock,
    random,
    newKey,
  })
  const store = createStore({ report: fault, arrived: (messages) => outbox.arrived(messages) })
  const sync = createSync({ api, store, clock, random })
  const lobby = createLobby({ api, store, clock, random })
  const route = signal<Route>(at)

  const sessionLoop = startPolling(
    async () => {
      const answer = await api.session()
      if (!answer.ok) return { kind: 'failed' }
      store.apply({ kind: 'logged_in', ...answer.value })
      return { kind: 'over' }
    },
    { clock, random, connection: (connection) => store.apply({ kind: 'connection', connection }) },
  )

  const followRoute = effect(() => {
    const session = store.session.value
    const here = route.value
    untracked(() => {
      sync.stop()
      lobby.stop()
      if (session.kind !== 'in') return
      outbox.open(session.user.id)
      if (here.kind === 'room') sync.enter(here.id)
      else {
        store.apply({ kind: 'stepped_out' })
        lobby.open()
      }
    })
  })
  const followVisit = effect(() => {
    const visit = store.visit.value
    untracked(() =>
      visit.kind === 'inside'
        ? outbox.enterRoom(visit.room.id, store.messages.value.at(-1)?.seq)
        : outbox.enterRoom(null),
    )
  })
  const followDeletion = effect(() => {
    if (store.deleted.value && route.peek().kind === 'room') route.value = { kind: 'rooms' }
  })
  const followRooms = effect(() => {
    const rooms = store.rooms.value
    if (rooms) untracked(() => outbox.roomsAre(rooms))
  })
  browser.opened(tab)

  return {
    name,
    browser,
    number,
    api,
    store,
    sync,
    outbox,
    lobby,
    route,
    /** The line is back, or the window is looked at again. */
    wake() {
      sessionLoop.wake()
      sync.wake()
      lobby.wake()
      outbox.wake()
    },
    async leaveRoom() {
      const answer = await sync.leave()
      if (answer.ok) route.value = { kind: 'rooms' }
    },
    /** Gone, as when the tab crashes: nothing gets to finish. */
    close() {
      open = false
      for (const stop of [followRoute, followVisit, followDeletion, followRooms]) stop()
      browser.closed(tab)
    },
  }
}

/** Ends requests that go unanswered for too long, as `AbortSignal.timeout` does in a browser. */
function withTimeouts(carry: Fetch, clock: Clock) {
  const cancel = new Map<AbortSignal, () => void>()
  const timeout = (): AbortSignal => {
    const controller = new AbortController()
    cancel.set(
      controller.signal,
      clock.after(requestTimeoutMs, () => controller.abort()),
    )
    return controller.signal
  }
  const fetch: Fetch = async (path, init) => {
    try {
      return await carry(path, init)
    } finally {
      if (init.signal) cancel.get(init.signal)?.()
    }
  }
  return { fetch, timeout }
}
