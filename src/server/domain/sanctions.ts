import type { ExpressionBuilder, Kysely } from 'kysely'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { Tx } from './change.ts'

interface Place {
  roomId: string
  personId: string
}

/** @property until ms; null: for good */
export interface Sanction {
  kind: 'ban' | 'mute'
  until: number | null
  reason: string
}

/** The condition that the `sanction` of a query keeps somebody out at this moment. */
export function isBan(now: number) {
  return (eb: ExpressionBuilder<Tables, 'sanction'>) =>
    eb.and([
      eb('sanction.kind', '=', 'ban'),
      eb.or([eb('sanction.until', 'is', null), eb('sanction.until', '>', now)]),
    ])
}

/** When something that is taken from somebody is given back; ms. @throws Refusal `invalid_input` for what is over. */
export function endOf(until: string, now: number): number {
  const end = Date.parse(until)
  if (end <= now) throw invalid('until', 'wrong_form')
  return end
}

/** Takes something from somebody in a room; what was so already is replaced. */
export async function punish(
  tx: Tx,
  { roomId, personId }: Place,
  { kind, until, reason }: Sanction,
): Promise<void> {
  await tx.db
    .insertInto('sanction')
    .values({ room_id: roomId, person_id: personId, kind, until, reason, created_at: tx.now })
    .onConflict((oc) =>
      oc
        .columns(['room_id', 'person_id', 'kind'])
        .doUpdateSet({ until, reason, created_at: tx.now }),
    )
    .execute()
}

/** Gives it back. Returns whether there was anything. */
export async function lift(
  tx: Tx,
  { roomId, personId }: Place,
  kind: Sanction['kind'],
): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('sanction')
    .where('room_id', '=', roomId)
    .where('person_id', '=', personId)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** @throws Refusal `banned` for whoever may not come into this room, which they see. */
export async function refuseBanned(
  db: Kysely<Tables>,
  { roomId, personId }: Place,
  now: number,
): Promise<void> {
  const row = await db
    .selectFrom('sanction')
    .select('until')
    .where('room_id', '=', roomId)
    .where('person_id', '=', personId)
    .where(isBan(now))
    .executeTakeFirst()
  if (!row) return
  const until = row.until === null ? undefined : new Date(row.until).toISOString()
  throw new Refusal('banned', until === undefined ? {} : { until })
}

/** Until when they may only read in the room, if they were muted there, whether that is over or not; ms. */
export async function muteOf(
  db: Kysely<Tables>,
  { roomId, personId }: Place,
): Promise<number | null> {
  const row = await db
    .selectFrom('sanction')
    .select('until')
    .where('room_id', '=', roomId)
    .where('person_id', '=', personId)
    .where('kind', '=', 'mute')
    .executeTakeFirst()
  return row?.until ?? null
}

/** @throws Refusal `muted` for whoever may only read in the room at this moment. */
export async function refuseMuted(tx: Tx, place: Place): Promise<void> {
  const until = await muteOf(tx.db, place)
  if (until === null || until <= tx.now) return
  throw new Refusal('muted', { until: new Date(until).toISOString() })
}

/** Until when somebody was muted, of each room where they were; ms. */
export async function mutesOf(db: Kysely<Tables>, personId: string): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('sanction')
    .select(['room_id', 'until'])
    .where('person_id', '=', personId)
    .where('kind', '=', 'mute')
    .execute()
  return new Map(rows.flatMap(({ room_id, until }) => (until === null ? [] : [[room_id, until]])))
}

/**
 * The rooms that somebody was kept out of, whether that is over or not, and does not belong to now: lists
 * show nothing of what was said there until they are back.
 */
export async function bansOf(db: Kysely<Tables>, personId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('sanction')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.room_id', '=', 'sanction.room_id')
        .onRef('membership.person_id', '=', 'sanction.person_id'),
    )
    .select('sanction.room_id')
    .where('sanction.person_id', '=', personId)
    .where('sanction.kind', '=', 'ban')
    .where('membership.role', 'is', null)
    .execute()
  return new Set(rows.map(({ room_id }) => room_id))
}
