import type { Kysely } from 'kysely'
import type { InstanceRole } from '../../protocol/instance.ts'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import { PersonNameSchema, PersonSchema } from '../database/entities/person.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { System } from '../engine/transaction.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import { isFounder } from './instance.ts'
import { comeBy, refuseUnlessAdmitted } from './invites.ts'
import { type Ban, banOf } from './listed-accounts.ts'
import { readings } from './look-alikes.ts'
import { username } from './names.ts'
import { isNobodys } from './nobodys-name.ts'
import { endAllSessions } from './sessions.ts'
import { roleOf } from './still-living.ts'

/**
 * Creates an account. The password comes already hashed: hashing is slow, and a write must not be.
 * @throws Refusal `invalid_input` for the name, `username_taken`, `registration_closed`,
 *   `invite_invalid`.
 */
export async function createAccount(
  tx: Tx,
  _actor: System,
  args: { username: string; passwordHash: string; inviteHash?: string | undefined },
): Promise<User> {
  const name = username(args.username)
  const all = readings(name)
  const taken = await tx.em.count(PersonNameSchema, { reading: { $in: all } })
  if (taken > 0 || isNobodys(all)) throw new Refusal('username_taken')
  await refuseUnlessAdmitted(tx.db, args.inviteHash, tx.now)
  const id = tx.newId()
  const person = tx.em.create(PersonSchema, {
    id,
    role: (await isFounder(tx, id)) ? 'owner' : 'member',
    username: name,
    passwordHash: args.passwordHash,
    createdAt: tx.now,
    belongingRev: 0,
  })
  for (const reading of all) tx.em.create(PersonNameSchema, { reading, person: person.id })
  await tx.em.flush()
  const user = { id: person.id, username: person.username }
  if (args.inviteHash !== undefined) await comeBy(tx, user, args.inviteHash)
  return user
}

/**
 * Shuts an account, or opens it again. Whoever is shut out is logged out everywhere and leaves the
 * room they are in; what they wrote stays. Returns false if there is no account by that name.
 */
export async function shutAccount(
  tx: Tx,
  actor: System,
  { username, shut }: { username: string; shut: boolean },
): Promise<boolean> {
  const id = await idOfName(tx.db, username)
  if (id === undefined) return false
  const person = await tx.em.findOneOrFail(PersonSchema, { id })
  const act = shut ? 'person_disabled' : 'person_enabled'
  if (shut !== (person.disabledAt !== null)) await audit(tx, actor, { act, personId: id })
  person.disabledAt = shut ? tx.now : null
  await tx.em.flush()
  if (shut) await endAllSessions(tx, { id: person.id, username: person.username })
  return true
}

/**
 * Makes somebody an admin of the instance; owners stay what they are. Returns what they are called, or
 * undefined if there is no account by that name.
 */
export async function makeAdmin(
  tx: Tx,
  actor: System,
  { username }: { username: string },
): Promise<User | undefined> {
  const id = await idOfName(tx.db, username)
  if (id === undefined) return undefined
  const person = await tx.em.findOneOrFail(PersonSchema, { id })
  if (person.role === 'member') {
    person.role = 'admin'
    await tx.em.flush()
    await audit(tx, actor, { act: 'role_changed', personId: id, detail: 'admin' })
  }
  return { id, username: person.username }
}

/** An account as whoever checks its password needs it. */
export interface Account extends User {
  passwordHash: string
  isDisabled: boolean
  /** Null: they are not banned at this moment. */
  ban: Ban | null
}

/** The account with this name, however it is written, or with this id; undefined if there is none. */
export async function accountOf(
  db: Kysely<Tables>,
  which: { named: string } | { id: string },
  now: number,
): Promise<Account | undefined> {
  const id = 'id' in which ? which.id : await idOfName(db, which.named)
  const row = await db
    .selectFrom('person')
    .select(['id', 'username', 'password_hash', 'disabled_at'])
    .select(['banned_at', 'banned_until', 'ban_reason'])
    // Asked for nobody, too: it takes as long.
    .where('id', '=', id ?? '')
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      username: row.username,
      passwordHash: row.password_hash,
      isDisabled: row.disabled_at !== null,
      ban: banOf(row, now),
    }
  )
}

/** An account as its operator sees it; times in ms. */
export interface AccountSummary extends User {
  createdAt: number
  /** As of the last hour; null: no session of theirs is left. */
  lastSeenAt: number | null
  isDisabled: boolean
  role: InstanceRole
}

/** All accounts that somebody has, the oldest first. */
export async function allAccounts(db: Kysely<Tables>): Promise<AccountSummary[]> {
  const rows = await db
    .selectFrom('person')
    .leftJoin('session', 'session.person_id', 'person.id')
    .select([
      'person.id',
      'person.username',
      'person.created_at',
      'person.disabled_at',
      'person.role',
    ])
    .select((eb) => eb.fn.max<number | string | null>('session.last_seen_at').as('last_seen_at'))
    .where('person.deleted_at', 'is', null)
    .groupBy('person.id')
    .orderBy('person.created_at')
    .orderBy('person.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    username: row.username,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at === null ? null : Number(row.last_seen_at),
    isDisabled: row.disabled_at !== null,
    role: roleOf(row.role),
  }))
}

/**
 * Whose account a name opens, typed in whatever case and with whatever looks like its letters. Who has
 * exactly this name comes first: twins from before there were readings still log in as themselves.
 */
export async function idOfName(db: Kysely<Tables>, typed: string): Promise<string | undefined> {
  const exact = await db
    .selectFrom('person')
    .select('id')
    .where('username', '=', typed.normalize('NFC').trim())
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (exact) return exact.id
  const all = readings(typed)
  const holders = await db
    .selectFrom('person_name')
    .select(['reading', 'person_id'])
    .where('reading', 'in', all)
    .execute()
  const first = all.find((reading) => holders.some((holder) => holder.reading === reading))
  return holders.find((holder) => holder.reading === first)?.person_id
}
