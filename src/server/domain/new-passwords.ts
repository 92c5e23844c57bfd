import type { Kysely } from 'kysely'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { System } from '../engine/transaction.ts'
import { accountOf } from './accounts.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import { forgetDevices, noteDevice } from './devices.ts'
import { forgive, subjects } from './guessing.ts'
import { endAllSessions } from './sessions.ts'

/** How long a link that sets a new password is good for; ms. */
export const resetLifetime = 60 * 60 * 1000

/**
 * Makes a link good for setting a new password, once; an earlier one is withdrawn by it. The code
 * itself stays with the caller. Undefined if there is no account by that name.
 */
export async function offerReset(
  tx: Tx,
  actor: System,
  { username, codeHash }: { username: string; codeHash: string },
): Promise<User | undefined> {
  const account = await accountOf(tx.db, { named: username }, tx.now)
  if (!account) return undefined
  await keepReset(tx, account.id, codeHash)
  await audit(tx, actor, { act: 'reset_offered', personId: account.id })
  return { id: account.id, username: account.username }
}

/** Keeps what a link is known by; the one before is good no more. */
export async function keepReset(tx: Tx, personId: string, codeHash: string): Promise<void> {
  const row = { code_hash: codeHash, expires_at: tx.now + resetLifetime }
  await tx.db
    .insertInto('password_reset')
    .values({ person_id: personId, ...row })
    .onConflict((oc) => oc.column('person_id').doUpdateSet(row))
    .execute()
}

/** Whose password a code sets. @throws Refusal `reset_invalid` */
export async function personOfReset(
  db: Kysely<Tables>,
  codeHash: string,
  now: number,
): Promise<User> {
  const row = await db
    .selectFrom('password_reset')
    .innerJoin('person', 'person.id', 'password_reset.person_id')
    .select(['person.id', 'person.username'])
    .where('code_hash', '=', codeHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (!row) throw new Refusal('reset_invalid')
  return row
}

/**
 * Sets the password that a code is good for, and uses the code up. All sessions end, and no device
 * is known any more but the one that this is done on.
 * @throws Refusal `reset_invalid`
 */
export async function resetPassword(
  tx: Tx,
  _actor: System,
  {
    codeHash,
    passwordHash,
    deviceHash,
  }: Record<'codeHash' | 'passwordHash' | 'deviceHash', string>,
): Promise<User> {
  const person = await personOfReset(tx.db, codeHash, tx.now)
  const { numDeletedRows } = await tx.db
    .deleteFrom('password_reset')
    .where('code_hash', '=', codeHash)
    .executeTakeFirstOrThrow()
  // Used by another process a moment ago.
  if (numDeletedRows === 0n) throw new Refusal('reset_invalid')
  await setPasswordHash(tx, person.id, passwordHash)
  await forgive(tx, [subjects.account(person.id)])
  await forgetDevices(tx, person.id)
  await noteDevice(tx, person.id, deviceHash)
  await endAllSessions(tx, person)
  return person
}

export async function setPasswordHash(tx: Tx, personId: string, hash: string): Promise<void> {
  await tx.db
    .updateTable('person')
    .set({ password_hash: hash })
    .where('id', '=', personId)
    .execute()
}
