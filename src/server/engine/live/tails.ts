import { Refusal } from '../../../protocol/refusal.ts'
import type { Database } from '../../database/database.ts'
import { attendanceOf } from '../../domain/attendance.ts'
import type { Change } from '../change.ts'
import { epochsOf, since } from '../log.ts'
import { createLoader } from './loader.ts'
import { createTail, type StoredRoom, type Tail } from './tail.ts'

/** Changes that a freshly loaded tail reaches back over. */
const reach = 300

/** The tails of the rooms that somebody asked for lately. */
export interface Tails {
  /** @throws Refusal `room_not_found` */
  get(roomId: string): Tail | Promise<Tail>
  /** The tail, if it is in memory already. */
  known(roomId: string): Tail | undefined
  all(): IterableIterator<Tail>
  /** False: revisions are missing between the room's tail and this change. */
  published(change: Change): boolean
  /** Lets go of a tail, or of all, which are loaded anew when somebody asks. */
  forget(roomId: string): void
  forgetAll(): void
}

export function createTails(database: Database): Tails {
  const tails = new Map<string, Tail>()
  const loader = createLoader(
    async (roomId: string) => createTail(await storedRoom(database, roomId)),
    (roomId, tail, missed) => {
      const whole = missed.every((change) => !concerns(change, roomId) || tail.apply(change))
      if (whole) tails.set(roomId, tail)
    },
  )

  return {
    get: (roomId) => tails.get(roomId) ?? loader.load(roomId),
    known: (roomId) => tails.get(roomId),
    all: () => tails.values(),
    published(change) {
      loader.published(change)
      const roomId = roomOf(change)
      const tail = roomId === undefined ? undefined : tails.get(roomId)
      if (!tail || tail.apply(change)) return true
      // A stretch is all that there is to know: what it does not fit is of another history.
      if (change.kind === 'segment') tails.delete(tail.id)
      return change.kind === 'segment'
    },
    forget: (roomId) => void tails.delete(roomId),
    forgetAll: () => tails.clear(),
  }
}

function roomOf(change: Change): string | undefined {
  return 'roomId' in change ? change.roomId : undefined
}

function concerns(change: Change, roomId: string): boolean {
  return roomOf(change) === roomId
}

async function storedRoom(database: Database, roomId: string): Promise<StoredRoom> {
  return database.snapshot(async (db) => {
    const room = await db
      .selectFrom('room')
      .select(['id', 'deleted_at', 'rev', 'last_seq'])
      .where('id', '=', roomId)
      .executeTakeFirst()
    if (!room) throw new Refusal('room_not_found')
    const epochs = await epochsOf(db, roomId)
    const inside = await db
      .selectFrom('membership')
      .innerJoin('person', 'person.id', 'membership.person_id')
      .select(['person.id', 'person.username', 'membership.quiet_since', 'membership.hidden_since'])
      .where('membership.room_id', '=', roomId)
      .where('membership.here_since', 'is not', null)
      .orderBy('membership.rev')
      .execute()
    const from = Math.max(0, room.rev - reach)
    const recent = await since(db, roomId, from, reach)
    return {
      id: room.id,
      deleted: room.deleted_at !== null,
      head: room.rev,
      lastSeq: room.last_seq,
      epochs,
      inside: inside.map((row) => ({
        person: { id: row.id, username: row.username },
        attendance: attendanceOf(row),
      })),
      recent,
      from,
    }
  })
}
