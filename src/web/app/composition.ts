import { effect, signal, untracked } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import type { User } from '../../protocol/people.ts'
import type { Room } from '../../protocol/rooms.ts'
import { createAnnouncer } from './announcer.ts'
import { createApi, type Refusal } from './api.ts'
import { createArchive } from './archive.ts'
import { createAttention } from './attention.ts'
import { addressOf } from './base-path.ts'
import { arrivalOf, createDoor } from './door.ts'
import { createDrafts } from './drafts.ts'
import { follow } from './effects.ts'
import { createHues } from './hues.ts'
import { startKeeping } from './keeping.ts'
import { createKeyboard } from './keyboard.ts'
import { createLobby } from './lobby.ts'
import { createOutbox } from './outbox.ts'
import { createChannel, createLocks, createStorage, newUuid, readFirstLoad } from './platform.ts'
import { type Outcome, startPolling } from './poll-loop.ts'
import { createPreferences } from './preferences.ts'
import { createReading } from './reading.ts'
import { createRouter } from './router.ts'
import { createSteadyClock } from './steady-clock.ts'
import { createStore } from './store.ts'
import { createSync } from './sync.ts'
import { createUpgrade } from './upgrade.ts'

export type App = ReturnType<typeof startApp>

/** The name under which a browser's storage has the id of the person who is logged in. */
const holderName = () => addressOf('person')

/** A request that has gone unanswered for this long is taken for lost. */
const requestTimeoutMs = 15_000

/** Whoever spoke before these has a hue of their own only by luck. */
const messagesLookedAt = 500

/** Gives every part what it needs of the browser, and sets them going. */
export function startApp(page: Window) {
  const api = createApi({
    fetch: (path, init) => page.fetch(addressOf(path), init),
    timeout: () => AbortSignal.timeout(requestTimeoutMs),
    isHidden: () => page.document.visibilityState === 'hidden',
  })
  const clock = createSteadyClock(
    () => new Worker(new URL('./clock-worker.ts', import.meta.url), { type: 'module' }),
  )
  const random = () => Math.random()
  const storage = createStorage(page)
  const drafts = createDrafts(storage, clock)
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
      if (how === 'revised') news.revised(messages)
    },
  })
  const preferences = createPreferences(storage, page)
  const attention = createAttention({ page, store, preferences, clock })
  const keyboard = createKeyboard(page)
  const news = createAnnouncer()
  const hues = createHues({ storage })
  const reading = createReading({ api, clock, inFront: attention.inFront })
  const sync = createSync({ api, store, clock, random })
  const first = readFirstLoad(page.document)
  const lobby = createLobby({ api, store, clock, random, first: first?.list ?? null })
  const router = createRouter(page)
  const door = createDoor(arrivalOf(page, first?.arrival), router.route.value)
  const peopleShown = signal(page.matchMedia('(min-width: 64rem)').matches)
  const windows = createChannel(addressOf('parlor'))
  const holder = () => storage.get(holderName())
  const archive = createArchive(() => page.indexedDB, addressOf('parlor'))
  const keeping = startKeeping({ store, archive, clock, holder })
  const upgrade = createUpgrade({
    page,
    clock,
    nothingToLose: () => outbox.items.peek().length === 0 && !isBusy(page.document),
  })

  const announce = (messages: readonly Message[]) => {
    const session = store.session.peek()
    const ofOthers = messages.filter(
      ({ author, deletedAt }) =>
        deletedAt === null && (session.kind !== 'in' || author.id !== session.user.id),
    )
    news.arrived(ofOthers)
    attention.arrived(ofOthers)
  }

  /** From now on this browser keeps what it keeps for this person. */
  const takeOver = ({ id }: User) => {
    if (holder() === id) return
    void archive.empty()
    hues.empty()
    storage.set(holderName(), id)
  }

  /** Leaves nothing of the person in this browser. */
  const leaveNothing = ({ id }: User) => {
    drafts.empty(id)
    outbox.empty(id)
    hues.empty()
    storage.remove(holderName())
  }

  /** Another window may have logged out, or logged in as another, while this one did not look. */
  const checkHolder = () => {
    const session = store.session.peek()
    if (session.kind !== 'in' || holder() === session.user.id) return
    store.apply({ kind: 'logged_out', ended: false })
    // Someone may have emptied the storage, and nobody logged out.
    findSession()
  }

  const welcomeBack = (found: { user: User; room: Room | null }) => {
    const { value: before } = store.session
    const changed =
      before.kind !== 'unknown' && !(before.kind === 'in' && before.user.id === found.user.id)
    // Logged in by another window: this one must not take the person to the room it happens to show.
    if (changed && router.route.value.kind === 'room') router.go('/rooms', 'replace')
    takeOver(found.user)
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
  const remember = async () => {
    const person = holder()
    if (person === null) return
    const kept = await archive.find(person)
    const user = kept.rooms?.user ?? kept.room?.user
    if (user && holder() === person) store.apply({ kind: 'remembered', user, kept })
  }
  if (!first) void remember()
  if (first?.session) welcomeBack(first.session)
  else if (first) store.apply({ kind: 'logged_out', ended: false })

  const toRooms = () => router.go('/rooms', 'replace')
  follow({ store, route: router.route, door, sync, lobby, outbox, drafts, toRooms })

  effect(() => {
    const visit = store.visit.value
    untracked(() => {
      if (visit.kind !== 'inside') return void reading.close()
      const last = store.messages.value.at(-1)?.seq ?? 0
      const { readUpTo, returning } = store
      reading.open(visit.room.id, readUpTo.value, last, returning.value)
      news.clear()
    })
  })

  effect(() => {
    if (store.session.value.kind !== 'out') return
    untracked(() => {
      news.clear()
      void attention.empty()
    })
  })

  effect(() => {
    const visit = store.visit.value
    const inside = [...store.people.value.values()]
    const spoke = store.messages.value.slice(-messagesLookedAt).reverse()
    if (visit.kind !== 'inside') return
    const authors = new Map(spoke.map(({ author }) => [author.id, author]))
    untracked(() => hues.share(visit.room.id, inside, [...authors.values()]))
  })

  const wake = () => {
    sessionLoop?.wake()
    sync.wake()
    lobby.wake()
    outbox.wake()
  }
  page.addEventListener('online', wake)
  page.addEventListener('pageshow', checkHolder)
  page.addEventListener('pageshow', wake)
  page.addEventListener('pagehide', keeping.flush)
  page.document.addEventListener('resume', checkHolder)
  page.addEventListener('pageshow', drafts.refresh)
  page.addEventListener('pagehide', drafts.flush)
  page.document.addEventListener('visibilitychange', () => {
    const last = store.messages.peek().at(-1)?.seq ?? 0
    if (page.document.visibilityState === 'hidden') {
      keeping.flush()
      return reading.turnAway(last)
    }
    checkHolder()
    reading.comeBack(last)
    wake()
  })
  page.addEventListener('focus', () => reading.comeBack(store.messages.peek().at(-1)?.seq ?? 0))
  page.addEventListener('storage', ({ key }) => {
    if (key === null || key === holderName()) checkHolder()
    if (key === null || key.startsWith('outbox/')) outbox.refresh()
    if (key === null || key.startsWith('draft/')) drafts.refresh()
  })
  windows.hear(findSession)

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
    upgrade,
    /** Whether what is written here outlives the page. */
    keeps: storage.keeps(),
    news,
    keyboard,
    reading,
    hues,
    /** Whether the list of who is in the room stands open. */
    peopleShown,
    helpShown: signal(false),
    /** Whether a page has been shown yet, after which each new one takes the keyboard. */
    focusing: { begun: false },
    wake,

    /** Logs in by a new or an old account. */
    async logIn(how: 'createAccount' | 'logIn', username: string, password: string) {
      if (!page.navigator.cookieEnabled) return cookiesBlocked
      const answer = await api[how](username, password)
      if (answer.ok) {
        // The browser may say that it takes cookies, and drop this one all the same.
        const known = await api.session()
        if (!known.ok && known.refusal.code === 'not_logged_in') return cookiesBlocked
        takeOver(answer.value.user)
        store.apply({ kind: 'logged_in', user: answer.value.user, room: null })
        windows.tell()
      }
      return answer
    },

    /** How much the person wrote that would be lost by logging out. */
    unsent() {
      const session = store.session.peek()
      if (session.kind !== 'in') return { messages: 0, drafts: 0 }
      const messages = outbox.items.peek().filter(({ state }) => state.kind !== 'sent').length
      return { messages, drafts: drafts.begun(session.user.id) }
    },

    async logOut() {
      const session = store.session.peek()
      await reading.close()
      const answer = await api.logOut()
      if (answer.ok || answer.refusal.code === 'not_logged_in') {
        router.go('/')
        store.apply({ kind: 'logged_out', ended: false })
        if (session.kind === 'in') leaveNothing(session.user)
        windows.tell()
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

const cookiesBlocked = {
  ok: false,
  refusal: { code: 'cookies_blocked', title: '', errors: [] },
} as const satisfies { ok: false; refusal: Refusal }

/** True while something is being typed or a dialog is open: no moment to load the page anew. */
function isBusy(document: Document): boolean {
  if (document.querySelector('dialog[open]')) return true
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
    'input, textarea',
  )
  return [...fields].some(
    (field) => field.value !== '' && field.type !== 'radio' && field.type !== 'checkbox',
  )
}
