import { randomBytes } from 'node:crypto'
import { copyFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import * as file from './database.ts'

/** The database under a server, as somebody with the keys to it reads and disturbs it. */
export interface TestDatabase {
  readonly url: string
  /** What it says that it is. */
  version(): Promise<string>
  /** Everything in it, table by table. */
  contents(): Promise<Map<string, unknown[]>>
  /** All of it as one text, to search for what must or must not be there. */
  text(): Promise<string>
  /** Keeps everybody from writing; gives the function that ends this. */
  lock(): Promise<() => Promise<void>>
  /** Runs SQL behind the server's back. */
  tamper(sql: string): Promise<void>
  /** Keeps a copy, as of now. For `restore` the server must be stopped. */
  backup(): Promise<void>
  restore(): Promise<void>
  /** Leaves nothing in it. The server must be stopped. */
  clear(): Promise<void>
  remove(): Promise<void>
}

export type Engine = 'sqlite' | 'postgres'

/** The engine that this project of tests runs on. */
export const engine: Engine = process.env.TEST_ENGINE === 'postgres' ? 'postgres' : 'sqlite'

/** How many servers of this project of tests share a database: see `vitest.config.ts`. */
export const processes = Number(process.env.TEST_PROCESSES ?? 1)

/**
 * For `expect.poll` and `vi.waitFor`: what was done through one process is seen through it at once,
 * with the first look; and through another with a later one, for which it has this long; ms.
 */
export const soon =
  processes > 1 ? { timeout: 15_000, interval: 20 } : { timeout: 30_000, interval: 20_000 }

/** A new, empty database. SQLite keeps it in `directory`. */
export function aDatabase(directory: string, on: Engine = engine): Promise<TestDatabase> {
  return on === 'postgres' ? onPostgres() : onSqlite(join(directory, 'chat.db'))
}

/** A new database with its tables and nothing in them, as `initdb` makes one. */
export async function aMadeDatabase(directory: string, on: Engine = engine): Promise<TestDatabase> {
  if (on === 'postgres') return onPostgres(process.env.TEST_MADE_POSTGRES)
  const path = join(directory, 'chat.db')
  if (process.env.TEST_MADE_SQLITE) await copyFile(process.env.TEST_MADE_SQLITE, path)
  return onSqlite(path)
}

async function onSqlite(path: string): Promise<TestDatabase> {
  return {
    url: `sqlite:${path}`,
    version: async () => file.versionOf(path),
    contents: async () => file.contentsOf(path),
    text: async () => file.textOf(path),
    lock: async () => {
      const unlock = file.lock(path)
      return async () => unlock()
    },
    tamper: async (sql) => file.tamper(path, sql),
    backup: async () => file.backUp(path, `${path}.backup`),
    restore: () => copyFile(`${path}.backup`, path),
    clear: async () => {
      for (const end of ['', '-wal', '-shm']) await rm(path + end, { force: true })
    },
    remove: async () => {},
  }
}

/** @param template what it is to be a copy of */
async function onPostgres(template = 'template1'): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL
  if (server === undefined) throw new Error('There is no PostgreSQL: see test/support/postgres.ts.')
  const name = `parlor_test_${randomBytes(6).toString('hex')}`
  const url = Object.assign(new URL(server), { pathname: name }).href
  const administer = (sql: string) => once(server, sql)
  await administer(`create database ${name} template ${template}`)
  let kept = new Map<string, unknown[]>()

  const contents = async () => {
    const client = await connected(url)
    try {
      const tables = await client.query<{ name: string }>(
        "select table_name as name from information_schema.tables where table_schema = 'public'",
      )
      const all = new Map<string, unknown[]>()
      for (const table of tables.rows)
        all.set(table.name, (await client.query(`select * from "${table.name}" order by 1`)).rows)
      return all
    } finally {
      await client.end()
    }
  }
  return {
    url,
    version: async () => {
      const client = await connected(url)
      try {
        const { rows } = await client.query<{ version: string }>('select version()')
        return rows[0]?.version ?? ''
      } finally {
        await client.end()
      }
    },
    contents,
    text: async () => JSON.stringify([...(await contents())]),
    lock: async () => {
      const client = await connected(url)
      await client.query('begin')
      await client.query('lock table room, membership, presence, message in exclusive mode')
      return () => client.end()
    },
    tamper: (sql) => once(url, sql),
    backup: async () => {
      kept = await contents()
    },
    clear: async () => {
      await administer(`drop database ${name} with (force)`)
      await administer(`create database ${name}`)
    },
    restore: async () => {
      const client = await connected(url)
      // Rows may refer to some that come later.
      await client.query('set session_replication_role = replica')
      for (const table of kept.keys()) await client.query(`truncate "${table}" cascade`)
      for (const [table, rows] of kept) {
        const insert = `insert into "${table}" select * from json_populate_recordset(null::"${table}", $1)`
        await client.query(insert, [JSON.stringify(rows)])
      }
      await client.end()
    },
    remove: () => administer(`drop database if exists ${name} with (force)`),
  }
}

async function once(url: string, sql: string): Promise<void> {
  const client = await connected(url)
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url)
  // A database that is dropped breaks its connections; the queries say so by themselves.
  client.on('error', () => {})
  await client.connect()
  return client
}
