import type { Room } from '../../../protocol/rooms.ts'
import type { Change, RoomChange, RoomSummary } from '../../storage/change.ts'
import type { Database } from '../../storage/database.ts'
import { roomSummaries } from '../rooms.ts'
import { createLoader } from './loader.ts'
import type { LivePerson } from './people.ts'

/** All living rooms, in memory: the list of rooms is polled as often as the rooms are. */
export interface Directory {
  list(person: LivePerson): Room[]
  get(roomId: string, person: LivePerson): Room | undefined
}

export interface DirectoryKeeper {
  /** The directory, loaded when it is first asked for. */
  get(): Directory | Promise<Directory>
  /** Rises whenever a room, as everybody sees it, has changed. */
  version(): number
  published(change: Change): void
}

export function createDirectory(database: Database): DirectoryKeeper {
  let version = 0
  let directory: LoadedDirectory | undefined
  const loader = createLoader(
    async (_: string) => createLoaded(await roomSummaries(database.db())),
    (_, loaded, missed) => {
      version += 1
      if (missed.every((change) => loaded.apply(change))) directory = loaded
    },
  )
  return {
    get: () => directory ?? loader.load(''),
    version: () => version,
    published(change) {
      loader.published(change)
      if (!isVisible(change)) return
      version += 1
      if (directory && !directory.apply(change)) directory = undefined
    },
  }
}

interface LoadedDirectory extends Directory {
  /** False: a change is missing, and the directory must be loaded anew. */
  apply(change: Change): boolean
}

function createLoaded(summaries: RoomSummary[]): LoadedDirectory {
  const rooms = new Map(summaries.map((room) => [room.id, room]))

  function advance(
    change: RoomChange,
    update: (room: RoomSummary) => Partial<RoomSummary>,
  ): boolean {
    const room = rooms.get(change.roomId)
    if (!room || change.rev <= room.rev) return true
    rooms.set(room.id, { ...room, ...update(room), rev: change.rev })
    return change.rev === room.rev + 1
  }

  return {
    list: (person) => [...rooms.values()].map((room) => roomFor(person, room)),
    get(roomId, person) {
      const room = rooms.get(roomId)
      return room && roomFor(person, room)
    },
    apply(change) {
      switch (change.kind) {
        case 'message': {
          const { seq, postedAt } = change.message
          return advance(change, () => ({ lastSeq: seq, lastPostedAt: Date.parse(postedAt) }))
        }
        case 'person':
          return advance(change, ({ people }) => ({ people: people + (change.here ? 1 : -1) }))
        case 'room_created':
          if (!rooms.has(change.room.id)) rooms.set(change.room.id, change.room)
          return true
        case 'room_deleted':
          rooms.delete(change.roomId)
          return true
        default:
          return true
      }
    },
  }
}

function isVisible(change: Change): boolean {
  return change.kind !== 'epoch' && change.kind !== 'read' && change.kind !== 'session_ended'
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
