import type { Kysely, RawBuilder, SqlBool } from 'kysely'
import { limits } from '../../protocol/limits.ts'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import { RoomNameSchema, RoomSchema } from '../database/entities/room.ts'
import type { Tables } from '../database/entities/tables.ts'
import { append } from '../engine/log.ts'
import type { System } from '../engine/transaction.ts'
import type { RoomSummary, Tx } from './change.ts'
import { purgeFilesOf } from './file-purging.ts'
import { readings } from './look-alikes.ts'
import { belongTo } from './members.ts'
import { roomName } from './names.ts'
import { refuseUnlessMay } from './policy.ts'
import { kindOf, roomFor } from './visibility.ts'

/**
 * Creates a room that belongs to the person. They are not inside it yet.
 * @throws Refusal `invalid_input` for the name, `quota_exceeded`, `room_name_taken`.
 */
export async function createRoom(
  tx: Tx,
  actor: User,
  args: { name: string },
): Promise<RoomSummary> {
  const name = roomName(args.name)
  // Of two rooms that they make at once, the second has to see the first.
  await tx.lock('person', [actor.id])
  const own = await tx.em.count(RoomSchema, { createdBy: actor.id, deletedAt: null })
  if (own >= limits.roomsPerPerson) throw new Refusal('quota_exceeded')
  const all = readings(name)
  const taken = await tx.em.count(RoomNameSchema, { reading: { $in: all } })
  if (taken > 0) throw new Refusal('room_name_taken')
  const room = tx.em.create(RoomSchema, {
    id: tx.newId(),
    name,
    createdBy: actor.id,
    createdAt: tx.now,
    rev: 0,
    lastSeq: 0,
  })
  for (const reading of all) tx.em.create(RoomNameSchema, { reading, room: room.id })
  await tx.em.flush()
  await belongTo(tx, actor, { roomId: room.id, role: 'owner' })
  const summary: RoomSummary = {
    id: room.id,
    name,
    kind: 'open',
    topic: '',
    archivedAt: null,
    createdBy: { id: actor.id, username: actor.username },
    createdAt: tx.now,
    people: 0,
    rev: 0,
    lastSeq: 0,
    lastPostedAt: null,
  }
  tx.emit({ kind: 'room', room: summary })
  return summary
}

/**
 * Deletes a room for good. Whoever is inside is outside from this moment, and is told so.
 * @throws Refusal `room_not_found`, `room_deleted`, `not_room_owner`.
 */
export async function deleteRoom(
  tx: Tx,
  actor: User,
  { roomId }: { roomId: string },
): Promise<void> {
  await tx.lock('room', [roomId])
  const room = await roomFor(tx.db, actor, roomId)
  refuseUnlessMay({ kind: 'delete_room', ownsRoom: room.createdById === actor.id })
  await eraseRoom(tx, roomId, actor.id)
}

/**
 * Deletes a room, whoever it belongs to, as the operator of the server may. By its id or its name;
 * undefined if no room has either.
 */
export async function removeRoom(
  tx: Tx,
  _actor: System,
  { idOrName }: { idOrName: string },
): Promise<{ id: string; name: string } | undefined> {
  const living = tx.db.selectFrom('room').select(['id', 'name']).where('deleted_at', 'is', null)
  const [reading] = readings(idOrName)
  const room =
    (await living.where('id', '=', idOrName).executeTakeFirst()) ??
    (await living
      .where('id', 'in', (eb) =>
        eb.selectFrom('room_name').select('room_id').where('reading', '=', reading),
      )
      .executeTakeFirst())
  if (room) await eraseRoom(tx, room.id, null)
  return room
}

/** @param personId who does it; null: the operator. */
export async function eraseRoom(tx: Tx, roomId: string, personId: string | null): Promise<void> {
  await append(tx, roomId, 'other')
  await tx.db
    .updateTable('room')
    .set({ deleted_at: tx.now, deleted_by_id: personId })
    .where('id', '=', roomId)
    .execute()
  await tx.db.deleteFrom('room_name').where('room_id', '=', roomId).execute()
  await tx.db
    .updateTable('presence')
    .set({ here_since: null, quiet_since: null })
    .where('room_id', '=', roomId)
    .where('here_since', 'is not', null)
    .execute()
  tx.emit({ kind: 'room_deleted', roomId })
  await tx.enqueue('purgeRoom', { roomId }, { notBefore: tx.now + purgeAfter })
}

/** So long a post that is sent again is still answered with the message that it made; ms. */
const purgeAfter = 5_000
/** Rows that one purge removes: a large room must not hold up everyone's writes. */
const purgeAtOnce = 500

/** Removes some of what was said in a deleted room. Returns whether there may be more. */
export async function purgeRoom(
  tx: Tx,
  _actor: System,
  { roomId }: { roomId: string },
): Promise<boolean> {
  const room = await tx.db
    .selectFrom('room')
    .select('deleted_at')
    .where('id', '=', roomId)
    .executeTakeFirst()
  if (!room || room.deleted_at === null) return false
  if (await purgeFilesOf(tx, roomId)) return true
  const { numDeletedRows } = await tx.db
    .deleteFrom('message')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('message')
        .select('message.id')
        .innerJoin('room', 'room.id', 'message.room_id')
        .where('message.room_id', '=', roomId)
        .where('room.deleted_at', 'is not', null)
        .limit(purgeAtOnce),
    )
    .executeTakeFirst()
  return numDeletedRows === BigInt(purgeAtOnce)
}

/** Living rooms with how many people are inside and heard, oldest first: all of them, or those named. */
export async function roomSummaries(
  db: Kysely<Tables>,
  which?: (column: string) => RawBuilder<SqlBool>,
): Promise<RoomSummary[]> {
  const rows = await db
    .selectFrom('room')
    .innerJoin('person', 'person.id', 'room.created_by_id')
    .select((eb) => [
      'room.id',
      'room.name',
      'room.kind',
      'room.topic',
      'room.archived_at',
      'room.created_by_id',
      'room.created_at',
      'room.rev',
      'room.last_seq',
      'room.last_posted_at',
      'person.username',
      eb
        .selectFrom('presence')
        .select((inner) => inner.fn.countAll<number>().as('people'))
        .whereRef('presence.room_id', '=', 'room.id')
        .where('presence.here_since', 'is not', null)
        .where('presence.quiet_since', 'is', null)
        .as('people'),
    ])
    .where('room.deleted_at', 'is', null)
    .$if(which !== undefined, (query) => (which ? query.where(which('room.id')) : query))
    .orderBy('room.created_at')
    .orderBy('room.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: kindOf(row.kind),
    topic: row.topic,
    archivedAt: row.archived_at,
    createdBy: { id: row.created_by_id, username: row.username },
    createdAt: row.created_at,
    people: Number(row.people ?? 0),
    rev: row.rev,
    lastSeq: row.last_seq,
    lastPostedAt: row.last_posted_at,
  }))
}

/** The newest revisions of living rooms: all of them, or those named. */
export async function roomHeads(
  db: Kysely<Tables>,
  which?: (column: string) => RawBuilder<SqlBool>,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('room')
    .select(['id', 'rev'])
    .where('deleted_at', 'is', null)
    .$if(which !== undefined, (query) => (which ? query.where(which('id')) : query))
    .execute()
  return new Map(rows.map(({ id, rev }) => [id, rev]))
}
