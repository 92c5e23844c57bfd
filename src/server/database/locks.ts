import type { Kysely, SelectQueryBuilder } from 'kysely'
import type { Tables } from './entities/tables.ts'
import type { DialectName } from './migrations/index.ts'

/** Keeps rows as they are until the transaction ends; others wait for them. */
export type Lock = (
  db: Kysely<Tables>,
  table: 'person' | 'room',
  ids: readonly string[],
) => Promise<void>

export const lockRows: Record<DialectName, Lock> = {
  // Whoever writes holds the whole database already.
  sqlite: async () => {},
  // In the order of their ids, so that no two transactions wait for each other in a circle. Not
  // "for update": that would also keep others from inserting rows that refer to these.
  postgres: async (db, table, ids) => {
    await db
      .selectFrom(table)
      .select('id')
      .where('id', 'in', ids)
      .orderBy('id')
      .forNoKeyUpdate()
      .execute()
  },
}

/** Of the jobs that a query finds, those that no other transaction holds; they are locked until its end. */
export type SkipLocked = <O>(
  query: SelectQueryBuilder<Tables, 'job', O>,
) => SelectQueryBuilder<Tables, 'job', O>

export const skipLocked: Record<DialectName, SkipLocked> = {
  sqlite: (query) => query,
  postgres: (query) => query.forUpdate().skipLocked(),
}
