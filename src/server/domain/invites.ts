import type { Kysely } from 'kysely'
import type { NewInvite } from '../../protocol/invites.ts'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import { instanceOf } from './instance.ts'
import { belongTo, roleIn } from './members.ts'
import { isAdmin, may, refuseUnlessMay } from './policy.ts'
import { refuseBanned } from './sanctions.ts'
import type { Acting } from './still-living.ts'
import { goodInvite, inviteRows, timeOf } from './stored-invites.ts'
import { kindOf, roomFor } from './visibility.ts'

/** Of an invitation for which nobody said how long it is to be good; seconds. */
const usualLifetime = 7 * 24 * 60 * 60

/** What is kept of an invitation that is made. Its code itself stays with the caller. */
export type NewStoredInvite = NewInvite & { roomId: string | null; codeHash: string }

/**
 * Makes a link by which people come in: into a room, or into the instance alone.
 * @throws Refusal `room_not_found`, `room_deleted`, `banned`, `not_allowed`
 */
export async function offerInvite(
  tx: Tx,
  actor: Acting,
  { roomId, codeHash, expiresIn = usualLifetime, uses }: NewStoredInvite,
) {
  const room = roomId === null ? null : await roomFor(tx.db, actor, roomId)
  if (room) {
    await refuseBanned(tx.db, { roomId: room.id, personId: actor.id }, tx.now)
    refuseUnlessMay({ kind: 'invite', room: room.kind, role: room.role })
  }
  const id = tx.newId()
  const expiresAt = tx.now + expiresIn * 1000
  await tx.db
    .insertInto('invite')
    .values({
      id,
      code_hash: codeHash,
      room_id: roomId,
      created_by_id: actor.id,
      created_at: tx.now,
      expires_at: expiresAt,
      uses_left: uses ?? null,
    })
    .execute()
  return {
    id,
    room: room && { id: room.id, name: room.name },
    expiresAt: timeOf(expiresAt),
    usesLeft: uses ?? null,
  }
}

/**
 * Lets somebody in by an invitation: from now on they belong to its room. Who does already uses up
 * nothing, and finds it good for ever if they came by it: so a retry is harmless.
 * @throws Refusal `invite_invalid`, `banned`
 */
export async function acceptInvite(
  tx: Tx,
  actor: User,
  { codeHash }: { codeHash: string },
): Promise<{ roomId: string | null }> {
  const used = await usedInvite(tx.db, actor, codeHash)
  const { room } = used ?? (await goodInvite(tx.db, codeHash, tx.now))
  if (room === null || (await roleIn(tx.db, actor.id, room.id)) !== null) {
    return { roomId: room?.id ?? null }
  }
  // Those who came by it and went are as others are.
  const { id } = await goodInvite(tx.db, codeHash, tx.now)
  await tx.lock('room', [room.id])
  await refuseBanned(tx.db, { roomId: room.id, personId: actor.id }, tx.now)
  await useUp(tx, actor, id)
  await belongTo(tx, actor, { roomId: room.id, role: 'member' })
  return { roomId: room.id }
}

/**
 * Refuses whoever could get no account.
 * @throws Refusal `registration_closed`, `invite_invalid`
 */
export async function refuseUnlessAdmitted(
  db: Kysely<Tables>,
  codeHash: string | undefined,
  now: number,
): Promise<void> {
  const { registration } = await instanceOf(db)
  const mayCome = registration === 'open' || (registration === 'invite' && codeHash !== undefined)
  if (!mayCome) throw new Refusal('registration_closed')
  if (codeHash !== undefined) await goodInvite(db, codeHash, now)
}

/** Has a new account come by an invitation. @throws Refusal `invite_invalid` */
export async function comeBy(tx: Tx, person: User, codeHash: string): Promise<void> {
  const { id, room } = await goodInvite(tx.db, codeHash, tx.now)
  if (room) await tx.lock('room', [room.id])
  await useUp(tx, person, id)
  if (room) await belongTo(tx, person, { roomId: room.id, role: 'member' })
}

/**
 * Makes a link good for nobody any more; harmless if it is not. Whoever made it may, those who have a say
 * in its room, and admins, but where they have no key.
 * @param which the code, as in the link, or the id, as in the list
 * @throws Refusal `not_allowed`; `invite_invalid` for what is no invitation, or one that they cannot know
 */
export async function withdrawInvite(
  tx: Tx,
  actor: Acting,
  which: { codeHash: string; id: string },
): Promise<void> {
  const invite = await inviteRows(tx.db)
    .where((eb) => eb.or([eb('code_hash', '=', which.codeHash), eb('invite.id', '=', which.id)]))
    .executeTakeFirst()
  if (!invite) throw new Refusal('invite_invalid')
  const isOwn = invite.created_by_id === actor.id
  if (!isOwn && !(await managesInvites(tx.db, actor, invite))) {
    throw new Refusal(invite.code_hash === which.codeHash ? 'not_allowed' : 'invite_invalid')
  }
  if (invite.withdrawn_at !== null) return
  const withdrawn = { withdrawn_at: tx.now }
  await tx.db.updateTable('invite').set(withdrawn).where('id', '=', invite.id).execute()
  if (isOwn) return
  await audit(tx, actor, {
    act: 'invite_withdrawn',
    personId: invite.created_by_id,
    roomId: invite.room_id ?? undefined,
  })
}

/** Whether somebody has a say over invitations that others made. */
export async function managesInvites(
  db: Kysely<Tables>,
  actor: Pick<Acting, 'id' | 'role'>,
  { room_id, room_kind }: { room_id: string | null; room_kind: string | null },
): Promise<boolean> {
  if (room_id === null) return isAdmin(actor.role)
  const kind = kindOf(room_kind ?? '')
  if (kind === 'open' && isAdmin(actor.role)) return true
  return may({ kind: 'moderate', role: await roleIn(db, actor.id, room_id) })
}

/** Counts somebody who comes in, once. Of two who take the last place at once, one is refused. */
async function useUp(tx: Tx, person: User, inviteId: string): Promise<void> {
  const { numInsertedOrUpdatedRows = 0n } = await tx.db
    .insertInto('invite_use')
    .values({ invite_id: inviteId, person_id: person.id, at: tx.now })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return
  // Whoever comes second waits for the row, and finds what the first left of it.
  const { numUpdatedRows } = await tx.db
    .updateTable('invite')
    .set((eb) => ({ uses_left: eb('uses_left', '-', 1) }))
    .where('id', '=', inviteId)
    .where('withdrawn_at', 'is', null)
    .where((eb) => eb.or([eb('uses_left', 'is', null), eb('uses_left', '>', 0)]))
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 0n) throw new Refusal('invite_invalid')
}

/** The invitation by which this person came in, whatever has become of it; undefined: they did not. */
async function usedInvite(db: Kysely<Tables>, { id }: User, codeHash: string) {
  const row = await inviteRows(db)
    .innerJoin('invite_use', 'invite_use.invite_id', 'invite.id')
    .where('code_hash', '=', codeHash)
    .where('invite_use.person_id', '=', id)
    .where('room.deleted_at', 'is', null)
    .executeTakeFirst()
  return row && { room: row.room_id === null ? null : { id: row.room_id } }
}
