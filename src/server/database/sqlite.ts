import { setTimeout as sleep } from 'node:timers/promises'
import { MikroORM, type Options } from '@mikro-orm/sqlite'
import Sqlite from 'better-sqlite3'
import {
  CompiledQuery,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
  SqliteAdapter,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
} from 'kysely'
import { entities } from './entities/tables.ts'
import { isOutage } from './errors.ts'
import { refuseForeignWal } from './foreign-wal.ts'
import { createMarker, type Marker } from './wal-mark.ts'

/** Below this, a reset of the write-ahead log could corrupt the database (fixed in 3.51.3). */
const oldestSafeVersion = '3.51.3'
/** How long a write waits, in milliseconds, while another process holds the write lock. */
const busyTimeoutMs = 4000
/** The write-ahead log is cut back to this size when it begins anew. */
const maxIdleWalBytes = 16 * 2 ** 20
/** Distinct statements are few; a bound all the same, in case somebody builds SQL with values in it. */
const maxCachedStatements = 500

/** `reader` never takes the write lock; `writer` takes it when its transaction begins. */
export type SqliteRole = 'reader' | 'writer'

/**
 * Opens the SQLite database at `path`, creating the file if there is none.
 * @throws if SQLite is older than the oldest safe version, the file cannot be opened, or lies beside a
 *   write-ahead log that is not its own.
 */
export async function openSqlite(path: string, role: SqliteRole, options: Options = {}) {
  refuseForeignWal(path)
  const file = new Sqlite(path, { timeout: busyTimeoutMs })
  assertSafeVersion(file)
  await useWal(file)
  // FULL: a commit returns after the log is on the disk, so that a power cut takes nothing back.
  file.pragma('synchronous = FULL')
  // What a long reader made of the log is given back when it can be reset.
  file.pragma(`journal_size_limit = ${maxIdleWalBytes}`)
  // What a savepoint would undo is kept in memory: by default SQLite writes it to a file.
  file.pragma('temp_store = MEMORY')
  file.pragma('foreign_keys = ON')
  const orm = await MikroORM.init({
    ...options,
    entities: [...entities],
    dbName: path,
    driverOptions: () => new Dialect(file, role),
  })
  return { orm, file }
}

/** How often, and how many ms apart, a process that starts waits for another that starts too. */
const walTries = 40
const walAgainAfter = 100

/** The one statement for which SQLite does not wait by itself while another process is at it. */
async function useWal(file: Sqlite.Database): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      file.pragma('journal_mode = WAL')
      return
    } catch (error) {
      if (tries === walTries || !isOutage(error)) throw error
      await sleep(walAgainAfter)
    }
  }
}

function assertSafeVersion(file: Sqlite.Database): void {
  const version = String(file.prepare('select sqlite_version()').pluck().get())
  const newer = version.localeCompare(oldestSafeVersion, 'en', { numeric: true }) >= 0
  if (!newer)
    throw new Error(`SQLite ${version} is too old: ${oldestSafeVersion} or newer is needed.`)
}

class Dialect extends SqliteDialect {
  readonly #database: SqliteDatabase
  readonly #file: Sqlite.Database
  readonly #role: SqliteRole

  constructor(file: Sqlite.Database, role: SqliteRole) {
    const database = withStatementCache(file)
    super({ database })
    this.#database = database
    this.#file = file
    this.#role = role
  }

  override createDriver(): Driver {
    const config = { database: this.#database }
    return this.#role === 'writer'
      ? new WriterDriver(config, createMarker(this.#file))
      : new SqliteDriver(config)
  }

  override createAdapter(): DialectAdapter {
    return this.#role === 'writer' ? new WriterAdapter() : new SqliteAdapter()
  }
}

class WriterAdapter extends SqliteAdapter {
  // Kysely would guard a lone connection by a mutex, and not release it when a transaction cannot
  // begin: one "database is locked" would end all writing. The write queue runs one group at a time anyway.
  override get supportsMultipleConnections(): boolean {
    return true
  }
}

class WriterDriver extends SqliteDriver {
  readonly #marker: Marker

  constructor(config: SqliteDialectConfig, marker: Marker) {
    super(config)
    this.#marker = marker
  }

  // A transaction that first reads and then writes could be refused half-way (SQLITE_BUSY_SNAPSHOT),
  // without waiting; one that takes the lock at its beginning waits its turn.
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.#marker.beforeBegin()
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
    this.#marker.begun()
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    this.#marker.beforeCommit()
    await super.commitTransaction(connection)
  }
}

/** Prepares each statement once: parsing and planning cost more than most of our queries do. */
function withStatementCache(file: Sqlite.Database): SqliteDatabase {
  const statements = new Map<string, Sqlite.Statement>()
  return {
    prepare(sql) {
      const known = statements.get(sql)
      if (known) return known
      const statement = file.prepare(sql)
      if (statements.size >= maxCachedStatements) statements.clear()
      statements.set(sql, statement)
      return statement
    },
    close: () => void file.close(),
  }
}
