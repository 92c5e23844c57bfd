import { begin } from '../../src/server/database/migrations/001-begin.ts'
import { manyProcesses } from '../../src/server/database/migrations/002-many-processes.ts'
import { engine, type TestDatabase } from '../support/engines.ts'
import stored from './first-storey.json' with { type: 'json' }

/**
 * A database as the first release left it after a few minutes of talk: seven people with sessions, one of
 * them ended; somebody inside, somebody who left, read markers, a deleted room whose messages are still
 * there, and two pairs of names that were not yet known to look alike.
 */
export const firstStorey = stored

/** A row of `first-storey.json`: what was a time moves with the clock, so that sessions stay young. */
type Row = Record<string, string | number | null>
const isTime = /(_at|_since)$/

/** Puts that database in the place of an empty one, whose server is stopped. */
export async function putFirstStorey(database: TestDatabase): Promise<void> {
  await database.clear()
  const tables: Record<string, Row[]> = stored.tables
  const newest = Math.max(...stored.tables.message.map((row) => row.posted_at))
  const older = Date.now() - newest
  const steps = [begin, manyProcesses]
  const statements = [
    ...steps.flatMap((step) => step[engine]),
    migrationsTable[engine],
    ...steps.map(({ name }) => `insert into mikro_orm_migrations (name) values ('${name}')`),
    ...Object.entries(tables).flatMap(([table, rows]) =>
      rows.map((row) => {
        const values = Object.entries(row).map(([column, value]) =>
          literal(typeof value === 'number' && isTime.test(column) ? value + older : value),
        )
        const columns = Object.keys(row).map((column) => `"${column}"`)
        return `insert into "${table}" (${columns.join(', ')}) values (${values.join(', ')})`
      }),
    ),
    ...continueNumbers[engine],
  ]
  await database.tamper(statements.join(';\n'))
}

const migrationsTable = {
  sqlite:
    'create table mikro_orm_migrations (id integer not null primary key autoincrement, name text, executed_at datetime not null default current_timestamp)',
  postgres:
    'create table mikro_orm_migrations (id serial primary key, name varchar(255), executed_at timestamptz not null default current_timestamp)',
}

const continueNumbers = {
  sqlite: [],
  postgres: ['session', 'message'].map(
    (table) =>
      `select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from "${table}"))`,
  ),
}

function literal(value: string | number | null): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}
