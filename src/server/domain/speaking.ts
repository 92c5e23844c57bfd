import { Refusal } from '../../protocol/refusal.ts'
import { statementForMany } from '../database/statement.ts'
import type { Tx } from './change.ts'
import { roleIn } from './members.ts'
import type { Actor } from './sessions.ts'

/** Those who speak, by their ids. */
type Speakers = ReadonlyMap<string, { username: string; isBlockedBySomebody: boolean }>

/**
 * Who these people are, if all are in the room at this moment and their sessions are living; else undefined. The room has to be locked.
 * @throws Refusal `room_archived`, or `muted` for the first of them who may only read.
 */
export async function speakersIn(
  tx: Tx,
  actors: readonly Actor[],
  roomId: string,
): Promise<Speakers | undefined> {
  const speakers = await rowsOf(tx, actors, roomId)
  return speakers && byId(speakers)
}

/**
 * The same for those who post: in slow mode, each but those who moderate has to wait after a message.
 * @throws Refusal also `too_many_requests`.
 */
export async function postersIn(
  tx: Tx,
  actors: readonly Actor[],
  roomId: string,
): Promise<Speakers | undefined> {
  const speakers = await rowsOf(tx, actors, roomId)
  for (const speaker of speakers ?? []) {
    if (speaker.slow_mode === 0) continue
    // Nobody gets this answer: posts that came together are each looked at by itself then.
    if (actors.length > 1) throw new Refusal('too_many_requests')
    await slowDown(tx, speaker)
  }
  return speakers && byId(speakers)
}

async function slowDown(
  tx: Tx,
  { id, room_id, slow_mode, spoke_at }: Awaited<ReturnType<typeof sessionsInside>>[number],
): Promise<void> {
  const role = await roleIn(tx.db, id, room_id)
  if (role === 'owner' || role === 'moderator') return
  const wait = (spoke_at ?? 0) + slow_mode * 1000 - tx.now
  if (wait > 0) throw new Refusal('too_many_requests', { retryAfter: wait / 1000 })
  await tx.db
    .updateTable('presence')
    .set({ spoke_at: tx.now })
    .where('room_id', '=', room_id)
    .where('person_id', '=', id)
    .execute()
}

async function rowsOf(tx: Tx, actors: readonly Actor[], roomId: string) {
  const sessions = [...new Set(actors.map(({ sessionId }) => sessionId))]
  const rows = await sessionsInside(
    tx.db,
    sessions.map((sessionId) => ({ sessionId })),
  )
  if (rows.length !== sessions.length || rows.some((row) => row.room_id !== roomId)) {
    return undefined
  }
  for (const { archived_at, muted_until } of rows) {
    if (archived_at !== null) throw new Refusal('room_archived')
    if (muted_until !== null && muted_until > tx.now) {
      throw new Refusal('muted', { until: new Date(muted_until).toISOString() })
    }
  }
  return rows
}

function byId(rows: Awaited<ReturnType<typeof sessionsInside>>): Speakers {
  return new Map(
    rows.map(({ id, username, blocked_id }) => {
      return [id, { username, isBlockedBySomebody: blocked_id !== null }]
    }),
  )
}

const sessionsInside = statementForMany((db, sessions: readonly { sessionId: number }[]) =>
  db
    .selectFrom('session')
    .innerJoin('presence', 'presence.person_id', 'session.person_id')
    .innerJoin('person', 'person.id', 'session.person_id')
    .innerJoin('room', 'room.id', 'presence.room_id')
    .leftJoin('sanction', (join) =>
      join
        .onRef('sanction.room_id', '=', 'presence.room_id')
        .onRef('sanction.person_id', '=', 'presence.person_id')
        .on('sanction.kind', '=', 'mute'),
    )
    .select(['presence.room_id', 'presence.spoke_at', 'person.id', 'person.username'])
    .select(['room.archived_at', 'room.slow_mode', 'sanction.until as muted_until'])
    .select((eb) =>
      eb
        .selectFrom('block')
        .select('block.blocked_id')
        .whereRef('block.blocked_id', '=', 'person.id')
        .limit(1)
        .as('blocked_id'),
    )
    .where(
      'session.id',
      'in',
      sessions.map(({ sessionId }) => sessionId),
    )
    .where('presence.here_since', 'is not', null),
)
