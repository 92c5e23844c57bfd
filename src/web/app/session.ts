import type { FirstLoad } from '../../protocol/first-load.ts'
import type { User } from '../../protocol/people.ts'
import type { SessionNow } from '../../protocol/session.ts'
import type { Api, Refusal } from './api.ts'
import type { Archive } from './archive.ts'
import type { Clock } from './clock.ts'
import type { createChannel, createStorage } from './platform.ts'
import { type Outcome, type PollLoop, startPolling } from './poll-loop.ts'
import type { Router } from './router.ts'
import type { Store } from './store.ts'

type Deps = {
  page: Window
  api: Api
  store: Store
  router: Router
  clock: Clock
  random: () => number
  storage: ReturnType<typeof createStorage>
  windows: ReturnType<typeof createChannel>
  archive: Archive
  hues: { empty(): void }
  recentEmoji: { empty(): void }
  recentSearches: { empty(): void }
  /** What keeps things that a person wrote. */
  written: { empty(userId: string): void }[]
}

/** The name under which a browser's storage has the id of the person who is logged in. */
const holderName = 'person'

/**
 * Who is logged in, in all windows of this browser: finds out, logs in and out, and leaves nothing of
 * one person for the next.
 */
export function createSession(deps: Deps) {
  const {
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
    written,
  } = deps
  let loop: PollLoop | null = null

  /** The id of the person for whom this browser keeps anything; null: for nobody. */
  const holder = () => storage.get(holderName)

  /** From now on this browser keeps what it keeps for this person. */
  const takeOver = ({ id }: User) => {
    if (holder() === id) return
    void archive.empty()
    hues.empty()
    recentEmoji.empty()
    recentSearches.empty()
    storage.set(holderName, id)
  }

  /** Leaves nothing of the person in this browser. */
  const leaveNothing = ({ id }: User) => {
    for (const each of written) each.empty(id)
    hues.empty()
    recentEmoji.empty()
    recentSearches.empty()
    storage.remove(holderName)
  }

  const welcomeBack = (found: SessionNow) => {
    const { value: before } = store.session
    const changed =
      before.kind !== 'unknown' && !(before.kind === 'in' && before.user.id === found.user.id)
    // Logged in by another window: this one must not take the person to the room it happens to show.
    if (changed && router.route.value.kind === 'room') router.go('/rooms', 'replace')
    takeOver(found.user)
    const { user, room } = found
    store.apply({ kind: 'logged_in', user, room, standing: standingOf(found) })
  }

  /** Asks who is logged in, until there is an answer. */
  const find = () => {
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

  const remember = async () => {
    const person = holder()
    if (person === null) return
    const kept = await archive.find(person)
    const user = kept.rooms?.user ?? kept.room?.user
    if (user && holder() === person) store.apply({ kind: 'remembered', user, kept })
  }

  /** Another window may have logged out, or logged in as another, while this one did not look. */
  const check = () => {
    const session = store.session.peek()
    if (session.kind !== 'in' || holder() === session.user.id) return
    store.apply({ kind: 'logged_out', ended: false })
    // Someone may have emptied the storage, and nobody logged out.
    find()
  }

  page.addEventListener('storage', ({ key }) => {
    if (storage.isAbout(key, holderName)) check()
  })
  windows.hear(find)

  return {
    holder,
    check,
    wake: () => loop?.wake(),

    /** @param first what the page itself says; null: it comes from the shell, and says nothing */
    begin(first: FirstLoad | null) {
      if (first?.session) welcomeBack(first.session)
      else if (first) store.apply({ kind: 'logged_out', ended: false })
      else {
        loop = find()
        void remember()
      }
    },

    /** Logs in by a new or an old account. */
    async logIn(
      how: 'createAccount' | 'logIn',
      username: string,
      password: string,
      invite?: string,
    ) {
      if (!page.navigator.cookieEnabled) return cookiesBlocked
      const answer =
        how === 'logIn'
          ? await api.logIn(username, password)
          : await api.createAccount(username, password, invite)
      if (answer.ok) {
        // The browser may say that it takes cookies, and drop this one all the same.
        const known = await api.session()
        if (!known.ok && known.refusal.code === 'not_logged_in') return cookiesBlocked
        takeOver(answer.value.user)
        const { user } = answer.value
        const standing = known.ok ? { standing: standingOf(known.value) } : {}
        store.apply({ kind: 'logged_in', user, room: null, ...standing })
        windows.tell()
      }
      return answer
    },

    async logOut() {
      const answer = await api.logOut()
      if (answer.ok || answer.refusal.code === 'not_logged_in') this.forget()
      return answer
    },

    /** Leaves nothing of the person, whose session the server has ended at their wish. */
    forget() {
      const session = store.session.peek()
      // In this order: for who is logged in, / leads to the list.
      store.apply({ kind: 'logged_out', ended: false })
      router.go('/')
      if (session.kind === 'in') leaveNothing(session.user)
      windows.tell()
    },
  }
}

const standingOf = ({ user: { role }, undecided = false, blocked = [] }: SessionNow) => ({
  ...{ role, undecided, blocked },
})

const cookiesBlocked = {
  ok: false,
  refusal: { code: 'cookies_blocked', title: '', errors: [] },
} as const satisfies { ok: false; refusal: Refusal }
