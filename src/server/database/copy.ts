import { createHash } from 'node:crypto'
import { type Generated, type Kysely, sql } from 'kysely'
import type { Database } from './database.ts'
import type { Tables } from './entities/tables.ts'
import type { DialectName } from './migrations/index.ts'

type Name = keyof Tables
/** The columns of a table's primary key; null: it is not copied. */
type Keys = { [T in Name]: readonly (keyof Tables[T])[] | null }

/** All tables, in an order in which whatever a row refers to is there before it. */
const keys = {
  setting: ['name'],
  person: ['id'],
  person_name: ['reading'],
  session: ['id'],
  device: ['token_hash', 'person_id'],
  guess: ['subject'],
  password_reset: ['person_id'],
  room: ['id'],
  room_name: ['reading'],
  epoch: ['id'],
  membership: ['room_id', 'person_id'],
  sanction: ['room_id', 'person_id', 'kind'],
  presence: ['room_id', 'person_id'],
  read_marker: ['person_id', 'room_id'],
  message: ['id'],
  message_version: ['message_id', 'rev'],
  reaction: ['message_id', 'emoji', 'person_id'],
  mention: ['message_id', 'begins'],
  for_you: ['id'],
  for_you_seen: ['person_id'],
  pin: ['message_id'],
  audit: ['id'],
  invite: ['id'],
  invite_use: ['invite_id', 'person_id'],
  report: ['id'],
  block: ['person_id', 'blocked_id'],
  file: ['id'],
  file_usage: ['subject'],
  file_chunk: ['file_id', 'variant', 'start'],
  push_subscription: ['id'],
  push_told: ['subscription_id', 'room_id'],
  quiet_hours: ['person_id'],
  // What must still follow from what is copied. Leases run out by themselves.
  job: ['id'],
  // The index is made anew of what is copied.
  search_room: null,
  // Which processes run is no part of what is kept.
  process: null,
} satisfies Keys

/** The tables whose rows are numbered by the database. */
const numbered = {
  push_subscription: true,
  session: true,
  message: true,
  for_you: true,
  job: true,
  audit: true,
  report: true,
} satisfies {
  [T in Name as Tables[T] extends { id: Generated<number> } ? T : never]: true
}

interface Table {
  name: string
  key: readonly string[]
}

const tables: Table[] = Object.entries(keys).flatMap(([name, key]) =>
  key === null ? [] : [{ name, key }],
)

type Row = Record<string, unknown>

/** Rows that are read and written at once: as many parameters as both databases take. */
const atOnce = 1000
/** Of those that have a quarter of a megabyte each, as few as memory should hold. */
const largeAtOnce = 8
const large: ReadonlySet<string> = new Set(['file_chunk'])

export interface Copied {
  table: string
  rows: number
}

/**
 * Copies all rows into an empty database, in one transaction. Before it commits, every row is read
 * back: nothing is there unless both sides hold the same. SQLite is locked meanwhile, so that nobody
 * writes what would stay behind.
 * @throws Error if the target is not empty, or differs in the end.
 */
export async function copyAll(
  source: Database,
  target: Database,
  progress: (done: number, of: number) => void,
): Promise<Copied[]> {
  // Kysely's own transaction: the ORM would take a second one for a part of the first.
  const writing = target.db().transaction()
  return source.snapshot((from) =>
    writing.execute(async (to) => {
      let total = 0
      for (const { name } of tables) {
        if ((await count(to, name)) > 0) throw new Error('The target is not empty.')
        total += await count(from, name)
      }
      let done = 0
      const step = (rows: number): void => {
        done += rows
        progress(done, 2 * total)
      }
      const copied: Copied[] = []
      for (const table of tables) copied.push(await copyTable(from, to, table, step))
      await continueNumbers[target.dialect](to)
      return copied
    }),
  )
}

async function copyTable(
  from: Kysely<Tables>,
  to: Kysely<Tables>,
  table: Table,
  step: (rows: number) => void,
): Promise<Copied> {
  const read = createSummary()
  for await (const rows of pagesOf(from, table)) {
    await insert(to, table, rows)
    read.add(rows)
    step(rows.length)
  }
  const written = createSummary()
  for await (const rows of pagesOf(to, table)) {
    written.add(rows)
    step(rows.length)
  }
  if (read.text() !== written.text()) {
    throw new Error(`The copy of ${table.name} differs (${read.text()}; ${written.text()}).`)
  }
  return { table: table.name, rows: read.rows() }
}

async function* pagesOf(db: Kysely<Tables>, { name, key }: Table): AsyncGenerator<Row[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  let after = sql``
  const most = large.has(name) ? largeAtOnce : atOnce
  for (;;) {
    const { rows } = await sql<Row>`
      select * from ${sql.table(name)} ${after} order by ${columns} limit ${sql.lit(most)}
    `.execute(db)
    const last = rows.at(-1)
    if (!last) return
    yield rows
    after = sql`where (${columns}) > (${sql.join(key.map((column) => last[column]))})`
  }
}

async function insert(db: Kysely<Tables>, { name }: Table, rows: Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`)
  await sql`
    insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values ${sql.join(values)}
  `.execute(db)
}

async function count(db: Kysely<Tables>, name: Table['name']): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(
    db,
  )
  return Number(rows[0]?.n ?? 0)
}

/** How many rows there are, and a sum over all that is in them, in whatever order they come. */
function createSummary() {
  const sum = Buffer.alloc(32)
  let rows = 0

  return {
    rows: () => rows,
    add(more: Row[]): void {
      rows += more.length
      for (const row of more) {
        const cells = Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))
        const text = JSON.stringify(cells.map(([column, value]) => [column, summed(value)]))
        const digest = createHash('sha256').update(text).digest()
        for (const [i, byte] of digest.entries()) sum[i] = (sum[i] ?? 0) ^ byte
      }
    },
    text: () => `${rows} rows, ${sum.toString('hex')}`,
  }
}

/** Bytes as JSON would be four times as long. */
function summed(value: unknown): unknown {
  return Buffer.isBuffer(value) ? createHash('sha256').update(value).digest('hex') : value
}

/** The next row gets a number that none has had. */
const continueNumbers: Record<DialectName, (db: Kysely<Tables>) => Promise<void>> = {
  // It keeps the highest number of a table whoever gave it.
  sqlite: async () => {},
  postgres: async (db) => {
    for (const name of Object.keys(numbered)) {
      await sql`
        select setval(
          pg_get_serial_sequence(${name}, 'id'),
          (select coalesce(max(id), 0) + 1 from ${sql.table(name)}),
          false
        )
      `.execute(db)
    }
  },
}
