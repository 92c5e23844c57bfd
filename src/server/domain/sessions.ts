import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { SessionInfo, User } from '../../protocol/people.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { System } from '../engine/transaction.ts'
import type { Tx } from './change.ts'
import { deviceLifetime, noteDevice } from './devices.ts'
import { forgive, subjects } from './guessing.ts'
import { mayEnter } from './may-enter.ts'
import { leaveRoom } from './presence.ts'

const day = 24 * 60 * 60 * 1000
/** A session ends when it was not used for this long, and after this long in any case; ms. */
export const sessionLimits = {
  idle: 30 * day,
  absolute: 180 * day,
  /** How many a person may have. */
  each: 50,
}

/** A person, and the session through which they act. */
export interface Actor extends User {
  sessionId: number
}

/** A session as it is kept: its times in ms. */
export interface StoredSession extends Actor {
  createdAt: number
  lastSeenAt: number
}

/** What is kept of a session that begins. */
export interface NewSession {
  tokenHash: string
  userAgent: string
  address?: string
  /** The hash of the device cookie's token. */
  deviceHash?: string
  /** The hash of the token that the browser had until now: its session ends. */
  replaces?: string
  /** Whose rows of wrong passwords are over: see `guessing.ts`. */
  forgiven?: string[]
}

/**
 * Opens a session. The token itself stays with the caller and goes into the cookie. Beyond
 * `sessionLimits.each`, the person's oldest end.
 */
export async function openSession(
  tx: Tx,
  actor: User,
  { tokenHash, userAgent, address = '', deviceHash, replaces, forgiven = [] }: NewSession,
): Promise<StoredSession> {
  const replaced = replaces && (await sessionWith(tx.db, replaces))
  await tx.lock('person', [...new Set([actor.id, ...(replaced ? [replaced.person.id] : [])])])
  const deviceSince = deviceHash ? await noteDevice(tx, actor.id, deviceHash) : null
  const { id } = await tx.db
    .insertInto('session')
    .values({
      token_hash: tokenHash,
      person_id: actor.id,
      created_at: tx.now,
      last_seen_at: tx.now,
      user_agent: userAgent,
      address,
      device_since: deviceSince,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await forgive(tx, forgiven)
  if (replaced) await endSession(tx, replaced.person, { sessionId: replaced.id })
  await endSurplus(tx, actor.id)
  const { id: personId, username } = actor
  return { id: personId, username, sessionId: id, createdAt: tx.now, lastSeenAt: tx.now }
}

async function sessionWith(db: Kysely<Tables>, tokenHash: string) {
  const row = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .select(['session.id', 'session.person_id', 'person.username'])
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return row && { id: row.id, person: { id: row.person_id, username: row.username } }
}

async function endSurplus(tx: Tx, personId: string): Promise<void> {
  const surplus = await tx.db
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .limit(sessionLimits.each)
    .offset(sessionLimits.each)
    .execute()
  for (const { id } of surplus) await remove(tx, personId, id)
}

/**
 * Ends one of the person's sessions; harmless if it has ended. With their last session they also
 * leave the room they are in: who has logged out everywhere is not inside anywhere.
 */
export async function endSession(
  tx: Tx,
  actor: User,
  { sessionId }: { sessionId: number },
): Promise<void> {
  // Of two last sessions that end at once, the second has to see that the first is gone.
  await tx.lock('person', [actor.id])
  if (await remove(tx, actor.id, sessionId)) await leaveIfGone(tx, actor)
}

/** Ends all sessions of the person but one. */
export async function endOtherSessions(
  tx: Tx,
  actor: User,
  { keep }: { keep: number },
): Promise<void> {
  await tx.lock('person', [actor.id])
  for (const id of await idsOf(tx.db, actor.id)) {
    if (id !== keep) await remove(tx, actor.id, id)
  }
  await leaveIfGone(tx, actor)
}

/**
 * Lets a session go on as another one, under a new token, and ends all that the person has had. They stay
 * in their room.
 */
export async function renewSession(
  tx: Tx,
  actor: Actor,
  { tokenHash }: { tokenHash: string },
): Promise<void> {
  await tx.lock('person', [actor.id])
  const { user_agent, address, device_since } = await tx.db
    .selectFrom('session')
    .select(['user_agent', 'address', 'device_since'])
    .where('id', '=', actor.sessionId)
    .executeTakeFirstOrThrow()
  const { id } = await tx.db
    .insertInto('session')
    .values({
      token_hash: tokenHash,
      person_id: actor.id,
      created_at: tx.now,
      last_seen_at: tx.now,
      user_agent,
      address,
      device_since,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await endOtherSessions(tx, actor, { keep: id })
}

/** Ends all sessions of the person, who leaves the room that they are in. */
export async function endAllSessions(tx: Tx, actor: User): Promise<void> {
  await tx.lock('person', [actor.id])
  for (const id of await idsOf(tx.db, actor.id)) await remove(tx, actor.id, id)
  await leaveRoom(tx, actor, {})
}

/** Nothing is kept of a session that has ended. Returns whether there was one. */
async function remove(tx: Tx, personId: string, sessionId: number): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('session')
    .where('id', '=', sessionId)
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) return false
  await forgive(tx, [subjects.session(sessionId)])
  tx.emit({ kind: 'session_ended', sessionId })
  return true
}

async function leaveIfGone(tx: Tx, actor: User): Promise<void> {
  if ((await sessionsOf(tx.db, actor.id, tx.now)).length === 0) await leaveRoom(tx, actor, {})
}

async function idsOf(db: Kysely<Tables>, personId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('session')
    .select('id')
    .where('person_id', '=', personId)
    .execute()
  return rows.map(({ id }) => id)
}

/** Rows that one purge removes. */
const purgeAtOnce = 500

/**
 * Removes some of the sessions that nobody has used for too long, and of the devices. Those past
 * their absolute limit cannot be used, and follow. Returns whether there may be more.
 */
export async function purgeSessions(tx: Tx, _actor: System, _: object): Promise<boolean> {
  const { numDeletedRows: sessions } = await tx.db
    .deleteFrom('session')
    .where('id', 'in', (eb) =>
      eb
        .selectFrom('session')
        .select('id')
        .where('last_seen_at', '<=', tx.now - sessionLimits.idle)
        .limit(purgeAtOnce),
    )
    .executeTakeFirstOrThrow()
  await tx.db
    .deleteFrom('device')
    .where('used_at', '<=', tx.now - deviceLifetime)
    .execute()
  return sessions > 0n
}

/** Notes that a session is in use. Asked for now and then, never at every poll. */
export async function touchSession(tx: Tx, actor: Actor, _: object): Promise<void> {
  await tx.db
    .updateTable('session')
    .set({ last_seen_at: tx.now })
    .where('id', '=', actor.sessionId)
    .execute()
}

/** The living session with this token; undefined if there is none, or the account is disabled. */
export async function sessionByToken(
  db: Kysely<Tables>,
  token: string,
  now: number,
): Promise<StoredSession | undefined> {
  const row = await living(db, now)
    .innerJoin('person', 'person.id', 'session.person_id')
    .select([
      'session.id as session_id',
      'session.created_at',
      'session.last_seen_at',
      'person.id',
      'person.username',
    ])
    .where('session.token_hash', '=', hashOf(token))
    .where(mayEnter(now))
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      username: row.username,
      sessionId: row.session_id,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
    }
  )
}

/** The person's living sessions, the newest first. */
export async function sessionsOf(
  db: Kysely<Tables>,
  personId: string,
  now: number,
): Promise<Omit<SessionInfo, 'current'>[]> {
  const rows = await living(db, now)
    .selectAll()
    .where('person_id', '=', personId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: String(row.id),
    createdAt: new Date(row.created_at).toISOString(),
    lastSeenAt: new Date(row.last_seen_at).toISOString(),
    userAgent: row.user_agent,
    address: row.address,
    newDevice: row.device_since === row.created_at,
  }))
}

/** Whether a session may still be used at `now`. */
export function isLiving(session: { createdAt: number; lastSeenAt: number }, now: number): boolean {
  return (
    now - session.lastSeenAt < sessionLimits.idle &&
    now - session.createdAt < sessionLimits.absolute
  )
}

/** What is stored of a session's token. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function living(db: Kysely<Tables>, now: number) {
  return db
    .selectFrom('session')
    .where('session.last_seen_at', '>', now - sessionLimits.idle)
    .where('session.created_at', '>', now - sessionLimits.absolute)
}
