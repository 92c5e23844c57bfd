import { setTimeout as sleep } from 'node:timers/promises'
import { type IMigrator, IsolationLevel, type TransactionOptions } from '@mikro-orm/core'
import { Migrator } from '@mikro-orm/migrations'
import type { SqlEntityManager } from '@mikro-orm/sql'
import type Sqlite from 'better-sqlite3'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { dialectOf } from './dialect.ts'
import type { Tables } from './entities/tables.ts'
import { isCollision } from './errors.ts'
import { type Lock, lockRows, type SkipLocked, skipLocked } from './locks.ts'
import { type DialectName, migrationsFor } from './migrations/index.ts'
import { type OneOf, oneOf } from './one-of.ts'
import { refuseUnusablePlace, whyNotOpened } from './why-not-opened.ts'

/** An open database. Everything above storage works on this and never asks which one it is. */
export interface Database {
  dialect: DialectName
  /** How many transactions may write at the same time. */
  parallelWrites: number
  /** A fresh unit of work. */
  em(): SqlEntityManager
  /** Statements outside any transaction. */
  db(): Kysely<Tables>
  /** Reads that all see the database as of one moment. */
  snapshot<T>(read: (db: Kysely<Tables>) => Promise<T>): Promise<T>
  /** Locks rows until the end of the transaction that `db` is. */
  lock: Lock
  skipLocked: SkipLocked
  oneOf: OneOf
  /** Bytes that it takes on the disk. */
  size(): Promise<number>
  /** How many connections have broken so far: after each, the database may have been restored. */
  losses(): number
  /** The names of the steps that `migrate` would take. */
  pending(): Promise<string[]>
  /** Brings the schema up to date; harmless when it is. Returns the names of the steps it took. */
  migrate(): Promise<string[]>
  close(): Promise<void>
  /** SQLite only: the open file, for the feed and for backups. */
  file?: Sqlite.Database
}

/**
 * Opens the database at `url`: `sqlite:PATH` or `postgres://…`. It does not migrate.
 * @param setting by which people named it, for what they are told.
 * @throws if the URL names neither, or the database cannot be opened.
 */
export async function openDatabase(
  url: string,
  role: 'reader' | 'writer',
  setting = 'DATABASE_URL',
): Promise<Database> {
  const dialect = dialectOf(url)
  const options = {
    extensions: [Migrator],
    migrations: { migrationsList: migrationsFor(dialect), snapshot: false, silent: true },
  }
  switch (dialect) {
    case 'sqlite': {
      const { openSqlite } = await import('./sqlite.ts')
      const path = url.slice('sqlite:'.length)
      refuseUnusablePlace(path, setting)
      const { orm, file } = await openSqlite(path, role, options).catch((error) => {
        throw whyNotOpened(error, path, setting)
      })
      return { ...databaseOf(dialect, orm, () => 0), file }
    }
    case 'postgres': {
      const { openPostgres } = await import('./postgres.ts')
      let losses = 0
      const { orm } = await openPostgres(url, () => void losses++, options).catch((error) => {
        throw new Error(`${setting}: ${error.message}`, { cause: error })
      })
      return databaseOf(dialect, orm, () => losses)
    }
  }
}

/** The hot statements go through Kysely, on the unit of work's own transaction. */
export function statements(em: SqlEntityManager): Kysely<Tables> {
  return em.getKysely<Tables>()
}

/** A transaction of SQLite is a snapshot as it is; PostgreSQL has to be asked. */
const snapshotOptions: Record<DialectName, TransactionOptions> = {
  sqlite: {},
  postgres: { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true },
}

/** On PostgreSQL some connections of the pool are left for reading. */
const parallelWrites: Record<DialectName, number> = { sqlite: 1, postgres: 7 }

/** Of SQLite without the log that is beside the file. */
const sizeIn: Record<DialectName, RawBuilder<{ bytes: number | string }>> = {
  sqlite: sql`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`,
  postgres: sql`select pg_database_size(current_database()) as bytes`,
}

interface Orm {
  em: { fork(): SqlEntityManager }
  migrator: IMigrator
  close(): Promise<void>
}

function databaseOf(dialect: DialectName, orm: Orm, losses: () => number): Database {
  return {
    dialect,
    em: () => orm.em.fork(),
    db: () => statements(orm.em.fork()),
    snapshot: (read) =>
      orm.em.fork().transactional((em) => read(statements(em)), snapshotOptions[dialect]),
    parallelWrites: parallelWrites[dialect],
    lock: lockRows[dialect],
    skipLocked: skipLocked[dialect],
    oneOf: oneOf[dialect],
    size: async () => {
      const { rows } = await sizeIn[dialect].execute(statements(orm.em.fork()))
      return Number(rows[0]?.bytes ?? 0)
    },
    losses,
    pending: () => pendingSteps(orm.migrator),
    migrate: () => migrate(orm.migrator),
    close: () => orm.close(),
  }
}

/** How often to look whether another process, started at the same time, took the steps; ms apart. */
const migrateTries = 20
const migrateAgainAfter = 250

async function migrate(migrator: IMigrator): Promise<string[]> {
  return besideOthers(async () => {
    await refuseNewerSchema(migrator)
    const taken = await migrator.up()
    return taken.map((step) => step.name)
  })
}

/** To ask for them makes the table that they are noted in. */
async function pendingSteps(migrator: IMigrator): Promise<string[]> {
  const pending = await besideOthers(() => migrator.getPending())
  return pending.map((step) => step.name)
}

/** Does what another process, started at the same time, may be doing as well. */
async function besideOthers<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work()
    } catch (error) {
      // Each step is a transaction: whoever comes second fails as a whole, and finds it done.
      if (tries === migrateTries || !isCollision(error)) throw error
      await sleep(migrateAgainAfter)
    }
  }
}

async function refuseNewerSchema(migrator: IMigrator): Promise<void> {
  const known = new Set((await migrator.getPending()).map((step) => step.name))
  const executed = await migrator.getExecuted()
  for (const step of migrationsFor('sqlite')) known.add(step.name)
  const newer = executed.find((step) => !known.has(step.name))
  if (newer) {
    throw new Error(`The database was made by a newer Parlor (it has the step ${newer.name}).`)
  }
}
