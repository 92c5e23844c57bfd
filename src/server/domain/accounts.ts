import type { Kysely } from 'kysely'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import { PersonSchema, type Tables } from '../storage/entities.ts'
import type { Tx } from '../storage/transaction.ts'
import { nameKey, username } from './names.ts'
import { endAllSessions } from './sessions.ts'

/**
 * Creates an account. The password comes already hashed: hashing is slow, and a write must not be.
 * @throws Refusal `invalid_input` for the name, `username_taken`.
 */
export async function createAccount(
  tx: Tx,
  _actor: null,
  args: { username: string; passwordHash: string },
): Promise<User> {
  const name = username(args.username)
  const key = nameKey(name)
  if ((await tx.em.count(PersonSchema, { nameKey: key })) > 0) throw new Refusal('username_taken')
  const person = tx.em.create(PersonSchema, {
    id: tx.newId(),
    username: name,
    nameKey: key,
    passwordHash: args.passwordHash,
    createdAt: tx.now,
  })
  await tx.em.flush()
  return { id: person.id, username: person.username }
}

/**
 * Shuts an account, or opens it again. Whoever is shut out is logged out everywhere and leaves the
 * room they are in; what they wrote stays. Returns false if there is no account by that name.
 */
export async function shutAccount(
  tx: Tx,
  _actor: null,
  { username, shut }: { username: string; shut: boolean },
): Promise<boolean> {
  const person = await tx.em.findOne(PersonSchema, { nameKey: nameKey(username.trim()) })
  if (!person) return false
  person.disabledAt = shut ? tx.now : null
  await tx.em.flush()
  if (shut) await endAllSessions(tx, { id: person.id, username: person.username })
  return true
}

/** An account as logging in needs it; undefined if there is none by that name, or it is disabled. */
export async function accountNamed(
  db: Kysely<Tables>,
  name: string,
): Promise<(User & { passwordHash: string }) | undefined> {
  const row = await db
    .selectFrom('person')
    .select(['id', 'username', 'password_hash'])
    .where('name_key', '=', nameKey(name.trim()))
    .where('disabled_at', 'is', null)
    .executeTakeFirst()
  return row && { id: row.id, username: row.username, passwordHash: row.password_hash }
}
