import { computed, effect, type ReadonlySignal, untracked } from '@preact/signals'
import type { Room } from '../../protocol/rooms.ts'
import type { Amendments } from './amendments.ts'
import type { Door } from './door.ts'
import type { Drafts } from './drafts.ts'
import type { Lobby } from './lobby.ts'
import type { Outbox } from './outbox.ts'
import type { Route } from './router.ts'
import type { Store } from './store.ts'
import type { Sync } from './sync.ts'

type Parts = {
  store: Store
  route: ReadonlySignal<Route>
  door: Door
  sync: Sync
  lobby: Lobby
  outbox: Outbox
  amendments: Amendments
  drafts: Pick<Drafts, 'read' | 'write'>
  /** Takes the window to the list of rooms. */
  toRooms: () => void
}

/**
 * Lets what runs follow from who is logged in, which page they are on and which room they are in.
 * @returns a function that ends it
 */
export function follow({
  store,
  route,
  door,
  sync,
  lobby,
  outbox,
  amendments,
  drafts,
  toRooms,
}: Parts): () => void {
  /** Of a room that is gone, what was being written there goes where it can still be copied. */
  const carryAlong = (room: { id: string; name: string }) => {
    const { value: session } = store.session
    if (session.kind !== 'in') return
    const begun = drafts.read(session.user.id, room.id)
    if (begun.trim() === '') return
    outbox.keepUnsent(room, begun)
    drafts.write(session.user.id, room.id, '')
  }
  let listed: readonly Room[] = []
  /** Whom the page asks for, and whether it is a room that it polls: there is one poll at a time. */
  const asking = unchanging(() => {
    const session = store.session.value
    const { kind } = store.visit.value
    const person = session.kind === 'in' && session.asOf === null ? session.user.id : null
    return { person, isRoomPolled: ['entering', 'earlier', 'inside'].includes(kind) }
  })

  /** Who is logged in, whatever they are called: another name is no reason to enter the room anew. */
  const who = unchanging(() => {
    const session = store.session.value
    const isIn = session.kind === 'in'
    return { kind: session.kind, id: isIn && session.user.id, asOf: isIn && session.asOf }
  })

  const effects = [
    effect(() => {
      who.value
      const session = store.session.peek()
      const here = route.value
      untracked(() => {
        sync.stop()
        if (session.kind === 'out') {
          outbox.close()
          amendments.close()
        }
        if (session.kind !== 'in') return
        outbox.open(session.user.id)
        amendments.open(session.user.id)
        // Who is logged in is only remembered: nothing is asked in their name before it is known.
        if (session.asOf !== null) {
          if (here.kind === 'room') store.apply({ kind: 'entering', roomId: here.id })
          else store.apply({ kind: 'stepped_out' })
          if (here.kind === 'home') toRooms()
          return
        }
        if (here.kind !== 'room') {
          door.open()
          store.apply({ kind: 'stepped_out' })
        } else if (door.isClosed(here.id, store.whereabouts.value)) void sync.stayOutside(here.id)
        else sync.enter(here.id)
        if (here.kind === 'home') toRooms()
      })
    }),

    effect(() => {
      const { person, isRoomPolled } = asking.value
      untracked(() => {
        if (person === null) lobby.stop()
        else if (isRoomPolled) lobby.rest()
        else lobby.open()
      })
    }),

    effect(() => {
      const visit = store.visit.value
      untracked(() => {
        const room = visit.kind === 'inside' ? visit.room.id : null
        outbox.enterRoom(room, store.newest.value.at(-1)?.seq)
        amendments.enterRoom(room)
      })
    }),

    effect(() => {
      const rooms = store.rooms.value
      untracked(() => {
        const gone = listed.filter(({ id }) => rooms?.every((room) => room.id !== id) ?? false)
        for (const room of gone) carryAlong(room)
        if (rooms) outbox.roomsAre(rooms)
        if (rooms) amendments.roomsAre(rooms)
        listed = rooms ?? []
      })
    }),

    effect(() => {
      const deleted = store.deleted.value
      if (!deleted) return
      untracked(() => carryAlong(deleted))
      if (route.peek().kind === 'room') toRooms()
    }),
  ]
  return () => {
    for (const stop of effects) stop()
  }
}

/** A computed value that is another one only if it says something else. */
function unchanging<T extends object>(make: () => T): ReadonlySignal<T> {
  let before: T | undefined
  return computed(() => {
    const now = make()
    if (before === undefined || JSON.stringify(before) !== JSON.stringify(now)) before = now
    return before
  })
}
