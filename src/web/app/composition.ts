import { signal } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import type { QuietHours } from '../../protocol/push.ts'
import { createAmendments } from './amendments.ts'
import { createAnnouncer } from './announcer.ts'
import type { Refusal } from './api.ts'
import { createApi } from './api.ts'
import { createArchive } from './archive.ts'
import { createAttention } from './attention.ts'
import { addressOf } from './base-path.ts'
import { isBlocked } from './blocked.ts'
import { listen } from './browser-events.ts'
import { createCommands } from './commands.ts'
import { arrivalOf, createDoor } from './door.ts'
import { createDrafts } from './drafts.ts'
import { createEditing } from './editing.ts'
import { follow } from './effects.ts'
import { followRoom, lastRoomsIn } from './effects-of-room.ts'
import { createFiles } from './files.ts'
import { createHues } from './hues.ts'
import { startKeeping } from './keeping.ts'
import { createKeyboard } from './keyboard.ts'
import { createLobby } from './lobby.ts'
import { createMuted } from './muted.ts'
import { createOutbox } from './outbox.ts'
import { createPeopleToggle } from './people-toggle.ts'
import {
  createChannel,
  createLocks,
  createStorage,
  namesOf,
  newUuid,
  readFirstLoad,
} from './platform.ts'
import { createPreferences } from './preferences.ts'
import { createReading } from './reading.ts'
import { createRecentEmoji } from './recent-emoji.ts'
import { createRecentSearches } from './recent-searches.ts'
import { createReplying } from './replying.ts'
import { createRouter } from './router.ts'
import { createScreen } from './screen.ts'
import { createSearching } from './searching.ts'
import { selfId, selfNow } from './self.ts'
import { createSession } from './session.ts'
import { createSteadyClock } from './steady-clock.ts'
import { createStore } from './store.ts'
import { createSync } from './sync.ts'
import { createUpgrade } from './upgrade.ts'

export type App = ReturnType<typeof startApp>

/** The same of when a new session token was asked for, or came. */
const renewedName = () => addressOf('renewed')
/** As long as requests with the token before may be under way. */
const renewalMs = 10_000

/** A request that has gone unanswered for this long is taken for lost. */
const requestTimeoutMs = 15_000

const newRoomField = 'main input[name=name]'

/** Gives every part what it needs of the browser, and sets them going. */
export function startApp(page: Window) {
  const api = createApi({
    fetch: (path, init) => page.fetch(addressOf(path), init),
    timeout: () => AbortSignal.timeout(requestTimeoutMs),
    isHidden: () => page.document.visibilityState === 'hidden',
    renewal: {
      note: () => storage.set(renewedName(), String(Date.now())),
      isRecent: () => Date.now() - Number(storage.get(renewedName())) < renewalMs,
    },
  })
  const clock = createSteadyClock(
    () => new Worker(new URL('./clock-worker.ts', import.meta.url), { type: 'module' }),
  )
  const random = () => Math.random()
  const ownPart = namesOf(addressOf(''))
  const storage = createStorage(page, ownPart)
  const drafts = createDrafts(storage, clock)
  const sending = {
    ...{ api, storage, clock, random, newKey: newUuid },
    locks: createLocks(navigator.locks, ownPart),
  }
  const outbox = createOutbox({
    files: {
      uploaded: (ids) => files.uploaded(ids),
      again: (ids) => files.again(ids),
      forget: (ids) => files.forget(ids),
    },
    ...sending,
  })
  const store = createStore({
    report: (fault) => console.error('A message out of place was refused.', fault),
    arrived(messages, how, before) {
      outbox.arrived(messages)
      editing.arrived(messages)
      if (how === 'history') amendments.loadedAnew()
      if (how === 'live') announce(messages)
      if (how === 'revised') news.revised(ofUnblocked(messages), before, selfNow({ store }))
    },
  })
  const amendments = createAmendments({
    ...sending,
    log: () => store.messages.value,
    revised: (messages) => store.apply({ kind: 'revised', messages }),
    stranded: outbox.keepUnsent,
  })
  const files = createFiles({
    ...sending,
    database: () => page.indexedDB,
    userId: () => selfId({ store }) || null,
    room: outbox.room,
  })
  const editing = createEditing({ store, amendments, drafts })
  const replying = createReplying({ store, drafts })
  const preferences = createPreferences(storage, page)
  /** When the person wants to be left in peace, once it was asked for. */
  const quietHours = signal<QuietHours>(null)
  const attention = createAttention({
    ...{ page, store, preferences, clock, api, quietHours },
    go: (path) => router.go(path),
  })
  const keyboard = createKeyboard(page)
  const news = createAnnouncer()
  const hues = createHues({ storage })
  const recentEmoji = createRecentEmoji({ storage })
  const recentSearches = createRecentSearches({ storage })
  const searching = createSearching({ page, store })
  const reading = createReading({ api, clock, inFront: attention.inFront })
  const first = readFirstLoad(page.document)
  const lobby = createLobby({ api, store, clock, random, first: first?.list ?? null })
  const sync = createSync({ api, store, clock, random, elsewhere: lobby })
  const router = createRouter(page)
  const door = createDoor(arrivalOf(page, first?.arrival), router.route.value)
  const screen = createScreen(page)
  const mutedUntil = createMuted({ store, clock })
  const peopleShown = createPeopleToggle(storage, screen)
  const windows = createChannel(addressOf('parlor'))
  const archive = createArchive(() => page.indexedDB, addressOf('parlor'))
  const session = createSession({
    page,
    api,
    store,
    router,
    clock,
    random,
    storage,
    windows,
    archive,
    hues,
    recentEmoji,
    recentSearches,
    written: [drafts, outbox, amendments, files],
  })
  const keeping = startKeeping({ store, archive, clock, holder: session.holder })
  const upgrade = createUpgrade({
    page,
    clock,
    isAllSent: () => outbox.items.peek().length + amendments.items.peek().size === 0,
  })

  const ofUnblocked = (messages: readonly Message[]) =>
    messages.filter((message) => !isBlocked(message, { store }))

  const announce = (messages: readonly Message[]) => {
    const ofOthers = ofUnblocked(messages).filter(
      ({ deletedAt, author }) => deletedAt === null && author.id !== selfNow({ store }),
    )
    news.arrived(ofOthers)
    attention.arrived(ofOthers)
  }

  session.begin(first)

  const toRooms = () => router.go('/rooms', 'replace')
  follow({ store, route: router.route, door, sync, lobby, outbox, amendments, drafts, toRooms })

  followRoom({ store, storage, reading, news, attention, hues })

  const focusing: { begun: boolean; next: string | null } = { begun: false, next: null }

  const wake = () => {
    session.wake()
    sync.wake()
    lobby.wake()
    outbox.wake()
    files.wake()
    amendments.wake()
  }
  listen(page, {
    ...{ store, storage, router, session, keeping, reading },
    ...{ outbox, amendments, drafts, files, wake },
  })

  return {
    api,
    store,
    sync,
    lobby,
    outbox,
    files,
    amendments,
    editing,
    replying,
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
    mutedUntil,
    hues,
    recentEmoji,
    recentSearches,
    searching,
    /** Whether the list of who is in the room stands open. */
    peopleShown,
    helpShown: signal(false),
    goToShown: signal(false),
    account: {
      /** The button of what concerns oneself, while what it opens is there. */
      opener: signal<Element | null>(null),
      /** Whether the person is asked if what is not sent may go. */
      asking: signal(false),
      failure: signal<Refusal | null>(null),
    },
    inviteShown: signal(false),
    quietHours,
    screen,
    /** Whether the page has a bar of its own, which holds what stands in that of the others. */
    barTaken: signal(false),
    /** The ids of the rooms that one was in last, the last one first. */
    lastRooms: () => lastRoomsIn(storage, store.whereabouts.peek()?.id),

    /** To where rooms are made. */
    toNewRoom() {
      const field = page.document.querySelector<HTMLElement>(newRoomField)
      if (field) return field.focus()
      focusing.next = newRoomField
      router.go('/rooms')
    },
    /** Whether a page has been shown yet, after which each new one takes the keyboard. */
    focusing,
    wake,

    logIn: session.logIn,
    /** After the account was deleted. */
    forgotten: () => session.forget(),
    /** What everybody may know of this Parlor; null where the page comes from the shell. */
    instance: signal(first?.instance ?? null),

    ...createCommands({
      api,
      store,
      session,
      outbox,
      amendments,
      drafts,
      reading,
      sync,
      router,
    }),
  }
}
