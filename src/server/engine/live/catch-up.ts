import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Tables } from '../../database/entities/tables.ts'
import type { LogChange, LogEntry, LogSegment } from '../change.ts'
import type { LogDefinition } from '../kinds.ts'
import { epochsOf, since } from '../log.ts'
import { createReadings } from './readings.ts'
import type { Tails } from './tails.ts'

/** Changes that a tail catches up on; one that is further behind is loaded anew. */
const reach = 500

/**
 * Reads what other processes did in these rooms and publishes it. It resolves when everything that
 * was committed before the call is published. It throws when the database cannot be read. With no
 * rooms, it waits for the reads that are under way.
 */
export type CatchUp = (roomIds: Iterable<string>) => Promise<void>

/** A room that is not deleted, with its newest revision. */
interface LivingRoom {
  id: string
  rev: number
}

interface CatchUpDeps<E extends LogEntry, View, Room extends LivingRoom> {
  database: Database
  definition: LogDefinition<E, View>
  tails: Tails<E, View>
  /** Reads those of these rooms that are not deleted, in the same snapshot. */
  rooms(db: Kysely<Tables>, roomIds: string[]): Promise<Room[]>
  /** Takes in how a room stands; what happened to its log follows. */
  publishRoom(room: Room): void
  publish(change: LogChange<E>): void
}

export function createCatchUp<E extends LogEntry, View, Room extends LivingRoom>({
  database,
  definition,
  tails,
  rooms,
  publishRoom,
  publish,
}: CatchUpDeps<E, View, Room>): CatchUp {
  async function segmentOf(
    db: Kysely<Tables>,
    room: LivingRoom,
  ): Promise<LogSegment<E> | undefined> {
    const tail = tails.known(room.id)
    if (!tail) return undefined
    const missing = room.rev - tail.head()
    if (missing > reach) {
      tails.forget(room.id)
      return undefined
    }
    const after = tail.head()
    const place = { roomId: room.id, after, limit: reach }
    const changes = missing > 0 ? await since(db, definition.kinds, place) : []
    const epochs = await epochsOf(db, room.id)
    return { kind: 'segment', roomId: room.id, after, head: room.rev, changes, epochs }
  }

  async function deletedAmong(db: Kysely<Tables>, roomIds: string[]): Promise<string[]> {
    const rows = await db
      .selectFrom('room')
      .select('id')
      .where(database.oneOf('id', roomIds))
      .where('deleted_at', 'is not', null)
      .execute()
    return rows.map(({ id }) => id)
  }

  return createReadings(async (roomIds) => {
    const found = await database.snapshot(async (db) => {
      const living = []
      for (const room of await rooms(db, roomIds)) {
        living.push({ room, segment: await segmentOf(db, room) })
      }
      return { living, deleted: await deletedAmong(db, roomIds) }
    })
    for (const roomId of found.deleted) publish({ kind: 'room_deleted', roomId })
    for (const { room, segment } of found.living) {
      publishRoom(room)
      if (segment) publish(segment)
    }
  })
}
