import { signal } from '@preact/signals'
import { createAmendments } from '../../src/web/app/amendments.ts'
import { createApi, type Fetch } from '../../src/web/app/api.ts'
import type { Clock } from '../../src/web/app/clock.ts'
import { createDoor } from '../../src/web/app/door.ts'
import { follow } from '../../src/web/app/effects.ts'
import { createLobby } from '../../src/web/app/lobby.ts'
import { createOutbox } from '../../src/web/app/outbox.ts'
import { startPolling } from '../../src/web/app/poll-loop.ts'
import type { Route } from '../../src/web/app/router.ts'
import { createStore, type Fault } from '../../src/web/app/store.ts'
import { createSync } from '../../src/web/app/sync.ts'
import type { Browser, Tab } from './browser.ts'
import type { Network } from './network.ts'
import type { Timeline } from './timeline.ts'

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
 * A window with the real modules of the client in it, following each other as in a browser; only
 * what draws is missing.
 */
export function openPage({ browser, number, network, timeline, newKey, fault }: Deps, at: Route) {
  let open = true
  const name = `${browser.name}, window ${number}`
  const isAwake = () => open && browser.isAwake()
  const clock = timeline.clockFor(isAwake)
  // Jitter keeps a thousand browsers apart; these few need none.
  const random = () => 0
  const tab: Tab = {
    name,
    isOpen: () => open,
    storageChanged() {
      outbox.refresh()
      amendments.refresh()
    },
  }
  const line = withTimeouts(
    network.fetchFor({ name, cookie: browser.cookie, isOpen: () => open, isAwake }),
    clock,
  )
  const api = createApi({ ...line, isHidden: () => false })
  const sending = {
    api,
    files: {
      uploaded: async () => ({
        ok: false as const,
        refusal: { code: 'unreachable' as const, title: '', errors: [] },
      }),
      again: () => {},
      forget: () => {},
    },
    storage: browser.storageFor(tab),
    locks: browser.locksFor(tab),
    clock,
    random,
    newKey,
  }
  const outbox = createOutbox(sending)
  const store = createStore({
    report: fault,
    arrived(messages, how) {
      outbox.arrived(messages)
      if (how === 'history') amendments.loadedAnew()
    },
  })
  const amendments = createAmendments({
    ...sending,
    log: () => store.messages.value,
    revised: (messages) => store.apply({ kind: 'revised', messages }),
    stranded: outbox.keepUnsent,
  })
  const lobby = createLobby({ api, store, clock, random })
  const sync = createSync({ api, store, clock, random, elsewhere: lobby })
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

  const toRooms = () => {
    route.value = { kind: 'rooms' }
  }
  const door = createDoor('own', route.value)
  // Nobody here begins a message that they do not send.
  const drafts = { read: () => '', write: () => {} }
  const stopFollowing = follow({
    store,
    route,
    door,
    sync,
    lobby,
    outbox,
    amendments,
    drafts,
    toRooms,
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
    amendments,
    lobby,
    route,
    /** Asks as no module of the client does; null: no answer came. */
    async send(method: string, path: string, headers: Record<string, string>, body?: string) {
      const init = { method, headers, signal: line.timeout(), ...(body !== undefined && { body }) }
      return line.fetch(path, init).catch(() => null)
    },
    /** The line is back, or the window is looked at again. */
    wake() {
      sessionLoop.wake()
      sync.wake()
      lobby.wake()
      outbox.wake()
      amendments.wake()
    },
    async leaveRoom() {
      const answer = await sync.leave()
      if (answer.ok) toRooms()
    },
    /** Gone, as when the tab crashes: nothing gets to finish. */
    close() {
      open = false
      stopFollowing()
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
