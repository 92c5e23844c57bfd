import type { Kysely } from 'kysely'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { statement } from '../database/statement.ts'
import type { Epoch, EpochBegun, LogEntry } from './change.ts'
import type { EntryKind, LogDefinition, LogPlace } from './kinds.ts'
import type { Tx } from './transaction.ts'

/** Where a change stands in its room's log. */
export interface Place {
  rev: number
  /** The `seq` of the room's newest message, this change included. */
  seq: number
}

/**
 * Takes the next revisions of the room, one for each visible change: so many entries that are numbered
 * (messages: their `seq` is 1, 2, 3, …), or one other. This, and nothing else, orders a room. Returns the place of the first.
 *
 * The row of the room stays locked until the commit, so commit order is revision order: nobody can
 * see revision n + 1 before n. (A database sequence would not give that.)
 *
 * @throws Refusal `room_not_found`: there is none, or no longer. What to say of it is the domain's.
 */
export async function append(
  tx: Tx<EpochBegun>,
  roomId: string,
  what: { numbered: number } | 'other',
): Promise<Place> {
  const advanced =
    what === 'other'
      ? await advance(tx.db, { roomId })
      : await advanceByNumbered(tx.db, { roomId, count: what.numbered, at: tx.now })
  const [room] = advanced.rows
  if (!room) throw new Refusal('room_not_found')
  const further = what === 'other' ? 0 : what.numbered - 1
  const first = { rev: room.rev - further, seq: room.last_seq - further }
  if (!tx.hasBegun(roomId)) await beginEpoch(tx, roomId, first.rev - 1)
  return first
}

const advance = statement((db, { roomId }: { roomId: string }) =>
  livingRoom(db, roomId).set((eb) => ({ rev: eb('rev', '+', 1) })),
)

const advanceByNumbered = statement(
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
async function beginEpoch(tx: Tx<EpochBegun>, roomId: string, fromRev: number): Promise<void> {
  const id = tx.newId()
  await tx.db.insertInto('epoch').values({ id, room_id: roomId, from_rev: fromRev }).execute()
  tx.emit({ kind: 'epoch', roomId, id, fromRev })
}

/**
 * The entries of a room after revision `after`, in order, at most `limit` of them: the same
 * question for a first load, a poll, a reconnect and a missed hour. Ask within one transaction,
 * so that all kinds of rows are seen as of one moment.
 */
export async function since<E extends LogEntry, View>(
  db: Kysely<Tables>,
  kinds: LogDefinition<E, View>['kinds'],
  place: LogPlace,
): Promise<E[]> {
  const changes: E[] = []
  for (const kind of Object.values<EntryKind<E, View, E>>(kinds)) {
    changes.push(...(await kind.since(db, place)))
  }
  return changes.sort((a, b) => a.rev - b.rev).slice(0, place.limit)
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
