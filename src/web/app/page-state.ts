import { signal } from '@preact/signals'
import type { PersonInRoom, User } from '../../protocol/people.ts'
import type { Pin } from '../../protocol/pins.ts'
import type { Room, RoomSettings } from '../../protocol/rooms.ts'
import type { Refusal } from './api.ts'
import type { KeptRoom } from './archive.ts'
import { calledAnew } from './called.ts'
import { createLogRuns } from './log-runs.ts'
import { peopleAfter } from './people-inside.ts'
import type { Connection } from './poll-loop.ts'
import type { Gone, Session, Standing, Visit } from './state.ts'

/** The same one each time: it changes nothing that is drawn. */
export const nobody: readonly User[] = []
const nobodyYet: Standing = { role: 'member', undecided: false, blocked: [] }

/** What the pages show, and the steps of which the store's changes are made. */
export function createPageState() {
  const session = signal<Session>({ kind: 'unknown' })
  const rooms = signal<readonly Room[] | null>(null)
  /** The list as it was kept, until there is one from the server. */
  const earlierRooms = signal<readonly Room[] | null>(null)
  const visit = signal<Visit>({ kind: 'nowhere' })
  /** The room that the person is in, as far as this window knows. */
  const whereabouts = signal<Room | null>(null)
  const standing = signal<Standing>(nobodyYet)
  const runs = createLogRuns()
  const pins = signal<readonly Pin[]>([])
  const people = signal<ReadonlyMap<string, PersonInRoom>>(new Map())
  /** Who writes something in the room at this moment, maybe oneself, too. */
  const typing = signal(nobody)
  /** The `seq` up to which the person had read when they came in. */
  const readUpTo = signal(0)
  /** Whether they had been there before. */
  const returning = signal(false)
  const connection = signal<Connection>({ kind: 'well' })
  /** The room of which the person has to be told why they are not in it any more. */
  const deleted = signal<Gone | null>(null)

  let keptRoom: { at: number; value: KeptRoom } | null = null

  const leaveWith = (next: Visit) => {
    visit.value = next
    connection.value = { kind: 'well' }
  }

  const set = ({ id, ...settings }: Pick<Room, 'id'> & RoomSettings) => {
    const { name, kind, topic, archivedAt, slowMode } = settings
    const now = (room: Room): Room =>
      // A direct room is called by the names of the others.
      ({ ...room, topic, archivedAt, slowMode, ...(kind !== 'direct' && { name, kind }) })
    const here = visit.value
    if (here.kind === 'inside' && here.room.id === id)
      visit.value = { ...here, room: now(here.room) }
    const mine = whereabouts.value
    if (mine?.id === id) whereabouts.value = now(mine)
  }

  /** What the person may do in their room may have changed since they came in. */
  const standAs = (rooms: readonly Room[]) => {
    const here = visit.value
    if (here.kind !== 'inside') return
    const { room } = here
    const { role, canDelete, mutedUntil } = rooms.find(({ id }) => id === room.id) ?? room
    if (role === room.role && mutedUntil === room.mutedUntil) return
    visit.value = { ...here, room: Object.assign({}, room, { role, canDelete, mutedUntil }) }
  }

  const name = (named: readonly User[]) => {
    const called = calledAnew(named)
    const { value: current } = session
    if (current.kind === 'in') {
      const user = called.user(current.user)
      if (user !== current.user) session.value = { ...current, user }
    }
    const inside = [...people.value]
    if (inside.some(([, person]) => called.user(person) !== person)) {
      people.value = new Map(
        inside.map(([id, person]) => [id, { ...person, username: called.user(person).username }]),
      )
    }
    runs.changeAll(called.messages)
  }

  /** Shows nothing of any room. */
  const clear = () => {
    runs.reset([], false)
    pins.value = []
    people.value = new Map()
    typing.value = nobody
    readUpTo.value = 0
  }

  /** Lets go of everything that is one person's. */
  const empty = () => {
    standing.value = nobodyYet
    rooms.value = null
    earlierRooms.value = null
    keptRoom = null
    whereabouts.value = null
    deleted.value = null
    clear()
    leaveWith({ kind: 'nowhere' })
  }

  /** On the way into it, this room is shown as it was kept. */
  const keep = (room: { at: number; value: KeptRoom } | null) => {
    keptRoom = room
  }

  /** On the way into the room that was kept, shows it as it was then; true if it is that one. */
  const showEarlier = (roomId: string): boolean => {
    if (keptRoom?.value.room.id !== roomId) return false
    const { at, value } = keptRoom
    visit.value = { kind: 'earlier', room: value.room, asOf: at }
    runs.reset(value.messages, value.hasOlder)
    readUpTo.value = value.readUpTo
    people.value = peopleAfter(new Map(), value.people)
    return true
  }

  /** On the list, a person learns by its absence that the room they are in was deleted, or they put out. */
  const noticeEnd = (listed: readonly Room[], fate: Refusal | undefined) => {
    const mine = whereabouts.value
    // From inside, the room itself tells; a list from another server may be a moment behind.
    if (visit.value.kind === 'inside') return
    if (!mine || listed.some((room) => room.id === mine.id)) return
    const reason = fate?.code === 'room_not_found' ? ('removed' as const) : undefined
    deleted.value = { id: mine.id, name: mine.name, by: fate?.deletedBy, ...(reason && { reason }) }
    whereabouts.value = null
  }

  return {
    /** All that there is to be seen. */
    shown: {
      session,
      rooms,
      earlierRooms,
      visit,
      whereabouts,
      standing,
      messages: runs.messages,
      hasOlder: runs.hasOlder,
      /** Whether the messages shown go as far as the newest one. */
      atEnd: runs.atEnd,
      /** A run of the log that ends with the newest message, shown or not. */
      newest: runs.newest,
      /** The newest pin first. */
      pins,
      people,
      typing,
      readUpTo,
      returning,
      connection,
      deleted,
    },
    runs,
    leaveWith,
    set,
    name,
    clear,
    empty,
    keep,
    showEarlier,
    noticeEnd,
    standAs,
  }
}
