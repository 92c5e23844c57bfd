import { type Kysely, sql } from 'kysely'
import type { Tables } from './entities/tables.ts'
import type { DialectName } from './migrations/index.ts'
import { searchPacks } from './search-packs.ts'

/**
 * A message by its id, the hashes (32 bits) of what it is looked up by, and what they were salted with. Only
 * messages of the same salt may stand together.
 */
export type SearchEntry = readonly [id: number, hashes: readonly number[], salt: string]

/**
 * Which messages have which hashes. The index keeps fewer bits of them, so that it may find a message that
 * has another; whoever asks looks at what is found anyway.
 */
export interface SearchIndex {
  /** So many ids are best asked for. */
  atOnce: number
  /** Nothing may be in it of these messages. */
  put(db: Kysely<Tables>, entries: readonly SearchEntry[]): Promise<void>
  /** @returns ids of other messages that stood together with these, and have to be put anew */
  remove(db: Kysely<Tables>, ids: readonly number[]): Promise<number[]>
  /**
   * Ids below `below` of messages that have all hashes of one of these sets, or stand together with such, the
   * highest first.
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
    atOnce: 64,
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
      return []
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
  postgres: searchPacks,
}

/** As a word of letters and digits, as FTS5's plainest tokenizer takes it. */
function word(hash: number): string {
  return (hash & 0xfffff).toString(36)
}
