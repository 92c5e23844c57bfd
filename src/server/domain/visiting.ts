import { bounds } from '../../protocol/limits.ts'
import type { Why } from '../../protocol/reasons.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { JoinedRoom, NewRoom, Room } from '../../protocol/rooms.ts'
import type { Database } from '../database/database.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { historyPage, newestPage } from './history.ts'
import type { LiveSession } from './live/live-person.ts'
import type { Memory } from './live/memory.ts'
import type { ReadThrough } from './live/read-through.ts'
import { jsonAsSeenBy } from './live/seen-room.ts'
import type { News } from './news.ts'
import { roomOf } from './presence.ts'
import type { ParlorVerbs } from './verbs.ts'

/** A list of rooms with its version: whoever has that needs no list. Its news come after `cursor`. */
export interface VersionedRooms {
  version: string
  /** An array of `Room` in the protocol. */
  json: string
  cursor: string
}

interface VisitingDeps {
  database: Database
  writeQueue: WriteQueue<ParlorVerbs>
  memory: Pick<Memory, 'people' | 'directory' | 'catchUp'>
  newsCursor: News['newsCursor']
  /** Runs a write that is done only when every process knows. */
  everywhere<T>(write: Promise<T>): Promise<T>
  everybodyKnows(): Promise<void>
}

/** Which rooms there are, and how people come into one and out of it. */
export function createVisiting(
  { database, writeQueue, memory, newsCursor, everywhere, everybodyKnows }: VisitingDeps,
  { livingRoom, roomAsSeenBy, neverAhead }: ReadThrough,
) {
  const { people, directory, catchUp } = memory

  return {
    async whereabouts({ person }: LiveSession): Promise<Room | null> {
      const roomId = await roomOf(database.db(), person.id)
      if (roomId === null) return null
      return roomAsSeenBy(person, roomId).catch((error) => {
        // Meanwhile they were put out of it, or it is gone.
        if (error instanceof Refusal) return null
        throw error
      })
    },

    /** The rooms, unless the person has this version of them already. */
    async rooms(
      { person }: LiveSession,
      isKnown: (version: string) => boolean = () => false,
    ): Promise<VersionedRooms | undefined> {
      await people.catchUp(person)
      const rooms = await directory.get()
      person.looksAtRooms = true
      const { mentions } = person.belonging
      const mentioned = mentions.values().reduce((sum, { length }) => sum + length, 0)
      const version = `${rooms.version(person)}.${person.readVersion}.${mentioned}.${person.id}`
      if (isKnown(version)) return undefined
      const json = rooms.list(person).map((listed) => jsonAsSeenBy(person, listed))
      return { version, json: `[${json.join(',')}]`, cursor: newsCursor(person, rooms) }
    },

    /** @throws Refusal `invalid_input`, `room_name_taken` */
    async createRoom({ actor, person }: LiveSession, args: NewRoom): Promise<Room> {
      const { id } = await writeQueue.run('createRoom', actor, args)
      return roomAsSeenBy(person, id)
    },

    /** @throws Refusal `not_room_owner`, `room_not_found`, `room_deleted` */
    deleteRoom({ actor }: LiveSession, args: { roomId: string } & Why): Promise<void> {
      return everywhere(writeQueue.run('deleteRoom', actor, args))
    },

    /** @throws Refusal `room_not_found`, `room_deleted` */
    async joinRoom(session: LiveSession, { roomId }: { roomId: string }): Promise<JoinedRoom> {
      const joined = await writeQueue.run('joinRoom', session.actor, { roomId })
      const { readUpTo, returning, cameFrom } = joined
      // Nothing was written, so nothing says that memory knows all that they have seen elsewhere.
      if (cameFrom === roomId) await catchUp([roomId])
      else if (cameFrom !== null) await everybodyKnows()
      people.published({ kind: 'read', roomId, personId: session.person.id, readUpTo })
      // Another window may have taken them on already; this one has joined all the same, and its
      // next poll says where they are.
      const tail = await livingRoom(session.person, roomId)
      const room = await roomAsSeenBy(session.person, roomId)
      // What follows is of one moment: the page goes exactly as far as the cursor.
      const seen = {
        cursor: tail.cursor(),
        people: tail.view.presence.everybody(),
        pins: [...tail.view.pins],
        before: tail.view.lastSeq + 1,
      }
      const page =
        newestPage(tail) ??
        (await historyPage(database.db(), {
          roomId,
          place: { kind: 'before', seq: seen.before },
          limit: bounds.page.default,
        }))
      await neverAhead(roomId, page.messages)
      return {
        room,
        cursor: seen.cursor,
        ...page,
        people: seen.people,
        pins: seen.pins,
        readUpTo,
        returning,
      }
    },

    leaveRoom({ actor }: LiveSession): Promise<void> {
      return everywhere(writeQueue.run('leaveRoom', actor, {}))
    },
  }
}
