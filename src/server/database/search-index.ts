import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Tables } from './entities/tables.ts'
import type { DialectName } from './migrations/index.ts'

/** A message by its id, and the hashes (32 bits) of what it is looked up by. */
export type SearchEntry = readonly [id: number, hashes: readonly number[]]

/**
 * Which messages have which hashes. The index keeps fewer bits of them, so that it may find a message that
 * has another; whoever asks looks at what is found anyway.
 */
export interface SearchIndex {
  /** Whatever was said of these messages before is replaced. */
  put(db: Kysely<Tables>, entries: readonly SearchEntry[]): Promise<void>
  remove(db: Kysely<Tables>, ids: readonly number[]): Promise<void>
  /**
   * Ids below `below` of messages that have all hashes of one of these sets, the highest first.
   * @param most how many; fewer: there are no more
   */
  find(
    db: Kysely<Tables>,
    sets: readonly (readonly number[])[],
    below: number,
    most: number,
  ): Promise<number[]>
}

export const searchIndex: Record<DialectName, SearchIndex> = {
  sqlite: {
    async put(db, entries) {
      const rows = entries.map(([id, hashes]) => [id, hashes.map(word).join(' ')])
      await sql`
        insert or replace into search_entry (rowid, grams)
        select value ->> 0, value ->> 1 from json_each(${JSON.stringify(rows)})
      `.execute(db)
    },
    async remove(db, ids) {
      await sql`
        delete from search_entry where rowid in (select value from json_each(${JSON.stringify(ids)}))
      `.execute(db)
    },
    async find(db, sets, below, most) {
      const wanted = sets.map((hashes) => `(${hashes.map(word).join(' AND ')})`).join(' OR ')
      const { rows } = await sql<{ id: number }>`
        select rowid as id from search_entry
        where search_entry match ${wanted} and rowid < ${below}
        order by rowid desc limit ${most}
      `.execute(db)
      return rows.map(({ id }) => id)
    },
  },
  postgres: {
    async put(db, entries) {
      const ids = entries.map(([id]) => id)
      const grams = entries.map(([, hashes]) => array(hashes))
      await sql`
        insert into search_entry (message_id, grams)
        select id, grams::smallint[] from unnest(${ids}::bigint[], ${grams}::text[]) as entry (id, grams)
        where exists (select 1 from message where message.id = entry.id)
        on conflict (message_id) do update set grams = excluded.grams
      `.execute(db)
    },
    async remove(db, ids) {
      await sql`delete from search_entry where message_id = any(${ids}::bigint[])`.execute(db)
    },
    async find(db, sets, below, most) {
      const hasOne = sql.join(sets.map(hasAll), sql` or `)
      const edge = below - newest
      // What is said often is found among the newest. The fence keeps the planner from guessing how often.
      const { rows } = await sql<{ id: number }>`
        select message_id as id from (
          select message_id, grams from search_entry
          where message_id < ${below} and message_id >= ${edge} order by message_id desc offset 0
        ) newest
        where ${hasOne} limit ${most}
      `.execute(db)
      const ids = rows.map(({ id }) => id)
      if (ids.length === most || edge <= 0) return ids
      const older = await sql<{ id: number }>`
        with found as materialized (
          select message_id from search_entry where (${hasOne}) and message_id < ${edge}
        )
        select message_id as id from found order by message_id desc limit ${most - ids.length}
      `.execute(db)
      return [...ids, ...older.rows.map(({ id }) => id)]
    },
  },
}

/** As a word of letters and digits, as FTS5's plainest tokenizer takes it. */
function word(hash: number): string {
  return (hash & 0xfffff).toString(36)
}

/** So many of the newest messages are looked through one by one. */
const newest = 10_000

function hasAll(hashes: readonly number[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`grams @> ${array(hashes)}::smallint[]`
}

/** A smallint has two bytes: more would make the index half as large again. */
function array(hashes: readonly number[]): string {
  return `{${hashes.map((hash) => (hash << 16) >> 16).join(',')}}`
}
