import type { Kysely } from 'kysely'
import { bounds } from '../../protocol/limits.ts'
import type { Member, Members } from '../../protocol/members.ts'
import type { User } from '../../protocol/people.ts'
import type { RoomRole } from '../../protocol/rooms.ts'
import type { Tables } from '../database/entities/tables.ts'
import { attendanceOf } from './attendance.ts'
import type { Tx } from './change.ts'
import { chosenLevel } from './levels.ts'
import { tellOwnDevices } from './push.ts'
import { bansOf, muteOf } from './sanctions.ts'

/** What somebody is in a room that they belong to. */
export type Role = RoomRole

/** What is stored of it; null: they do not belong to the room. */
export function roleOf(stored: string | null): Role | null {
  if (stored === null) return null
  return stored === 'owner' || stored === 'moderator' ? stored : 'member'
}

/**
 * From now on the person belongs to the room. Who does already keeps the role that they have. The
 * person's row has to be locked, and the room's, unless it is new.
 */
export async function belongTo(
  tx: Tx,
  person: Pick<User, 'id'>,
  { roomId, role }: { roomId: string; role: Role },
): Promise<void> {
  const { numInsertedOrUpdatedRows = 0n } = await tx.db
    .insertInto('membership')
    .values({ room_id: roomId, person_id: person.id, role, joined_at: tx.now })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows > 0)
    await tellBelonging(tx, { personId: person.id, roomId, role }, 1)
}

/** Gives somebody who belongs to the room another role. Returns whether anything changed. */
export async function giveRole(
  tx: Tx,
  personId: string,
  { roomId, role }: { roomId: string; role: Role },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('membership')
    .set({ role })
    .where('room_id', '=', roomId)
    .where('person_id', '=', personId)
    .where('role', '!=', role)
    .executeTakeFirst()
  if (numUpdatedRows > 0) await tellBelonging(tx, { personId, roomId, role }, 1)
  return numUpdatedRows > 0
}

/** The person belongs to the room no more, whether they are inside or not. Returns whether they did. */
export async function endBelonging(tx: Tx, personId: string, roomId: string): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('membership')
    .where('room_id', '=', roomId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  const room = await tx.db
    .selectFrom('room')
    .select('last_seq')
    .where('id', '=', roomId)
    .executeTakeFirstOrThrow()
  await tellOwnDevices(tx, { roomId, personId })
  // By more than the room added to what is summed up over a person's rooms: those numbers only rise.
  await tellBelonging(tx, { personId, roomId, role: null }, 2 * (room.last_seq + 2))
  return true
}

/** What the person is in the room; null: they do not belong to it. */
export async function roleIn(
  db: Kysely<Tables>,
  personId: string,
  roomId: string,
): Promise<Role | null> {
  const row = await db
    .selectFrom('membership')
    .select('role')
    .where('room_id', '=', roomId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return roleOf(row?.role ?? null)
}

/** Who belongs to a room: owner and moderators first, then by name. */
export async function membersOf(
  db: Kysely<Tables>,
  { roomId, now }: { roomId: string; now: number },
): Promise<Members> {
  const ofRoom = db.selectFrom('membership').where('membership.room_id', '=', roomId)
  const rows = await ofRoom
    .innerJoin('person', 'person.id', 'membership.person_id')
    .leftJoin('presence', (join) =>
      join
        .onRef('presence.person_id', '=', 'membership.person_id')
        .onRef('presence.room_id', '=', 'membership.room_id'),
    )
    .leftJoin('sanction', (join) =>
      join
        .onRef('sanction.person_id', '=', 'membership.person_id')
        .onRef('sanction.room_id', '=', 'membership.room_id')
        .on('sanction.kind', '=', 'mute')
        .on('sanction.until', '>', now),
    )
    .select(['person.id', 'person.username', 'membership.role', 'sanction.until'])
    .select(['presence.here_since', 'presence.quiet_since', 'presence.hidden_since'])
    .orderBy((eb) =>
      eb
        .case()
        .when('membership.role', '=', 'owner')
        .then(0)
        .when('membership.role', '=', 'moderator')
        .then(1)
        .else(2)
        .end(),
    )
    .orderBy('person.username')
    .limit(bounds.membersListed)
    .execute()
  const { total } = await ofRoom
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const members = rows.map(
    ({ id, username, role, until, here_since, quiet_since, hidden_since }): Member => ({
      user: { id, username },
      role: roleOf(role) ?? 'member',
      here: attendanceOf({ here_since, quiet_since, hidden_since }) === 'looking',
      mutedUntil: until === null ? null : new Date(until).toISOString(),
    }),
  )
  return { members, total: Number(total) }
}

interface Telling {
  personId: string
  roomId: string
  role: Role | null
  back?: true
}

/** Notes that something about the person's rooms changed, by so much, and tells it. */
export async function tellBelonging(
  tx: Tx,
  { personId, roomId, role, back }: Telling,
  by: number,
): Promise<void> {
  const { belonging_rev: rev } = await tx.db
    .updateTable('person')
    .set((eb) => ({ belonging_rev: eb('belonging_rev', '+', by) }))
    .where('id', '=', personId)
    .returning('belonging_rev')
    .executeTakeFirstOrThrow()
  const marker = await tx.db
    .selectFrom('read_marker')
    .select('read_up_to')
    .where('room_id', '=', roomId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const chosen = await tx.db
    .selectFrom('membership')
    .select('notify')
    .where('room_id', '=', roomId)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const isBanned = role === null && (await bansOf(tx.db, personId)).has(roomId)
  const counted = await tx.db
    .selectFrom('membership')
    .select('person_id')
    .where('room_id', '=', roomId)
    .limit(bounds.smallRoom + 1)
    .execute()
  tx.emit({
    kind: 'belonging',
    ...{ personId, roomId, role },
    readUpTo: marker?.read_up_to ?? 0,
    notify: chosenLevel(chosen?.notify ?? null),
    ...(isBanned && { isBanned }),
    mutedUntil: role === null ? null : await muteOf(tx.db, { personId, roomId }),
    ...(back && { back }),
    members: counted.length,
    before: rev - by,
    rev,
  })
}
