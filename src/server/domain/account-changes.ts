import type { User } from '../../protocol/people.ts'
import type { Tx } from './change.ts'
import { forgive, subjects } from './guessing.ts'
import { setPasswordHash } from './new-passwords.ts'
import { rename } from './renaming.ts'
import { type Actor, renewSession } from './sessions.ts'

/** What is written of a change to one's own account; what is not there stays. */
export interface NewDetails {
  username?: string | undefined
  /** Of somebody who has shown that they know the one before. */
  password?: { passwordHash: string; tokenHash: string } | undefined
}

/**
 * Changes one's own account, all of it or nothing. With a new password every session ends; this one goes
 * on under a new token (OWASP ASVS 5.0, 7.2.4).
 * @throws Refusal `invalid_input` for the name, `username_taken`.
 */
export async function changeAccount(
  tx: Tx,
  actor: Actor,
  { username, password }: NewDetails,
): Promise<User> {
  const user =
    username === undefined
      ? { id: actor.id, username: actor.username }
      : await rename(tx, actor, username)
  if (!password) return user
  await setPasswordHash(tx, actor.id, password.passwordHash)
  await forgive(tx, [subjects.account(actor.id)])
  await tx.db.deleteFrom('password_reset').where('person_id', '=', actor.id).execute()
  await renewSession(tx, { ...actor, ...user }, password)
  return user
}
