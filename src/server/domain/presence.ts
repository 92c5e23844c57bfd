import type { Kysely } from 'kysely'
import type { User } from '../../protocol/people.ts'
import type { Tables } from '../database/entities/tables.ts'
import { statementForMany } from '../database/statement.ts'
import { append } from '../engine/log.ts'
import { type System, system } from '../engine/transaction.ts'
import { type Attendance, attendanceOf } from './attendance.ts'
import type { Tx } from './change.ts'
import { rowsInside } from './live/presence.ts'
import { belongTo } from './members.ts'
import { placeReadMarker, readMarker } from './read-markers.ts'
import { refuseBanned } from './sanctions.ts'
import { roomFor } from './visibility.ts'

/**
 * Puts the person into the room and takes them out of any other; from now on they belong to it, wherever
 * they go. Being there already is fine;
 * `cameFrom` is then the room itself, and null if they were nowhere.
 * @throws Refusal `room_not_found`, `room_deleted`, `banned`.
 */
export async function joinRoom(
  tx: Tx,
  actor: User,
  { roomId }: { roomId: string },
): Promise<{ readUpTo: number; returning: boolean; cameFrom: string | null }> {
  const current = await roomHeldStill(tx, actor.id, roomId)
  await roomFor(tx.db, actor, roomId)
  await refuseBanned(tx.db, { roomId, personId: actor.id }, tx.now)
  if (current !== roomId) {
    if (current !== null) await goOut(tx, actor, current)
    await comeIn(tx, actor, roomId)
  } else {
    // They look at this moment: nobody finds themselves away in what they have just opened.
    await notePresence(tx, system, { roomId, people: [{ id: actor.id, attendance: 'looking' }] })
  }
  await belongTo(tx, actor, { roomId, role: 'member' })
  const before = await readMarker(tx.db, { roomId, personId: actor.id })
  if (before === undefined) await placeReadMarker(tx, { roomId, personId: actor.id })
  return { readUpTo: before ?? 0, returning: before !== undefined, cameFrom: current }
}

/** Takes the person out of the room they are in, if they are in one. They go on belonging to it. */
export async function leaveRoom(tx: Tx, actor: User, _: object): Promise<void> {
  const current = await roomHeldStill(tx, actor.id)
  if (current !== null) await goOut(tx, actor, current)
}

/** Why somebody is not inside any more, if it was not they who left. */
export type PutOut = 'removed' | 'banned'

/**
 * Takes somebody out of a room, if they are in it, which their next poll is told. They and the room have
 * to be locked.
 * @param why null: they go by themselves
 */
export async function putOut(
  tx: Tx,
  { roomId, personId }: { roomId: string; personId: string },
  why: PutOut | null,
): Promise<void> {
  const person = await rowsInside(tx.db, roomId)
    .where('presence.person_id', '=', personId)
    .executeTakeFirst()
  if (person) await goOut(tx, person, roomId, why)
}

/** Why the person is not in the room any more, and since which revision; undefined: nobody put them out. */
export async function whyPutOut(
  db: Kysely<Tables>,
  { roomId, personId }: { roomId: string; personId: string },
): Promise<{ reason: PutOut; rev: number } | undefined> {
  const row = await db
    .selectFrom('presence')
    .select(['put_out', 'rev'])
    .where('room_id', '=', roomId)
    .where('person_id', '=', personId)
    .where('put_out', 'is not', null)
    .executeTakeFirst()
  return row && { reason: row.put_out === 'banned' ? 'banned' : 'removed', rev: row.rev }
}

/**
 * Notes how people in a room attend to it; harmless for whom it is known already. It is written once
 * for each time that this changes, never for each poll.
 * @throws Refusal `room_not_found`, `room_deleted`.
 */
export async function notePresence(
  tx: Tx,
  _actor: System,
  { roomId, people }: { roomId: string; people: { id: string; attendance: Attendance }[] },
): Promise<void> {
  await tx.lock('room', [roomId])
  const found = new Map(people.map(({ id, attendance }) => [id, attendance]))
  const inside = rowsInside(tx.db, roomId).where('presence.person_id', 'in', [...found.keys()])
  for (const person of await inside.execute()) {
    const attendance = found.get(person.id)
    const before = attendanceOf(person)
    if (attendance === undefined || attendance === before) continue
    const { rev } = await append(tx, roomId, 'other')
    await tx.db
      .updateTable('presence')
      .set({
        quiet_since: attendance === 'quiet' ? tx.now : null,
        hidden_since: attendance === 'hidden' ? tx.now : null,
        rev,
      })
      .where('room_id', '=', roomId)
      .where('person_id', '=', person.id)
      .execute()
    emitPresence(tx, person, { roomId, rev, before, now: attendance })
  }
}

/** The id of the room that the person is in, or null. */
export async function roomOf(db: Kysely<Tables>, personId: string): Promise<string | null> {
  const [row] = await whereabouts(db, [{ personId }])
  return row?.room_id ?? null
}

/** The rooms that count somebody as inside. */
export async function roomsThatCount(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom('presence')
    .select('room_id')
    .distinct()
    .where('here_since', 'is not', null)
    .where('quiet_since', 'is', null)
    .execute()
  return rows.map((row) => row.room_id)
}

const whereabouts = statementForMany((db, people: readonly { personId: string }[]) =>
  db
    .selectFrom('presence')
    .select('room_id')
    .where(
      'person_id',
      'in',
      people.map(({ personId }) => personId),
    )
    .where('here_since', 'is not', null),
)

/**
 * The room that the person is in, which stays as it is until the transaction ends: nobody else
 * moves the person, nor changes that room or the one they are going to.
 */
export async function roomHeldStill(
  tx: Tx,
  personId: string,
  goingTo?: string,
): Promise<string | null> {
  await tx.lock('person', [personId])
  const current = await roomOf(tx.db, personId)
  const rooms = [current, goingTo].filter((id) => id !== undefined && id !== null)
  if (rooms.length === 0) return null
  await tx.lock('room', rooms)
  // While this waited for the room, it may have been deleted, and the person put out of it.
  return roomOf(tx.db, personId)
}

async function comeIn(tx: Tx, actor: User, roomId: string): Promise<void> {
  const { rev } = await append(tx, roomId, 'other')
  await tx.db
    .insertInto('presence')
    .values({ room_id: roomId, person_id: actor.id, here_since: tx.now, rev })
    .onConflict((oc) =>
      oc.columns(['room_id', 'person_id']).doUpdateSet({
        here_since: tx.now,
        quiet_since: null,
        hidden_since: null,
        put_out: null,
        rev,
      }),
    )
    .execute()
  emitPresence(tx, actor, { roomId, rev, before: 'outside', now: 'looking' })
}

async function goOut(
  tx: Tx,
  actor: User,
  roomId: string,
  putOut: PutOut | null = null,
): Promise<void> {
  const before = await tx.db
    .selectFrom('presence')
    .select(['here_since', 'quiet_since', 'hidden_since'])
    .where('room_id', '=', roomId)
    .where('person_id', '=', actor.id)
    .executeTakeFirstOrThrow()
  const { rev } = await append(tx, roomId, 'other')
  await tx.db
    .updateTable('presence')
    .set({ here_since: null, quiet_since: null, hidden_since: null, put_out: putOut, rev })
    .where('room_id', '=', roomId)
    .where('person_id', '=', actor.id)
    .execute()
  emitPresence(tx, actor, { roomId, rev, before: attendanceOf(before), now: 'outside' })
}

function emitPresence(
  tx: Tx,
  { id, username }: User,
  change: { roomId: string; rev: number; before: Attendance; now: Attendance },
): void {
  tx.emit({ kind: 'presence', person: { id, username }, ...change })
}
