import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from './entities/tables.ts'
import type { SearchEntry, SearchIndex } from './search-index.ts'

/** Sixteen messages that stand together take half of the room that they would take alone. */
const inPack = 16
/** So many of the newest messages are looked through one by one. */
const newest = 10_000

/**
 * The index on PostgreSQL: a row holds the ids of one message, or of a pack of sixteen of the same salt, and the
 * hashes (16 bits) that any of them has. Whoever asks looks at all of a pack. GIN needs the hashes in the row, and
 * they are as much as the text: packs have them once.
 */
export const searchPacks: SearchIndex = {
  // One of a pack is what is looked for, most often.
  atOnce: 256,
  async put(db, entries) {
    await takeTurns(db)
    const rows = packed(entries)
    const ids = rows.map((row) => `{${row.ids.join(',')}}`)
    const grams = rows.map((row) => array(row.grams))
    const salts = rows.map(({ salt }) => salt)
    await sql`
      insert into search_entry (last_id, ids, salt, grams)
      select (ids::bigint[])[cardinality(ids::bigint[])], ids::bigint[], salt, grams::smallint[]
      from unnest(${ids}::text[], ${salts}::text[], ${grams}::text[]) as entry (ids, salt, grams)
      on conflict (last_id) do nothing
    `.execute(db)
    await pack(db, [...new Set(salts)])
  },
  async remove(db, ids) {
    await takeTurns(db)
    const { rows } = await sql<{ ids: string[] }>`
      delete from search_entry where last_id in (
        select last_id from unnest(${[...ids]}::bigint[]) as wanted (id) cross join lateral (
          select last_id from search_entry
          where grams @> array[search_gram_of(wanted.id)] and wanted.id = any(ids)
          offset 0
        ) having_it
      )
      returning ids
    `.execute(db)
    const removed = new Set(ids)
    return rows.flatMap((row) => row.ids.map(Number)).filter((id) => !removed.has(id))
  },
  async find(db, sets, below, most) {
    const hasOne = sql.join(sets.map(hasAll), sql` or `)
    const edge = below - newest
    // What is said often is found among the newest. The fence keeps the planner from guessing how often.
    const { rows } = await sql<{ id: string }>`
      select id from (
        select ids, grams from search_entry where last_id >= ${edge} and ids[1] < ${below}
        order by last_id desc offset 0
      ) newest, unnest(ids) as id
      where (${hasOne}) and id < ${below} and id >= ${edge} order by id desc limit ${most}
    `.execute(db)
    const ids = rows.map(({ id }) => Number(id))
    if (ids.length === most || edge <= 0) return ids
    const older = await sql<{ id: string }>`
      with found as materialized (select ids from search_entry where (${hasOne}) and ids[1] < ${edge})
      select id from found, unnest(ids) as id where id < ${edge}
      order by id desc limit ${most - ids.length}
    `.execute(db)
    return [...ids, ...older.rows.map(({ id }) => Number(id))]
  },
}

interface Row {
  ids: number[]
  salt: string
  grams: Set<number>
}

/** Those of one salt by sixteen; what is left stands alone. */
function packed(entries: readonly SearchEntry[]): Row[] {
  const rows: Row[] = []
  for (const [salt, alike] of Map.groupBy(entries, ([, , salt]) => salt)) {
    const sorted = alike.toSorted(([a], [b]) => a - b)
    const inPacks = sorted.length - (sorted.length % inPack)
    for (let i = 0; i < sorted.length; i += i < inPacks ? inPack : 1) {
      const together = sorted.slice(i, i < inPacks ? i + inPack : i + 1)
      const ids = together.map(([id]) => id)
      rows.push({
        ids,
        salt,
        grams: new Set([...together.flatMap(([, hashes]) => hashes), ...ids]),
      })
    }
  }
  return rows
}

/** What was put one by one goes into packs as soon as there are sixteen of one salt. */
async function pack(db: Kysely<Tables>, salts: readonly string[]): Promise<void> {
  await sql`
    with alone as (
      select last_id, salt, (row_number() over (partition by salt order by last_id) - 1) / ${inPack}::int as pack
      from search_entry where cardinality(ids) = 1 and salt = any(${[...salts]}::text[])
    ), whole as (
      select salt, pack from alone group by salt, pack having count(*) = ${inPack}
    ), moved as (
      delete from search_entry using alone, whole
      where search_entry.last_id = alone.last_id and alone.salt = whole.salt and alone.pack = whole.pack
      returning search_entry.last_id, search_entry.salt, search_entry.grams, alone.pack
    )
    insert into search_entry (last_id, ids, salt, grams)
    select max(last_id), array_agg(distinct last_id), salt, array_agg(distinct gram)
    from moved, unnest(grams) as gram group by salt, pack
  `.execute(db)
}

/** One process at a time, until its transaction ends: else two could wait for each other in a circle. */
async function takeTurns(db: Kysely<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('search_entry'))`.execute(db)
}

function hasAll(hashes: readonly number[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`grams @> ${array(hashes)}::smallint[]`
}

/** A smallint has two bytes: more would make the index half as large again. */
function array(hashes: Iterable<number>): string {
  const short = new Set(Array.from(hashes, (hash) => (hash << 16) >> 16))
  return `{${[...short].join(',')}}`
}
