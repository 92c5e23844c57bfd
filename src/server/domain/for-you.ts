import type { ExpressionBuilder, Kysely } from 'kysely'
import {
  type ForYou,
  type ForYouItem,
  type ForYouQuery,
  forYouPage,
} from '../../protocol/for-you.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Database } from '../database/database.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { hasBlocked } from './blocks.ts'
import type { Tx } from './change.ts'
import { messageRows, messagesOf } from './history.ts'
import type { LivePerson, LiveSession } from './live/live-person.ts'
import type { ReadThrough } from './live/read-through.ts'
import type { Actor } from './sessions.ts'
import type { ParlorVerbs } from './verbs.ts'
import { readableBy } from './visibility.ts'

interface Deps {
  database: Database
  writeQueue: WriteQueue<ParlorVerbs>
  clock(): number
}

/** What others did that is for somebody, in all rooms that they may read. */
export function createForYou(
  { database, writeQueue, clock }: Deps,
  { roomAsSeenBy, neverAhead }: ReadThrough,
) {
  /** Undefined: they do not see the room any more. */
  async function asSeenBy(
    person: LivePerson,
    { roomId, ...item }: Found,
  ): Promise<ForYouItem | undefined> {
    try {
      const { id, name } = await roomAsSeenBy(person, roomId)
      await neverAhead(id, [item.message])
      return { ...item, room: { id, name } }
    } catch (error) {
      if (error instanceof Refusal) return
      throw error
    }
  }

  return {
    async forYou(
      { person }: LiveSession,
      { page, limit = forYouPage.default }: ForYouQuery,
    ): Promise<ForYou> {
      const below = page === undefined ? Number.MAX_SAFE_INTEGER : Number(page)
      const { items, next } = await database.snapshot((db) =>
        itemsFor(db, person.id, { below, limit, now: clock() }),
      )
      const seen = await Promise.all(items.map((item) => asSeenBy(person, item)))
      return { items: seen.filter((item) => item !== undefined), next }
    },

    seeForYou({ actor }: LiveSession, upTo: string): Promise<void> {
      return writeQueue.run('seeForYou', actor, { upTo: Number(upTo) })
    },
  }
}

/** Notes up to where somebody has seen what is for them; never back. */
export async function seeForYou(tx: Tx, actor: Actor, { upTo }: { upTo: number }): Promise<void> {
  const newest = await tx.db
    .selectFrom('for_you')
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst()
  const row = { person_id: actor.id, up_to: Math.min(upTo, Number(newest?.id ?? 0)) }
  await tx.db
    .insertInto('for_you_seen')
    .values(row)
    .onConflict((oc) =>
      oc.column('person_id').doUpdateSet(row).where('for_you_seen.up_to', '<', row.up_to),
    )
    .execute()
}

type Found = Omit<ForYouItem, 'room'> & { roomId: string }

interface Ask {
  below: number
  limit: number
  now: number
}

async function itemsFor(
  db: Kysely<Tables>,
  personId: string,
  ask: Ask,
): Promise<{ items: Found[]; next: string | null }> {
  const own = await rowsFor(db, personId, ask).where('for_you.person_id', '=', personId).execute()
  const calls = await callsOf(db, personId, ask)
  const forAll =
    calls.length === 0
      ? []
      : await rowsFor(db, personId, ask).where('for_you.id', 'in', calls).execute()
  const all = [...own, ...forAll].sort((a, b) => b.id - a.id)
  const rows = all.slice(0, ask.limit)
  const seen = await db
    .selectFrom('for_you_seen')
    .select('up_to')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  const messages = await messagesById(
    db,
    rows.map(({ message_id }) => message_id),
  )
  const items = rows.flatMap((row): Found[] => {
    const message = messages.get(row.message_id)
    if (!message) return []
    const isRead = row.kind !== 'reaction' && row.seq <= (row.read_up_to ?? 0)
    return [
      {
        id: String(row.id),
        kind: kindOf(row.kind),
        by: { id: row.by_id, username: row.username },
        at: new Date(row.at).toISOString(),
        ...(row.emoji !== null && { emoji: row.emoji }),
        message,
        roomId: row.room_id,
        unread: !isRead && row.id > (seen?.up_to ?? 0),
      },
    ]
  })
  const last = rows.at(-1)
  return { items, next: all.length > ask.limit && last ? String(last.id) : null }
}

/** What may be for somebody, the newest first: in rooms that they may read, by whom they have not blocked. */
function rowsFor(db: Kysely<Tables>, personId: string, { below, limit, now }: Ask) {
  return db
    .selectFrom('for_you')
    .innerJoin('message', 'message.id', 'for_you.message_id')
    .innerJoin('room', 'room.id', 'message.room_id')
    .innerJoin('person', 'person.id', 'for_you.by_id')
    .leftJoin('read_marker', (join) =>
      join
        .onRef('read_marker.room_id', '=', 'message.room_id')
        .on('read_marker.person_id', '=', personId),
    )
    .select([
      'for_you.id',
      'for_you.kind',
      'for_you.message_id',
      'for_you.by_id',
      'for_you.emoji',
      'for_you.at',
      'person.username',
      'message.room_id',
      'message.seq',
      'read_marker.read_up_to',
    ])
    .where('for_you.id', '<', below)
    .where(isByOthers(personId))
    .where('message.deleted_at', 'is', null)
    .where('room.deleted_at', 'is', null)
    .where((eb) => readableBy(personId, now)(eb))
    .orderBy('for_you.id', 'desc')
    .limit(limit + 1)
}

/**
 * The newest calls for everyone in the rooms that somebody belongs to now; those of all others are not looked at.
 * Room by room, as a single statement is planned by PostgreSQL to go through all calls that there are.
 */
async function callsOf(db: Kysely<Tables>, personId: string, ask: Ask): Promise<number[]> {
  const rooms = await db
    .selectFrom('membership')
    .innerJoin('room', 'room.id', 'membership.room_id')
    .select('room.id')
    .select((eb) =>
      eb
        .selectFrom('for_you')
        .select('for_you.id')
        // As a span of one room: so only the index by room has them in order, whatever PostgreSQL expects.
        .whereRef('for_you.room_id', '>=', 'membership.room_id')
        .whereRef('for_you.room_id', '<=', 'membership.room_id')
        .where('for_you.id', '<', ask.below)
        .orderBy('for_you.room_id', 'desc')
        .orderBy('for_you.id', 'desc')
        .limit(1)
        .as('newest'),
    )
    .where('membership.person_id', '=', personId)
    .where('room.deleted_at', 'is', null)
    .execute()
  let found: number[] = []
  for (const { id, newest } of rooms.toSorted((a, b) => (b.newest ?? 0) - (a.newest ?? 0))) {
    // Nor do older ones in the rooms that follow make the page.
    if (newest === null || newest < (found[ask.limit] ?? 0)) break
    const ids = await newestCalls(db, personId, { roomId: id, ...ask })
    found = [...found, ...ids].sort((a, b) => b - a).slice(0, ask.limit + 1)
  }
  return found
}

async function newestCalls(
  db: Kysely<Tables>,
  personId: string,
  { roomId, below, limit }: Ask & { roomId: string },
): Promise<number[]> {
  const rows = await db
    .selectFrom('for_you')
    .select('for_you.id')
    .where('for_you.room_id', '=', roomId)
    .where('for_you.id', '<', below)
    .where(isCall(personId))
    .orderBy('for_you.id', 'desc')
    .limit(limit + 1)
    .execute()
  return rows.map(({ id }) => id)
}

/** Whom a call names or answers besides has it once. */
function isCall(personId: string) {
  return (eb: ExpressionBuilder<Tables, 'for_you'>) =>
    eb.and([
      isByOthers(personId)(eb),
      eb.not(
        eb.exists(
          eb
            .selectFrom('for_you as own')
            .select('own.id')
            .whereRef('own.message_id', '=', 'for_you.message_id')
            .where('own.person_id', '=', personId)
            .where('own.kind', '!=', 'reaction'),
        ),
      ),
    ])
}

function isByOthers(personId: string) {
  return (eb: ExpressionBuilder<Tables, 'for_you'>) =>
    eb.and([
      eb('for_you.by_id', '!=', personId),
      eb.not(hasBlocked(eb.val(personId), eb.ref('for_you.by_id'))),
    ])
}

async function messagesById(db: Kysely<Tables>, ids: readonly number[]) {
  if (ids.length === 0) return new Map()
  const rows = await messageRows(db)
    .where('message.id', 'in', [...new Set(ids)])
    .execute()
  const messages = await messagesOf(db, rows)
  return new Map(messages.map((message) => [Number(message.id), message]))
}

/** What is stored is one of them. */
function kindOf(stored: string): ForYouItem['kind'] {
  return stored === 'reply' || stored === 'reaction' ? stored : 'mention'
}
