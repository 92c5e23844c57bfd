import type { Kysely } from 'kysely'
import type { InstanceBan, PersonChange } from '../../protocol/admins.ts'
import type { InstanceRole } from '../../protocol/instance.ts'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import { keepReset } from './new-passwords.ts'
import { plainText } from './plain-text.ts'
import { refuseUnlessMay } from './policy.ts'
import { endOf } from './sanctions.ts'
import { endAllSessions } from './sessions.ts'
import { type Acting, refuseEnded, roleOf } from './still-living.ts'

/**
 * Changes what somebody is on the instance, shuts their account or opens it again; what is so already
 * changes nothing. Owners alone make others owners and admins. Nobody does any of this to themselves, so
 * that there is always an owner.
 * @throws Refusal `person_not_found`, `not_allowed`
 */
export async function changePerson(
  tx: Tx,
  actor: Acting,
  { personId, role, disabled, reason }: { personId: string } & PersonChange,
): Promise<void> {
  const { person, facts } = await held(tx, actor, personId)
  if (role !== undefined) {
    refuseUnlessMay({ kind: 'change_role', ...facts })
    if (role !== person.role) {
      await tx.db.updateTable('person').set({ role }).where('id', '=', personId).execute()
      await audit(tx, actor, { act: 'role_changed', personId, detail: role, reason })
    }
  }
  if (disabled === undefined) return
  refuseUnlessMay({ kind: 'shut_out', ...facts })
  if (disabled === person.isDisabled) return
  await tx.db
    .updateTable('person')
    .set({ disabled_at: disabled ? tx.now : null })
    .where('id', '=', personId)
    .execute()
  const act = disabled ? 'person_disabled' : 'person_enabled'
  await audit(tx, actor, { act, personId, reason })
  if (disabled) await shutOut(tx, person)
}

/**
 * Keeps somebody out of the instance, for a while or for good. Who is banned already is so as this says.
 * @throws Refusal `person_not_found`, `not_allowed`, `invalid_input`
 */
export async function banPerson(
  tx: Tx,
  actor: Acting,
  { personId, until, reason }: { personId: string } & InstanceBan,
): Promise<void> {
  const { person, facts } = await held(tx, actor, personId)
  refuseUnlessMay({ kind: 'shut_out', ...facts })
  const end = until === undefined ? null : endOf(until, tx.now)
  const why = reason === undefined ? null : plainText('reason', reason)
  await tx.db
    .updateTable('person')
    .set({ banned_at: tx.now, banned_until: end, ban_reason: why })
    .where('id', '=', personId)
    .execute()
  const detail = end === null ? undefined : new Date(end).toISOString()
  await audit(tx, actor, { act: 'person_banned', personId, detail, reason: why ?? undefined })
  await shutOut(tx, person)
}

/** Lets somebody in again; harmless if nobody keeps them out. @throws Refusal as `banPerson` does */
export async function unbanPerson(
  tx: Tx,
  actor: Acting,
  { personId }: { personId: string },
): Promise<void> {
  const { facts } = await held(tx, actor, personId)
  refuseUnlessMay({ kind: 'shut_out', ...facts })
  const { numUpdatedRows } = await tx.db
    .updateTable('person')
    .set({ banned_at: null, banned_until: null, ban_reason: null })
    .where('id', '=', personId)
    .where('banned_at', 'is not', null)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows > 0n) await audit(tx, actor, { act: 'person_unbanned', personId })
}

/**
 * Makes a link good for setting somebody's password, once: whoever has it can be them. So it is for those
 * alone who could shut them out.
 * @throws Refusal `person_not_found`, `not_allowed`
 */
export async function offerResetOf(
  tx: Tx,
  actor: Acting,
  { personId, codeHash }: { personId: string; codeHash: string },
): Promise<void> {
  const { facts } = await held(tx, actor, personId)
  refuseUnlessMay({ kind: 'shut_out', ...facts })
  await keepReset(tx, personId, codeHash)
  await audit(tx, actor, { act: 'reset_offered', personId })
}

async function shutOut(tx: Tx, person: User): Promise<void> {
  await endAllSessions(tx, person)
  await tx.db.deleteFrom('password_reset').where('person_id', '=', person.id).execute()
}

/**
 * The account, and what decides what may be done with it; both stay so until the transaction ends. Of two
 * who do it to each other at once, the second finds what they are by then.
 */
async function held(tx: Tx, actor: Acting, personId: string) {
  await tx.lock('person', [...new Set([actor.id, personId])])
  const role = roleOf((await refuseEnded(tx, actor)).role)
  refuseUnlessMay({ kind: 'administer', role })
  const person = await livingPerson(tx.db, personId)
  if (!person) throw new Refusal('person_not_found')
  return { person, facts: { role, isSelf: person.id === actor.id, of: person.role } }
}

/** Undefined: there is none, or it was deleted. */
async function livingPerson(
  db: Kysely<Tables>,
  personId: string,
): Promise<(User & { role: InstanceRole; isDisabled: boolean }) | undefined> {
  const row = await db
    .selectFrom('person')
    .select(['id', 'username', 'role', 'disabled_at'])
    .where('id', '=', personId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) return undefined
  const { id, username, role, disabled_at } = row
  return { id, username, role: roleOf(role), isDisabled: disabled_at !== null }
}
