import type { Kysely } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Tables } from '../../database/entities/tables.ts'
import { roomSummaries } from '../../domain/rooms.ts'
import type { Change, RoomSummary } from '../change.ts'
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

export function createCatchUp(
  database: Database,
  tails: Tails,
  publish: (change: Change) => void,
): CatchUp {
  async function read(db: Kysely<Tables>, roomIds: string[]): Promise<Change[]> {
    const living = await roomSummaries(db, (column) => database.oneOf(column, roomIds))
    const changes: Change[] = await deletedAmong(db, roomIds)
    for (const room of living) {
      changes.push({ kind: 'room', room })
      const segment = await segmentOf(db, room)
      if (segment) changes.push(segment)
    }
    return changes
  }

  async function segmentOf(db: Kysely<Tables>, room: RoomSummary): Promise<Change | undefined> {
    const tail = tails.known(room.id)
    if (!tail) return undefined
    const missing = room.rev - tail.head()
    if (missing > reach) {
      tails.forget(room.id)
      return undefined
    }
    const after = tail.head()
    const changes = missing > 0 ? await since(db, room.id, after, reach) : []
    const epochs = await epochsOf(db, room.id)
    return { kind: 'segment', roomId: room.id, after, head: room.rev, changes, epochs }
  }

  async function deletedAmong(db: Kysely<Tables>, roomIds: string[]): Promise<Change[]> {
    const rows = await db
      .selectFrom('room')
      .select('id')
      .where(database.oneOf('id', roomIds))
      .where('deleted_at', 'is not', null)
      .execute()
    return rows.map(({ id }) => ({ kind: 'room_deleted', roomId: id }))
  }

  return createReadings(async (roomIds) => {
    for (const change of await database.snapshot((db) => read(db, roomIds))) publish(change)
  })
}
