import type { Kysely } from 'kysely'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { statement } from '../database/statement.ts'
import { attendanceOf } from '../domain/attendance.ts'
import { messageOf, messageRows } from '../domain/history.ts'
import type { Epoch, RoomChange } from './change.ts'
import type { Tx } from './transaction.ts'

/** Where a change stands in its room's log. */
export interface Place {
  rev: number
  /** The `seq` of the room's newest message, this change included. */
  seq: number
}

/**
 * Takes the next revisions of the room, one for each visible change: so many messages, or one change
 * of another kind. This, and nothing else, orders a room. Returns the place of the first.
 *
 * The row of the room stays locked until the commit, so commit order is revision order: nobody can
 * see revision n + 1 before n. (A database sequence would not give that.)
 *
 * @throws Refusal `room_not_found`, or `room_deleted`.
 */
export async function append(
  tx: Tx,
  roomId: string,
  what: { messages: number } | 'other',
): Promise<Place> {
  const advanced =
    what === 'other'
      ? await advance(tx.db, { roomId })
      : await advanceByMessages(tx.db, { roomId, count: what.messages, at: tx.now })
  const [room] = advanced.rows
  if (!room) throw await whyThereIsNoRoom(tx.db, roomId)
  const further = what === 'other' ? 0 : what.messages - 1
  const first = { rev: room.rev - further, seq: room.last_seq - further }
  if (!tx.hasBegun(roomId)) await beginEpoch(tx, roomId, first.rev - 1)
  return first
}

const advance = statement((db, { roomId }: { roomId: string }) =>
  livingRoom(db, roomId).set((eb) => ({ rev: eb('rev', '+', 1) })),
)

const advanceByMessages = statement(
  (db, { roomId, count, at }: { roomId: string; count: number; at: number }) =>
    livingRoom(db, roomId)
      .set((eb) => ({ rev: eb('rev', '+', count), last_seq: eb('last_seq', '+', count) }))
      .set({ last_posted_at: at }),
)

function livingRoom(db: Kysely<Tables>, roomId: string) {
  return db
    .updateTable('room')
    .where('id', '=', roomId)
    .where('deleted_at', 'is', null)
    .returning(['rev', 'last_seq'])
}

/**
 * Marks that this process continues the log from `fromRev`. A backup that is restored while
 * cursors from after it are about is told apart by this: they name an epoch that ended before them.
 * Epochs begin with a change, and only so: two of a room never begin at the same revision.
 */
async function beginEpoch(tx: Tx, roomId: string, fromRev: number): Promise<void> {
  const id = tx.newId()
  await tx.db.insertInto('epoch').values({ id, room_id: roomId, from_rev: fromRev }).execute()
  tx.emit({ kind: 'epoch', roomId, id, fromRev })
}

/** Why a room cannot be used: it was deleted, or there never was one. */
export async function whyThereIsNoRoom(db: Kysely<Tables>, roomId: string): Promise<Refusal> {
  const room = await db
    .selectFrom('room')
    .leftJoin('person', 'person.id', 'room.deleted_by_id')
    .select(['room.id', 'room.name', 'person.id as deleter_id', 'person.username'])
    .where('room.id', '=', roomId)
    .executeTakeFirst()
  if (!room) return new Refusal('room_not_found')
  const { id, name, deleter_id, username } = room
  const deletedBy = deleter_id !== null && username !== null && { id: deleter_id, username }
  return new Refusal('room_deleted', { room: { id, name }, ...(deletedBy && { deletedBy }) })
}

/**
 * The changes of a room after revision `after`, in order, at most `limit` of them: the same
 * question for a first load, a poll, a reconnect and a missed hour. Ask within one transaction,
 * so that all kinds of rows are seen as of one moment.
 */
export async function since(
  db: Kysely<Tables>,
  roomId: string,
  after: number,
  limit: number,
): Promise<RoomChange[]> {
  const messages = await messageRows(db)
    .where('message.room_id', '=', roomId)
    .where('message.rev', '>', after)
    .orderBy('message.rev')
    .limit(limit)
    .execute()
  const revised = await messageRows(db)
    .where('message.room_id', '=', roomId)
    .where('message.changed_rev', '>', after)
    .orderBy('message.changed_rev')
    .limit(limit)
    .execute()
  const people = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select([
      'membership.rev',
      'membership.here_since',
      'membership.quiet_since',
      'membership.hidden_since',
      'person.id',
      'person.username',
    ])
    .where('membership.room_id', '=', roomId)
    .where('membership.rev', '>', after)
    .orderBy('membership.rev')
    .limit(limit)
    .execute()
  const changes: RoomChange[] = [
    ...messages.map((row) => ({
      kind: 'message' as const,
      roomId,
      rev: row.rev,
      message: messageOf(row),
    })),
    ...revised.map((row) => ({
      kind: 'revised' as const,
      roomId,
      rev: row.changed_rev ?? row.rev,
      postedRev: row.rev,
      message: messageOf(row),
    })),
    ...people.map((row) => personChange(roomId, row)),
  ]
  return changes.sort((a, b) => a.rev - b.rev).slice(0, limit)
}

function personChange(
  roomId: string,
  row: {
    rev: number
    here_since: number | null
    quiet_since: number | null
    hidden_since: number | null
    id: string
    username: string
  },
): RoomChange {
  const person = { id: row.id, username: row.username }
  const place = { roomId, rev: row.rev, person }
  const attendance = attendanceOf(row)
  // What was before is not stored, and asked for by nobody who reads the log.
  return attendance === 'looking'
    ? { kind: 'person', ...place, here: row.here_since !== null, wasQuiet: false }
    : { kind: 'presence', ...place, attendance, wasQuiet: false }
}

/** All epochs of a room, in the order in which they began. */
export async function epochsOf(db: Kysely<Tables>, roomId: string): Promise<Epoch[]> {
  return db
    .selectFrom('epoch')
    .select(['id', 'from_rev as fromRev'])
    .where('room_id', '=', roomId)
    .orderBy('from_rev')
    .execute()
}
