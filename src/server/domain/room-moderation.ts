import type { Kysely } from 'kysely'
import type { InstanceRole } from '../../protocol/instance.ts'
import type { Ban, MemberChange } from '../../protocol/members.ts'
import type { Why } from '../../protocol/reasons.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import { belongTo, endBelonging, giveRole, type Role, roleIn, tellBelonging } from './members.ts'
import { optionalText } from './plain-text.ts'
import { type Deed, refuseUnlessMay } from './policy.ts'
import { putOut } from './presence.ts'
import { endOf, isBan, lift, punish } from './sanctions.ts'
import { type Acting, roleOf as instanceRoleOf } from './still-living.ts'
import { type RoomFor, roomFor } from './visibility.ts'

/** Somebody in a room, whether they belong to it or not. */
interface Place {
  roomId: string
  personId: string
}

/**
 * Makes somebody belong to a private room, which ends a ban, or gives somebody who belongs another role.
 * @throws Refusal `room_not_found`, `room_deleted`, `person_not_found`, `not_allowed`.
 */
export async function setMember(
  tx: Tx,
  actor: Acting,
  { role, reason, ...place }: Place & MemberChange,
): Promise<void> {
  const { room, theirs } = await held(tx, actor, place)
  const { roomId, personId } = place
  if (theirs === null || theirs === role) {
    refuseUnlessMay({ kind: 'add_member', ...factsOf(actor, room), newRole: role })
    if (theirs === role) return
    if (room.kind === 'open') throw new Refusal('person_not_found')
    await lift(tx, place, 'ban')
    await belongTo(tx, { id: personId }, { roomId, role })
    return
  }
  const isSelf = actor.id === personId
  refuseUnlessMay({ kind: 'change_member_role', ...factsOf(actor, room), isSelf })
  await giveRole(tx, personId, { roomId, role })
  await audit(tx, actor, { act: 'member_role_changed', personId, roomId, detail: role, reason })
}

/**
 * Ends that somebody belongs to a room, and puts them out of it. Harmless if they do not belong.
 * @throws Refusal `room_not_found`, `room_deleted`, `person_not_found`, `not_allowed`.
 */
export async function removeMember(
  tx: Tx,
  actor: Acting,
  { reason, ...place }: Place & Why,
): Promise<void> {
  const { room, theirs, theirInstanceRole } = await held(tx, actor, place)
  refuseUnlessMay(against(actor, room, { theirs, theirInstanceRole, ...place }))
  await putOut(tx, place, 'removed')
  if (!(await endBelonging(tx, place.personId, place.roomId))) return
  await audit(tx, actor, { act: 'member_removed', ...place, reason })
}

/**
 * Ends that the person belongs to a room, and leaves it. Its owner has to hand it over before.
 * @throws Refusal `room_not_found`, `room_deleted`, `not_allowed`.
 */
export async function leaveForGood(
  tx: Tx,
  actor: Acting,
  { roomId }: { roomId: string },
): Promise<void> {
  const { room } = await held(tx, actor, { roomId, personId: actor.id })
  refuseUnlessMay({ kind: 'leave_for_good', roomKind: room.kind, role: room.role })
  await putOut(tx, { roomId, personId: actor.id }, null)
  await endBelonging(tx, actor.id, roomId)
}

/**
 * Keeps somebody out of a room, for a while or for good; another ban replaces the one before.
 * @throws Refusal `room_not_found`, `room_deleted`, `person_not_found`, `not_allowed`, `invalid_input`.
 */
export async function ban(
  tx: Tx,
  actor: Acting,
  { until, reason = '', ...place }: Place & { until?: string; reason?: string },
): Promise<void> {
  const { room, theirs, theirInstanceRole } = await held(tx, actor, place)
  refuseUnlessMay(against(actor, room, { theirs, theirInstanceRole, ...place }))
  const why = optionalText('reason', reason)
  const end = until === undefined ? null : endOf(until, tx.now)
  await punish(tx, place, { kind: 'ban', until: end, reason: why })
  await putOut(tx, place, 'banned')
  if (!(await endBelonging(tx, place.personId, place.roomId))) await tellBan(tx, place)
  await audit(tx, actor, { act: 'member_banned', ...place, detail: until, reason: why })
}

/** @throws Refusal `room_not_found`, `room_deleted`, `person_not_found`, `not_allowed`. */
export async function unban(tx: Tx, actor: Acting, place: Place): Promise<void> {
  const { room, theirs, theirInstanceRole } = await held(tx, actor, place)
  refuseUnlessMay(against(actor, room, { theirs, theirInstanceRole, ...place }))
  if (!(await lift(tx, place, 'ban'))) return
  if (theirs === null) await tellBan(tx, place)
  await audit(tx, actor, { act: 'member_unbanned', ...place })
}

/**
 * Lets somebody only read in a room until a time.
 * @throws Refusal `room_not_found`, `room_deleted`, `person_not_found`, `not_allowed`, `invalid_input`.
 */
export async function mute(
  tx: Tx,
  actor: Acting,
  { until, reason, ...place }: Place & { until: string } & Why,
): Promise<void> {
  const { room, theirs, theirInstanceRole } = await held(tx, actor, place)
  refuseUnlessMay(against(actor, room, { theirs, theirInstanceRole, ...place }))
  await punish(tx, place, { kind: 'mute', until: endOf(until, tx.now), reason: '' })
  if (theirs !== null) await tellBelonging(tx, { ...place, role: theirs }, 1)
  await audit(tx, actor, { act: 'member_muted', ...place, detail: until, reason })
}

/** @throws Refusal `room_not_found`, `room_deleted`, `person_not_found`, `not_allowed`. */
export async function unmute(tx: Tx, actor: Acting, place: Place): Promise<void> {
  const { room, theirs, theirInstanceRole } = await held(tx, actor, place)
  refuseUnlessMay(against(actor, room, { theirs, theirInstanceRole, ...place }))
  if (!(await lift(tx, place, 'mute'))) return
  if (theirs !== null) await tellBelonging(tx, { ...place, role: theirs }, 1)
  await audit(tx, actor, { act: 'member_unmuted', ...place })
}

/** Has the lists of somebody who does not belong to the room show whether they are kept out of it. */
function tellBan(tx: Tx, place: Place): Promise<void> {
  return tellBelonging(tx, { ...place, role: null }, 1)
}

/** Who is kept out of a room at this moment, for those who may keep people out. */
export async function bansIn(
  db: Kysely<Tables>,
  actor: Pick<Acting, 'id' | 'role'>,
  { roomId, now }: { roomId: string; now: number },
): Promise<Ban[]> {
  const room = await roomFor(db, actor, roomId)
  refuseUnlessMay({ kind: 'read_bans', ...factsOf(actor, room) })
  const rows = await db
    .selectFrom('sanction')
    .innerJoin('person', 'person.id', 'sanction.person_id')
    .select(['person.id', 'person.username', 'sanction.until', 'sanction.reason'])
    .where('sanction.room_id', '=', roomId)
    .where(isBan(now))
    .orderBy('person.username')
    .execute()
  return rows.map(({ id, username, until, reason }) => ({
    user: { id, username },
    until: until === null ? null : new Date(until).toISOString(),
    reason,
  }))
}

/** The room, and what the person is in it; both stay so until the transaction ends. */
async function held(
  tx: Tx,
  actor: Acting,
  { roomId, personId }: Place,
): Promise<{ room: RoomFor; theirs: Role | null; theirInstanceRole: InstanceRole }> {
  await tx.lock('person', [personId])
  const inside = await tx.db
    .selectFrom('presence')
    .select('room_id')
    .where('person_id', '=', personId)
    .where('here_since', 'is not', null)
    .executeTakeFirst()
  await tx.lock('room', [...new Set([roomId, inside?.room_id ?? roomId])])
  const room = await roomFor(tx.db, actor, roomId)
  const person = await tx.db
    .selectFrom('person')
    .select('role')
    .where('id', '=', personId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!person) throw new Refusal('person_not_found')
  const theirs = await roleIn(tx.db, personId, roomId)
  return { room, theirs, theirInstanceRole: instanceRoleOf(person.role) }
}

function factsOf(actor: Pick<Acting, 'role'>, room: RoomFor) {
  return { roomKind: room.kind, role: room.role, instanceRole: actor.role }
}

function against(
  actor: Acting,
  room: RoomFor,
  { personId, ...whom }: Place & { theirs: Role | null; theirInstanceRole: InstanceRole },
): Deed {
  const { theirs, theirInstanceRole } = whom
  const isSelf = actor.id === personId
  return { kind: 'moderate_person', ...factsOf(actor, room), theirs, theirInstanceRole, isSelf }
}
