import Sqlite from 'better-sqlite3'
import { type Dialect, Kysely, PostgresDialect, SqliteDialect } from 'kysely'
import { dialectOf } from './dialect.ts'
import type { Tables } from './entities/tables.ts'
import type { DialectName } from './migrations/index.ts'
import { type OneOf, oneOf } from './one-of.ts'

/** A database that is only read, in a thread of its own: without the ORM, which takes 20 MB. */
export interface Reading {
  dialect: DialectName
  oneOf: OneOf
  /** Reads that all see the database as of one moment. */
  snapshot<T>(read: (db: Kysely<Tables>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** How long a statement waits for a lock on the file; ms. */
const busyTimeoutMs = 4000

/**
 * Opens the database at `url` (see `openDatabase`) for reading. It has to be there, and up to date.
 * @param connections on PostgreSQL.
 */
export async function openReading(url: string, connections: number): Promise<Reading> {
  const dialect = dialectOf(url)
  const db = new Kysely<Tables>({ dialect: await kyselyDialect(dialect, url, connections) })
  return {
    dialect,
    oneOf: oneOf[dialect],
    snapshot: (read) => {
      const transaction = db.transaction()
      return dialect === 'sqlite'
        ? transaction.execute(read)
        : transaction.setIsolationLevel('repeatable read').setAccessMode('read only').execute(read)
    },
    close: () => db.destroy(),
  }
}

async function kyselyDialect(
  dialect: DialectName,
  url: string,
  connections: number,
): Promise<Dialect> {
  switch (dialect) {
    case 'sqlite': {
      const path = url.slice('sqlite:'.length)
      return new SqliteDialect({
        database: new Sqlite(path, { readonly: true, timeout: busyTimeoutMs }),
      })
    }
    case 'postgres': {
      // Here, so that an installation on SQLite does not carry the driver about.
      const { openReaders } = await import('./postgres.ts')
      return new PostgresDialect({ pool: openReaders(url, connections) })
    }
  }
}
