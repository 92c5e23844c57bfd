import { createHash } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { SessionInfo, User } from '../../protocol/people.ts'
import type { Tables } from '../storage/entities.ts'
import type { Tx } from '../storage/transaction.ts'
import { leaveRoom } from './memberships.ts'

const day = 24 * 60 * 60 * 1000
/** A session ends when it was not used for this long, and after this long in any case; in ms. */
export const sessionLimits = { idle: 30 * day, absolute: 180 * day }

/** A person, and the session through which they act. */
export interface Actor extends User {
  sessionId: number
}

/** A session as it is kept: its times in ms. */
export interface StoredSession extends Actor {
  createdAt: number
  lastSeenAt: number
}

/** Opens a session. The token itself stays with the caller and goes into the cookie. */
export async function openSession(
  tx: Tx,
  actor: User,
  { tokenHash, userAgent }: { tokenHash: string; userAgent: string },
): Promise<StoredSession> {
  const { id } = await tx.db
    .insertInto('session')
    .values({
      token_hash: tokenHash,
      person_id: actor.id,
      created_at: tx.now,
      last_seen_at: tx.now,
      user_agent: userAgent,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id: personId, username } = actor
  return { id: personId, username, sessionId: id, createdAt: tx.now, lastSeenAt: tx.now }
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
  await tx.hold('person', [actor.id])
  const { numUpdatedRows } = await tx.db
    .updateTable('session')
    .set({ ended_at: tx.now })
    .where('id', '=', sessionId)
    .where('person_id', '=', actor.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return
  tx.tell({ kind: 'session_ended', sessionId })
  if ((await sessionsOf(tx.db, actor.id, tx.now)).length === 0) await leaveRoom(tx, actor, {})
}

/** Ends all sessions of the person, who leaves the room that they are in. */
export async function endAllSessions(tx: Tx, actor: User): Promise<void> {
  await tx.hold('person', [actor.id])
  const ended = await tx.db
    .updateTable('session')
    .set({ ended_at: tx.now })
    .where('person_id', '=', actor.id)
    .where('ended_at', 'is', null)
    .returning('id')
    .execute()
  for (const { id } of ended) tx.tell({ kind: 'session_ended', sessionId: id })
  await leaveRoom(tx, actor, {})
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
    .where('person.disabled_at', 'is', null)
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
    .where('session.ended_at', 'is', null)
    .where('session.last_seen_at', '>', now - sessionLimits.idle)
    .where('session.created_at', '>', now - sessionLimits.absolute)
}
