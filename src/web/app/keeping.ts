import { effect, untracked } from '@preact/signals'
import type { Archive, Kept } from './archive.ts'
import type { Clock } from './clock.ts'
import type { Store } from './store.ts'

type Deps = {
  store: Store
  archive: Archive
  clock: Clock
  /** The id of the person for whom this browser keeps anything; null: for nobody. */
  holder: () => string | null
}

/** However busy a room or the list is, it is not written more often than this. */
const pauseMs = { room: 10_000, rooms: 30_000 } satisfies Record<keyof Kept, number>
const newestKept = 100

/**
 * Keeps in the archive what the store shows of the rooms, and empties it when the person is out.
 * @returns `flush` writes at once what is not written yet
 */
export function startKeeping({ store, archive, clock, holder }: Deps) {
  const unwritten = new Set<keyof Kept>()
  const resting = new Set<keyof Kept>()

  const write = (what: keyof Kept) => {
    const session = store.session.peek()
    if (!unwritten.delete(what) || session.kind !== 'in' || session.asOf !== null) return
    // Another window may have logged out while this one slept.
    if (holder() !== session.user.id) return
    const about = { user: session.user, at: clock.now() }
    const rooms = store.rooms.peek()
    const visit = store.visit.peek()
    if (what === 'rooms' && rooms) void archive.keep('rooms', { ...about, value: rooms })
    if (what === 'room' && visit.kind === 'inside') {
      const messages = store.newest.peek()
      const value = {
        // What was said last stands among the messages, and goes from there when it is deleted.
        room: { ...visit.room, last: null },
        messages: messages.slice(-newestKept),
        hasOlder: ((messages.at(-newestKept) ?? messages[0])?.seq ?? 1) > 1,
        people: [...store.people.peek().values()],
        readUpTo: store.readUpTo.peek(),
      }
      void archive.keep('room', { ...about, value })
    }
    resting.add(what)
    clock.after(pauseMs[what], () => {
      resting.delete(what)
      write(what)
    })
  }

  const changed = (what: keyof Kept, urgent = false) => {
    unwritten.add(what)
    if (urgent || !resting.has(what)) write(what)
  }
  /** How many of the messages shown are deleted. */
  let gone = 0

  effect(() => {
    if (store.rooms.value) untracked(() => changed('rooms'))
  })
  effect(() => {
    const before = gone
    gone = store.newest.value.filter(({ deletedAt }) => deletedAt !== null).length
    store.people.value
    // What was deleted is not to be kept for a moment longer.
    if (store.visit.value.kind === 'inside') untracked(() => changed('room', gone > before))
  })
  effect(() => {
    if (store.session.value.kind !== 'out') return
    unwritten.clear()
    void archive.empty()
  })

  return {
    flush() {
      for (const what of unwritten) write(what)
    },
  }
}
