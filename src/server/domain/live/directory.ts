import { mayBeFormatted, plainExcerptOf } from '../../../protocol/formatting/excerpt.ts'
import { limits } from '../../../protocol/limits.ts'
import type { Message } from '../../../protocol/messages.ts'
import type { User } from '../../../protocol/people.ts'
import type { Room } from '../../../protocol/rooms.ts'
import type { Database } from '../../database/database.ts'
import { createLoader } from '../../engine/live/loader.ts'
import { isCounted } from '../attendance.ts'
import type { Change, RoomChange, RoomSummary } from '../change.ts'
import type { PresenceChanged } from '../presence-entries.ts'
import { roomSummaries } from '../room-summaries.ts'
import { sees } from './belonging.ts'
import { weightOf } from './elsewhere.ts'
import { createListSums } from './list-sums.ts'
import type { LivePerson } from './live-person.ts'
import type { Positions } from './positions.ts'
import { createRoomLog, type ListedRoom } from './room-log.ts'
import { asSeenBy, showsTheSame } from './seen-room.ts'

/** All living rooms, in memory: the list of rooms is polled as often as the rooms are. */
export interface Directory {
  /** No other has it, in this process or another: positions mean nothing in another. */
  readonly id: string
  /** Those that the person sees. */
  list(person: LivePerson): ListedRoom[]
  get(roomId: string, person: LivePerson): Room | undefined
  /** The same in every process that knows the same rooms: it is made of what a list shows to them. */
  version(person: LivePerson): string
  /** Another one if their rooms, or the logs of these, are others; else the same in every process. */
  state(person: LivePerson): string
  /** The room, also if it was deleted since the directory was loaded. */
  find(roomId: string): ListedRoom | undefined
  /** What changed after a position, in order. */
  since(position: number): ListedRoom[]
  /** Rises when there is a new message, room or deletion anywhere. */
  stirred(): number
}

export interface DirectoryKeeper {
  /** The directory, loaded when it is first asked for. */
  get(): Directory | Promise<Directory>
  /** The directory if it is loaded, which is kept up from now on. */
  follow(): Directory | undefined
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

export function createDirectory(
  database: Database,
  clock: () => number,
  processId: string,
  positions: Positions,
): DirectoryKeeper {
  let directory: LoadedDirectory | undefined
  let askedAt = Number.NEGATIVE_INFINITY
  /** Whether polls have asked since it was last looked: a time would cost each of them more. */
  let isFollowed = false
  let loads = 0
  const loader = createLoader(
    async (_: string) => {
      loads += 1
      return createLoaded(`${processId}-${loads}`, await roomSummaries(database.db()), positions)
    },
    (_, loaded, missed: Change[]) => {
      if (missed.every((change) => loaded.apply(change))) directory = loaded
    },
  )
  return {
    get() {
      askedAt = clock()
      return directory ?? loader.load('')
    },
    follow() {
      isFollowed = true
      return directory
    },
    isInUse() {
      if (isFollowed) askedAt = clock()
      isFollowed = false
      return directory !== undefined && clock() - askedAt < inUseFor
    },
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

function createLoaded(id: string, summaries: RoomSummary[], positions: Positions): LoadedDirectory {
  const rooms = new Map<string, ListedRoom>()
  const deleted = new Map<string, ListedRoom>()
  const log = createRoomLog()
  const sums = createListSums((roomId) => rooms.get(roomId))
  let stirred = 0
  for (const room of summaries) add(room)

  function add(room: RoomSummary): void {
    const unseen = { json: undefined, mark: undefined, isGone: false, position: 0, closedAt: 0 }
    const listed = { room, ...unseen }
    rooms.set(room.id, listed)
    tell(listed)
  }

  /** What a list shows of the room is another from now on. */
  function tell(listed: ListedRoom): void {
    listed.position = positions.next()
    log.moved(listed)
    sums.changed(listed.room.id)
  }

  function replace(listed: ListedRoom, room: RoomSummary): void {
    const before = listed.room
    listed.room = room
    sums.changed(room.id)
    if (weightOf(room, false) !== weightOf(before, false)) stirred += 1
    if (showsTheSame(before, room)) return
    listed.json = undefined
    listed.mark = undefined
    tell(listed)
    if (before.kind === 'open' && room.kind !== 'open') listed.closedAt = listed.position
  }

  function put(room: RoomSummary): void {
    const known = rooms.get(room.id)
    if (known) {
      replace(known, room)
      return
    }
    const newest = [...rooms.values()].at(-1)?.room
    const inOrder = !newest || newest.createdAt <= room.createdAt
    add(room)
    stirred += 1
    if (!inOrder) sort(rooms)
  }

  function remove(roomId: string): void {
    const listed = rooms.get(roomId)
    if (!listed) return
    rooms.delete(roomId)
    deleted.set(roomId, listed)
    listed.isGone = true
    stirred += 1
    tell(listed)
  }

  function advance(
    change: RoomChange,
    update: (room: RoomSummary) => Partial<RoomSummary>,
  ): boolean {
    const listed = rooms.get(change.roomId)
    if (!listed) return deleted.has(change.roomId)
    const { room } = listed
    if (change.rev <= room.rev) return true
    if (change.rev !== room.rev + 1) return false
    replace(listed, { ...room, ...update(room), rev: change.rev })
    return true
  }

  return {
    id,
    list: (person) => [...rooms.values()].filter(({ room }) => sees(person, room)),
    get(roomId, person) {
      const room = rooms.get(roomId)?.room
      return room && sees(person, room) ? asSeenBy(person, room) : undefined
    },
    version: (person) => sums.of(person).shown.toString(36),
    state(person) {
      const { shown, revisions } = sums.of(person)
      return `${shown.toString(36)}-${revisions.toString(36)}`
    },
    find: (roomId) => rooms.get(roomId) ?? deleted.get(roomId),
    since: log.since,
    stirred: () => stirred,
    differing(heads) {
      const changed = [...heads].filter(([id, rev]) => rev > (rooms.get(id)?.room.rev ?? -1))
      const gone = [...rooms.keys()].filter((id) => !heads.has(id))
      return [...changed.map(([id]) => id), ...gone]
    },
    apply(change) {
      switch (change.kind) {
        case 'message': {
          const { seq, postedAt } = change.message
          const last = lastOf(change.message)
          return advance(change, () => ({ lastSeq: seq, lastPostedAt: Date.parse(postedAt), last }))
        }
        case 'revised': {
          const { message } = change
          return advance(change, ({ lastSeq }) =>
            message.seq === lastSeq ? { last: lastOf(message) } : {},
          )
        }
        case 'pin':
          return advance(change, () => ({}))
        case 'presence': {
          const more = Number(isCounted(change.now)) - Number(isCounted(change.before))
          return advance(change, (room) => ({
            people: room.people + more,
            here: hereAfter(room, change),
          }))
        }
        case 'room': {
          const { room } = change
          const isNews = (rooms.get(room.id)?.room.rev ?? -1) < room.rev && !deleted.has(room.id)
          if (isNews) put(room)
          return true
        }
        case 'room_changed':
          return advance(change, () => change.settings)
        case 'room_deleted':
          remove(change.roomId)
          return true
        case 'renamed':
          for (const listed of rooms.values()) {
            const room = withNameOf(listed.room, change.person)
            if (room !== listed.room) replace(listed, room)
          }
          return true
        case 'belonging': {
          const listed = rooms.get(change.roomId)
          if (listed) replace(listed, { ...listed.room, members: change.members })
          return true
        }
        case 'segment':
        case 'epoch':
        case 'read':
        case 'blocks':
        case 'session_ended':
          return true
        default:
          return change satisfies never
      }
    },
  }
}

/** Who looks at a direct room, after somebody came, went or turned away. */
function hereAfter(
  { kind, here }: RoomSummary,
  { person, now }: PresenceChanged,
): readonly string[] {
  if (kind !== 'direct' || here.includes(person.id) === (now === 'looking')) return here
  return now === 'looking' ? [...here, person.id] : here.filter((id) => id !== person.id)
}

/** The same room if it does not name the person. */
function withNameOf(room: RoomSummary, person: User): RoomSummary {
  const createdBy = room.createdBy.id === person.id ? person : room.createdBy
  const saidLast = room.last?.author.id === person.id
  const isInIt = room.direct.some(({ id }) => id === person.id)
  if (createdBy === room.createdBy && !isInIt && !saidLast) return room
  const direct = room.direct.map((one) => (one.id === person.id ? person : one))
  const last = room.last && saidLast ? { ...room.last, author: person } : room.last
  return { ...room, createdBy, last, direct: isInIt ? direct : room.direct }
}

function lastOf(message: Message): RoomSummary['last'] {
  const { id, username } = message.author
  return {
    author: { id, username },
    excerpt: isPlain(message.body) ? message.body : plainExcerptOf(message),
  }
}

/** Whether a text is its own excerpt at sight, as most are: each that is posted comes by here. */
function isPlain(body: string): boolean {
  if (body.length > limits.excerpt.max || mayBeFormatted(body)) return false
  return /^[!-~]+(?: [!-~]+)*$/.test(body)
}

function sort(rooms: Map<string, ListedRoom>): void {
  const inOrder = [...rooms].sort(([, a], [, b]) => a.room.createdAt - b.room.createdAt)
  rooms.clear()
  for (const [id, listed] of inOrder) rooms.set(id, listed)
}
