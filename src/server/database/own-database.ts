import Sqlite from 'better-sqlite3'
import { migrationsFor } from './migrations/index.ts'

const needed = ['person', 'room', 'message', 'mikro_orm_migrations']

/** @throws Error unless this is a sound database of this Parlor, or of an older one. */
export function expectOwn(database: Sqlite.Database): void {
  try {
    const verdict = database.pragma('integrity_check(1)', { simple: true })
    if (verdict !== 'ok') throw new Error(`it is damaged: ${verdict}`)
    const tables = namesIn(database, "select name from sqlite_schema where type = 'table'")
    if (!needed.every((name) => tables.includes(name))) {
      throw new Error('it is no database of Parlor.')
    }
    const known = new Set(migrationsFor('sqlite').map(({ name }) => name))
    const steps = namesIn(database, 'select name from mikro_orm_migrations')
    const newer = steps.find((name) => !known.has(name))
    if (newer !== undefined) {
      throw new Error(`it was made by a newer Parlor (it has the step ${newer}).`)
    }
  } catch (error) {
    if (!(error instanceof Sqlite.SqliteError)) throw error
    const what = error.code === 'SQLITE_NOTADB' ? 'no SQLite database' : 'damaged'
    throw new Error(`it is ${what}: ${error.message}.`, { cause: error })
  }
}

function namesIn(database: Sqlite.Database, sql: string): string[] {
  return database.prepare<[], string>(sql).pluck().all()
}
