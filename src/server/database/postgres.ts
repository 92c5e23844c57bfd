import { MikroORM, type Options } from '@mikro-orm/postgresql'
import {
  type AbortableOperationOptions,
  type DatabaseConnection,
  type Driver,
  PostgresDialect,
  PostgresDriver,
} from 'kysely'
import pg from 'pg'
import { entities } from './entities/tables.ts'

/** Connections of one process, the feed's not counted: as many writes and reads go on at once. */
export const poolSize = 10

/** How long, in ms, things may take before whoever waits hears that the database is unavailable. */
const patience = {
  /** For a connection: one of the pool, or a new one. */
  connectionTimeoutMillis: 3000,
  /** For a row that another transaction holds, such as a room's. */
  lock_timeout: 4000,
  /** For any statement, as the server measures it; and as we do, should the network go dumb. */
  statement_timeout: 10_000,
  query_timeout: 15_000,
  /** A process that is stopped in the middle of a transaction must not hold a room for ever. */
  idle_in_transaction_session_timeout: 5000,
}

/** Postgres sends 64-bit integers as text; ours are all safe integers. */
const int8 = 20

/**
 * Connects to the PostgreSQL database at `url` (`postgres://user:password@host:port/name`).
 * @param onLoss hears of every connection that broke.
 * @throws if the server cannot be reached, refuses the connection, or takes no writes.
 */
export async function openPostgres(url: string, onLoss: () => void, options: Options = {}) {
  const pool = new pg.Pool({ ...clientOptions(url), max: poolSize, Client: PreparingClient })
  // Without a listener a broken connection would end the process. Its query fails by itself.
  pool.on('error', onLoss)
  pool.on('connect', (client) => client.on('error', onLoss))
  // A connection that comes back in the middle of a transaction is not used again.
  pool.on('release', (_error, client) => {
    if (client.getTransactionStatus() !== 'I') client.end().catch(() => {})
  })
  try {
    await assertWritable(pool)
    const orm = await MikroORM.init({
      ...options,
      entities: [...entities],
      clientUrl: url,
      driverOptions: () => new Dialect(pool),
    })
    return { orm }
  } catch (error) {
    await pool.end()
    throw new Error(`Cannot use the database ${nameOf(url)}: ${reasonOf(error)}`, { cause: error })
  }
}

/** Connections for nothing but reading, in a thread of their own. */
export function openReaders(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({ ...clientOptions(url), max: connections })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** Names of the statements that are prepared, by their text: the same on every connection. */
const prepared = new Map<string, string>()
/** Ours are few; a bound all the same, in case somebody builds SQL with values in it. */
const maxPrepared = 300

/** Has the server parse and plan each statement once for each connection, and not each time anew. */
class PreparingClient extends pg.Client {
  // biome-ignore lint/suspicious/noExplicitAny: `pg` has a dozen ways to ask; Kysely uses this one.
  override query(...asked: any[]): any {
    const [text, values] = asked
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) {
      return super.query(...(asked as [string]))
    }
    const name = nameOfStatement(text)
    return super.query(name === undefined ? { text, values } : { name, text, values })
  }
}

function nameOfStatement(text: string): string | undefined {
  const known = prepared.get(text)
  if (known !== undefined || prepared.size === maxPrepared) return known
  const name = `parlor ${prepared.size}`
  prepared.set(text, name)
  return name
}

/** How every connection to `url` is made. */
export function clientOptions(url: string): pg.ClientConfig {
  const types = new pg.TypeOverrides()
  types.setTypeParser(int8, Number)
  return { connectionString: url, application_name: 'parlor', keepAlive: true, types, ...patience }
}

async function assertWritable(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query('show transaction_read_only')
  if (rows[0]?.transaction_read_only !== 'off') throw new Error('it is read-only.')
}

/** The database without its password, for people to read. */
function nameOf(url: string): string {
  if (!URL.canParse(url)) return 'that DATABASE_URL names'
  const { host, pathname } = new URL(url)
  return `${pathname.slice(1)} at ${host}`
}

function reasonOf(error: unknown): string {
  // Node tries every address of a name, and reports each.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}

class Dialect extends PostgresDialect {
  readonly #pool: pg.Pool

  constructor(pool: pg.Pool) {
    super({ pool })
    this.#pool = pool
  }

  override createDriver(): Driver {
    return new ForgivingDriver({ pool: this.#pool })
  }
}

class ForgivingDriver extends PostgresDriver {
  readonly #acquiring = new Set<Promise<DatabaseConnection>>()

  override async acquireConnection(
    options?: AbortableOperationOptions,
  ): Promise<DatabaseConnection> {
    const acquired = super.acquireConnection(options)
    this.#acquiring.add(acquired)
    try {
      return await acquired
    } finally {
      this.#acquiring.delete(acquired)
    }
  }

  // A connection that is made while Kysely lets go of the pool is neither used nor given back, and the pool
  // would wait for it for ever.
  override async destroy(): Promise<void> {
    await Promise.allSettled(this.#acquiring)
    await super.destroy()
  }

  // On a broken connection there is nothing left to roll back; were this to fail too, Kysely would
  // never give the connection back, and the pool would be empty before the database is there again.
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await super.rollbackTransaction(connection).catch(() => {})
  }
}
