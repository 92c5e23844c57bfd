import { effect, signal, untracked } from '@preact/signals'
import type { Message } from '../protocol/messages.ts'
import type { User } from '../protocol/people.ts'
import type { Room } from '../protocol/rooms.ts'
import { createApi } from './api.ts'
import { createAttention } from './attention.ts'
import { addressOf } from './base-path.ts'
import { arrivalOf, createDoor } from './door.ts'
import { createDrafts } from './drafts.ts'
import { follow } from './follow.ts'
import { createLobby } from './lobby.ts'
import { createNews } from './news.ts'
import { createOutbox } from './outbox.ts'
import { createLocks, createStorage, newUuid, readFirstLoad } from './platform.ts'
import { type Outcome, startPolling } from './poll-loop.ts'
import { createPreferences } from './preferences.ts'
import { createReading } from './reading.ts'
import { createRouter } from './router.ts'
import { createSteadyClock } from './steady-clock.ts'
import { createStore } from './store.ts'
import { createSync } from './sync.ts'

export type App = ReturnType<typeof startApp>

/** A request that has gone unanswered for this long is taken for lost. */
const requestTimeoutMs = 15_000

/** Gives every part what it needs of the browser, and sets them going. */
export function startApp(page: Window) {
  const api = createApi({
    fetch: (path, init) => page.fetch(addressOf(path), init),
    timeout: () => AbortSignal.timeout(requestTimeoutMs),
  })
  const clock = createSteadyClock(
    () => new Worker(new URL('./clock-worker.ts', import.meta.url), { type: 'module' }),
  )
  const random = () => Math.random()
  const storage = createStorage(page)
  const drafts = createDrafts(storage)
  const outbox = createOutbox({
    api,
    storage,
    locks: createLocks(navigator.locks),
    clock,
    random,
    newKey: newUuid,
  })
  const store = createStore({
    report: (fault) => console.error('A message out of place was refused.', fault),
    arrived(messages, how) {
      outbox.arrived(messages)
      if (how === 'live') announce(messages)
    },
  })
  const preferences = createPreferences(storage, page)
  const attention = createAttention({ page, store, preferences, clock })
  const news = createNews()
  const reading = createReading({ api, clock, inFront: attention.inFront })
  const sync = createSync({ api, store, clock, random })
  const first = readFirstLoad(page.document)
  const lobby = createLobby({ api, store, clock, random, first: first?.list ?? null })
  const router = createRouter(page)
  const door = createDoor(first?.arrival ?? arrivalOf(page), router.route.value)
  const peopleShown = signal(page.matchMedia('(min-width: 64rem)').matches)
  const windows = new BroadcastChannel(addressOf('parlor'))

  const announce = (messages: Message[]) => {
    const session = store.session.peek()
    const ofOthers = messages.filter(
      ({ author }) => session.kind !== 'in' || author.id !== session.user.id,
    )
    news.arrived(ofOthers)
    attention.arrived(ofOthers)
  }

  const welcomeBack = (found: { user: User; room: Room | null }) => {
    const { value: before } = store.session
    const changed =
      before.kind !== 'unknown' && !(before.kind === 'in' && before.user.id === found.user.id)
    // Logged in by another window: this one must not take the person to the room it happens to show.
    if (changed && router.route.value.kind === 'room') router.go('/rooms', 'replace')
    store.apply({ kind: 'logged_in', ...found })
  }

  /** Asks who is logged in, until there is an answer. */
  const findSession = () => {
    const ask = async (): Promise<Outcome> => {
      const answer = await api.session()
      if (answer.ok) welcomeBack(answer.value)
      else if (answer.refusal.code === 'not_logged_in') {
        store.apply({ kind: 'logged_out', ended: store.session.value.kind === 'in' })
      } else return { kind: 'failed' }
      return { kind: 'over' }
    }
    return startPolling(ask, {
      clock,
      random,
      connection: (connection) => store.apply({ kind: 'connection', connection }),
    })
  }
  const sessionLoop = first ? null : findSession()
  if (first?.session) welcomeBack(first.session)
  else if (first) store.apply({ kind: 'logged_out', ended: false })

  const toRooms = () => router.go('/rooms', 'replace')
  follow({ store, route: router.route, door, sync, lobby, outbox, toRooms })

  effect(() => {
    const visit = store.visit.value
    untracked(() => {
      if (visit.kind !== 'inside') return void reading.close()
      const last = store.messages.value.at(-1)?.seq ?? 0
      reading.open(visit.room.id, store.readUpTo.value, last)
      news.clear()
    })
  })

  const wake = () => {
    sessionLoop?.wake()
    sync.wake()
    lobby.wake()
    outbox.wake()
  }
  page.addEventListener('online', wake)
  page.addEventListener('pageshow', wake)
  page.addEventListener('pageshow', drafts.refresh)
  page.document.addEventListener('visibilitychange', () => {
    const last = store.messages.peek().at(-1)?.seq ?? 0
    if (page.document.visibilityState === 'hidden') return reading.turnAway(last)
    reading.comeBack(last)
    wake()
  })
  page.addEventListener('focus', () => reading.comeBack(store.messages.peek().at(-1)?.seq ?? 0))
  page.addEventListener('storage', ({ key }) => {
    if (key === null || key.startsWith('outbox/')) outbox.refresh()
    if (key === null || key.startsWith('draft/')) drafts.refresh()
  })
  windows.addEventListener('message', findSession)

  return {
    api,
    store,
    sync,
    lobby,
    outbox,
    router,
    door,
    drafts,
    clock,
    preferences,
    attention,
    news,
    reading,
    /** Whether the list of who is in the room stands open. */
    peopleShown,
    helpShown: signal(false),
    /** Whether a page has been shown yet, after which each new one takes the keyboard. */
    focusing: { begun: false },
    wake,

    /** Logs in by a new or an old account. */
    async logIn(how: 'createAccount' | 'logIn', username: string, password: string) {
      const answer = await api[how](username, password)
      if (answer.ok) {
        store.apply({ kind: 'logged_in', user: answer.value.user, room: null })
        windows.postMessage('session')
      }
      return answer
    },

    async logOut() {
      await reading.close()
      const answer = await api.logOut()
      if (answer.ok || answer.refusal.code === 'not_logged_in') {
        router.go('/')
        store.apply({ kind: 'logged_out', ended: false })
        windows.postMessage('session')
      }
      return answer
    },

    async deleteRoom(room: Room) {
      const answer = await api.deleteRoom(room.id)
      if (answer.ok) lobby.refresh()
      return answer
    },

    async leaveRoom() {
      await reading.close()
      const answer = await sync.leave()
      if (answer.ok) router.go('/rooms')
      return answer
    },
  }
}
