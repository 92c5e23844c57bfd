import { bounds } from '../../protocol/limits.ts'
import type { Why } from '../../protocol/reasons.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { NewRoom } from '../../protocol/rooms.ts'
import { append } from '../engine/log.ts'
import type { System } from '../engine/transaction.ts'
import { audit } from './audit.ts'
import type { RoomSummary, Tx } from './change.ts'
import { purgeFilesOf } from './file-purging.ts'
import type { LiesElsewhere } from './file-store.ts'
import { readings } from './look-alikes.ts'
import { belongTo } from './members.ts'
import { roomName } from './names.ts'
import { refuseUnlessMay } from './policy.ts'
import { takeBackFromDevices } from './push.ts'
import { takeName } from './room-changes.ts'
import type { Acting } from './still-living.ts'
import { roomFor } from './visibility.ts'

/**
 * Creates a room that belongs to the person. They are not inside it yet.
 * @throws Refusal `invalid_input` for the name, `quota_exceeded`, `room_name_taken`.
 */
export async function createRoom(
  tx: Tx,
  actor: Acting,
  { kind = 'open', ...args }: NewRoom,
): Promise<RoomSummary> {
  const name = roomName(args.name)
  // Of two rooms that they make at once, the second has to see the first.
  await tx.lock('person', [actor.id])
  const own = await tx.db
    .selectFrom('room')
    .select(['name', 'kind'])
    .where('created_by_id', '=', actor.id)
    .where('deleted_at', 'is', null)
    .where('kind', '!=', 'direct')
    .execute()
  if (own.length >= bounds.roomsPerPerson) throw new Refusal('quota_exceeded')
  const hidden = own.filter((room) => room.kind === 'private')
  if (kind === 'private' && isAmong(hidden, name)) throw new Refusal('room_name_taken')
  const summary: RoomSummary = {
    id: tx.newId(),
    name,
    kind,
    topic: '',
    archivedAt: null,
    slowMode: 0,
    direct: [],
    here: [],
    createdBy: { id: actor.id, username: actor.username },
    createdAt: tx.now,
    people: 0,
    rev: 0,
    lastSeq: 0,
    lastPostedAt: null,
    last: null,
    members: 1,
  }
  await addRoom(tx, summary)
  if (kind === 'open') await takeName(tx, summary.id, name)
  await belongTo(tx, actor, { roomId: summary.id, role: 'owner' })
  tx.emit({ kind: 'room', room: summary })
  return summary
}

/** A request that comes twice makes one room. Of other people's private rooms nobody hears, not even so. */
function isAmong(rooms: readonly { name: string }[], name: string): boolean {
  const wanted = new Set(readings(name))
  return rooms.some((room) => readings(room.name).some((reading) => wanted.has(reading)))
}

/** @param directKey of a direct room: see `RoomSchema` */
export async function addRoom(tx: Tx, room: RoomSummary, directKey?: string): Promise<void> {
  const { id, name, kind, createdBy, createdAt } = room
  await tx.db
    .insertInto('room')
    .values({
      id,
      name,
      kind,
      direct_key: directKey ?? null,
      created_by_id: createdBy.id,
      created_at: createdAt,
      rev: 0,
      last_seq: 0,
    })
    .execute()
}

/**
 * Deletes a room for good. Whoever is inside is outside from this moment, and is told so.
 * @throws Refusal `room_not_found`, `room_deleted`, `not_room_owner`.
 */
export async function deleteRoom(
  tx: Tx,
  actor: Acting,
  { roomId, reason }: { roomId: string } & Why,
): Promise<void> {
  await tx.lock('room', [roomId])
  const room = await roomFor(tx.db, actor, roomId)
  const { kind: roomKind, role } = room
  refuseUnlessMay({ kind: 'delete_room', roomKind, role, instanceRole: actor.role })
  await eraseRoom(tx, roomId, actor.id)
  if (role !== 'owner') await audit(tx, actor, { act: 'room_deleted', roomId, reason })
}

/**
 * Deletes a room, whoever it belongs to, as the operator of the server may. By its id or its name;
 * undefined if no room has either.
 */
export async function removeRoom(
  tx: Tx,
  actor: System,
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
  if (!room) return undefined
  await eraseRoom(tx, room.id, null)
  await audit(tx, actor, { act: 'room_deleted', roomId: room.id })
  return room
}

/** @param personId who does it; null: the operator. */
export async function eraseRoom(tx: Tx, roomId: string, personId: string | null): Promise<void> {
  await append(tx, roomId, 'other')
  await tx.db
    .updateTable('room')
    .set({ deleted_at: tx.now, deleted_by_id: personId, direct_key: null })
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
  await takeBackFromDevices(tx, { roomId, seq: 0 })
  await tx.enqueue('purgeRoom', { roomId }, { notBefore: tx.now + purgeAfter })
}

/** So long a post that is sent again is still answered with the message that it made; ms. */
const purgeAfter = 5_000
/** Rows that one purge removes: a large room must not hold up everyone's writes. */
const purgeAtOnce = 500

/** Removes some of what was said in a deleted room. Returns whether there may be more. @param removed see `purgeFilesOf` */
export async function purgeRoom(
  tx: Tx,
  _actor: System,
  { roomId, removed }: { roomId: string; removed?: string },
): Promise<boolean | LiesElsewhere> {
  const room = await tx.db
    .selectFrom('room')
    .select('deleted_at')
    .where('id', '=', roomId)
    .executeTakeFirst()
  if (!room || room.deleted_at === null) return false
  const ofFiles = await purgeFilesOf(tx, roomId, removed)
  if (ofFiles !== false) return ofFiles
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
