import { type ExpressionBuilder, type Kysely, sql } from 'kysely'
import type { PeoplePage, PeopleQuery, PersonEntry } from '../../protocol/admins.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { readings } from './look-alikes.ts'
import { roleOf } from './still-living.ts'

/** Accounts of one page. */
const pageSize = 100

/** Accounts, the oldest first: all of them, or those whose names have something in them. */
export async function peoplePage(
  db: Kysely<Tables>,
  { after, q }: PeopleQuery,
  now: number,
): Promise<PeoplePage> {
  const last = after === undefined ? undefined : await placeOf(db, after)
  const rows = await entryRows(db)
    .$if(last !== undefined, (query) =>
      query.where((eb) => {
        const { created_at = 0, id = '' } = last ?? {}
        const atOnce = eb.and([eb('person.created_at', '=', created_at), eb('person.id', '>', id)])
        return eb.or([eb('person.created_at', '>', created_at), atOnce])
      }),
    )
    .$if(q !== undefined && q.trim() !== '', (query) => query.where(isNamedLike(q ?? '')))
    .orderBy('person.created_at')
    .orderBy('person.id')
    .limit(pageSize + 1)
    .execute()
  const page = rows.slice(0, pageSize)
  return {
    people: page.map((row) => entryOf(row, now)),
    next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null,
  }
}

/** @throws Refusal `person_not_found` */
export async function personEntry(
  db: Kysely<Tables>,
  personId: string,
  now: number,
): Promise<PersonEntry> {
  const row = await entryRows(db).where('person.id', '=', personId).executeTakeFirst()
  if (!row) throw new Refusal('person_not_found')
  return entryOf(row, now)
}

/** The condition that the name of the `person` of a query has something in it that looks like this. */
export function isNamedLike(typed: string) {
  return (eb: ExpressionBuilder<Tables, 'person'>) =>
    eb(
      'person.id',
      'in',
      eb
        .selectFrom('person_name')
        .select('person_id')
        .where(sql<boolean>`reading like ${containing(typed)} escape '!'`),
    )
}

/** What looks like this, whatever stands around it. */
function containing(typed: string): string {
  return `%${readings(typed)[0].replace(/[%_!]/g, '!$&')}%`
}

async function placeOf(db: Kysely<Tables>, id: string) {
  return db
    .selectFrom('person')
    .select(['id', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirst()
}

function entryRows(db: Kysely<Tables>) {
  return db
    .selectFrom('person')
    .select(['person.id', 'person.username', 'person.role', 'person.created_at'])
    .select(['disabled_at', 'banned_at', 'banned_until', 'ban_reason'])
    .select((eb) =>
      eb
        .selectFrom('session')
        .select((of) => of.fn.max<number | string | null>('last_seen_at').as('at'))
        .whereRef('session.person_id', '=', 'person.id')
        .as('last_seen_at'),
    )
    .where('deleted_at', 'is', null)
}

type EntryRow = Awaited<ReturnType<ReturnType<typeof entryRows>['execute']>>[number]

/** Until when, and why, somebody is kept out; `until` in ms, null: for good. */
export interface Ban {
  until: number | null
  reason: string | null
}

/** Null: nothing keeps them out at this moment, but that their account may be shut. */
export function banOf(
  row: Pick<EntryRow, 'banned_at' | 'banned_until' | 'ban_reason'>,
  now: number,
): Ban | null {
  const { banned_at, banned_until, ban_reason } = row
  const isOver = banned_at === null || (banned_until !== null && banned_until <= now)
  return isOver ? null : { until: banned_until, reason: ban_reason }
}

function entryOf(row: EntryRow, now: number): PersonEntry {
  const { last_seen_at } = row
  const ban = banOf(row, now)
  return {
    id: row.id,
    username: row.username,
    role: roleOf(row.role),
    createdAt: timeOf(row.created_at),
    lastSeenAt: last_seen_at === null ? null : timeOf(Number(last_seen_at)),
    disabled: row.disabled_at !== null,
    ban: ban && { ...ban, until: ban.until === null ? null : timeOf(ban.until) },
  }
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString()
}
