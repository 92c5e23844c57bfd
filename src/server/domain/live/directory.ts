import { hash } from 'node:crypto'
import type { Room } from '../../../protocol/rooms.ts'
import type { Database } from '../../database/database.ts'
import { createLoader } from '../../engine/live/loader.ts'
import { isCounted } from '../attendance.ts'
import type { Change, RoomChange, RoomSummary } from '../change.ts'
import { roomSummaries } from '../rooms.ts'
import type { LivePerson } from './people.ts'

/** All living rooms, in memory: the list of rooms is polled as often as the rooms are. */
export interface Directory {
  list(person: LivePerson): Room[]
  get(roomId: string, person: LivePerson): Room | undefined
  /** The same in every process that knows the same rooms: it is made of what a list shows. */
  version(): string
}

export interface DirectoryKeeper {
  /** The directory, loaded when it is first asked for. */
  get(): Directory | Promise<Directory>
  /** Whether somebody has asked lately. */
  isInUse(): boolean
  /** The rooms in which the directory is behind these newest revisions of all living rooms. */
  differing(heads: ReadonlyMap<string, number>): string[]
  /** False: the directory has missed something in this room. */
  published(change: Change): boolean
  /** Lets go of the directory, which is loaded anew. */
  forget(): void
}

/**
 * So long is the list kept up after somebody looked at it; ms. The polls of one person go round all
 * processes: each has to be current when it is their turn again.
 */
const inUseFor = 20_000

export function createDirectory(database: Database, clock: () => number): DirectoryKeeper {
  let directory: LoadedDirectory | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  const loader = createLoader(
    async (_: string) => createLoaded(await roomSummaries(database.db())),
    (_, loaded, missed: Change[]) => {
      if (missed.every((change) => loaded.apply(change))) directory = loaded
    },
  )
  return {
    get() {
      askedAt = clock()
      return directory ?? loader.load('')
    },
    isInUse: () => directory !== undefined && clock() - askedAt < inUseFor,
    differing: (heads) => directory?.differing(heads) ?? [],
    published(change) {
      loader.published(change)
      return directory?.apply(change) ?? true
    },
    forget() {
      directory = undefined
    },
  }
}

interface LoadedDirectory extends Directory {
  /** False: a change is missing before this one. */
  apply(change: Change): boolean
  differing(heads: ReadonlyMap<string, number>): string[]
}

function createLoaded(summaries: RoomSummary[]): LoadedDirectory {
  const rooms = new Map(summaries.map((room) => [room.id, room]))
  const deleted = new Set<string>()
  const marks = createMarks(rooms)

  function put(room: RoomSummary): void {
    const newest = [...rooms.values()].at(-1)
    const inOrder = rooms.has(room.id) || !newest || newest.createdAt <= room.createdAt
    rooms.set(room.id, room)
    if (!inOrder) sort(rooms)
    marks.changed(room.id)
  }

  function advance(
    change: RoomChange,
    update: (room: RoomSummary) => Partial<RoomSummary>,
  ): boolean {
    const room = rooms.get(change.roomId)
    if (!room) return deleted.has(change.roomId)
    if (change.rev <= room.rev) return true
    if (change.rev !== room.rev + 1) return false
    rooms.set(room.id, { ...room, ...update(room), rev: change.rev })
    marks.changed(room.id)
    return true
  }

  return {
    list: (person) => [...rooms.values()].map((room) => roomFor(person, room)),
    get(roomId, person) {
      const room = rooms.get(roomId)
      return room && roomFor(person, room)
    },
    version: () => marks.sum(),
    differing(heads) {
      const changed = [...heads].filter(([id, rev]) => rev > (rooms.get(id)?.rev ?? -1))
      const gone = [...rooms.keys()].filter((id) => !heads.has(id))
      return [...changed.map(([id]) => id), ...gone]
    },
    apply(change) {
      switch (change.kind) {
        case 'message': {
          const { seq, postedAt } = change.message
          return advance(change, () => ({ lastSeq: seq, lastPostedAt: Date.parse(postedAt) }))
        }
        case 'revised':
          return advance(change, () => ({}))
        case 'presence': {
          const more = Number(isCounted(change.now)) - Number(isCounted(change.before))
          return advance(change, ({ people }) => ({ people: people + more }))
        }
        case 'room': {
          const { room } = change
          const isNews = (rooms.get(room.id)?.rev ?? -1) < room.rev && !deleted.has(room.id)
          if (isNews) put(room)
          return true
        }
        case 'room_deleted':
          if (rooms.delete(change.roomId)) marks.changed(change.roomId)
          deleted.add(change.roomId)
          return true
        case 'renamed':
          for (const room of rooms.values()) {
            const { person } = change
            if (room.createdBy.id !== person.id) continue
            if (room.createdBy.username === person.username) continue
            rooms.set(room.id, { ...room, createdBy: person })
            marks.changed(room.id)
          }
          return true
        case 'segment':
        case 'epoch':
        case 'read':
        case 'session_ended':
          return true
        default:
          return change satisfies never
      }
    },
  }
}

function sort(rooms: Map<string, RoomSummary>): void {
  const inOrder = [...rooms].sort(([, a], [, b]) => a.createdAt - b.createdAt)
  rooms.clear()
  for (const [id, room] of inOrder) rooms.set(id, room)
}

/** 48 bits are as many as sum up without a loss in a number. */
const modulus = 2 ** 48

/** A sum over what a list shows of each room, brought up to date when it is asked for. */
function createMarks(rooms: ReadonlyMap<string, RoomSummary>) {
  const marks = new Map<string, number>()
  const pending = new Set(rooms.keys())
  let sum = 0

  return {
    changed: (roomId: string) => void pending.add(roomId),
    sum(): string {
      for (const id of pending) {
        const room = rooms.get(id)
        const mark = room ? markOf(room) : 0
        sum = (sum + mark - (marks.get(id) ?? 0) + modulus) % modulus
        if (room) marks.set(id, mark)
        else marks.delete(id)
      }
      pending.clear()
      return sum.toString(36)
    },
  }
}

function markOf({ id, name, createdBy, people, lastSeq, lastPostedAt }: RoomSummary): number {
  const shown = [id, name, createdBy.username, people, lastSeq, lastPostedAt]
  const digest = hash('sha256', JSON.stringify(shown))
  return Number.parseInt(digest.slice(0, 12), 16)
}

function roomFor(person: LivePerson, room: RoomSummary): Room {
  const readUpTo = person.readUpTo.get(room.id)
  return {
    id: room.id,
    name: room.name,
    createdBy: room.createdBy,
    createdAt: new Date(room.createdAt).toISOString(),
    people: room.people,
    canDelete: room.createdBy.id === person.id,
    messages: room.lastSeq,
    lastPostedAt: room.lastPostedAt === null ? null : new Date(room.lastPostedAt).toISOString(),
    unread: readUpTo === undefined ? null : Math.max(0, room.lastSeq - readUpTo),
  }
}
