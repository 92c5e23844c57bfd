import { backUpSqlite } from './backup.ts'
import type { Database } from './database.ts'
import { migrationsFor } from './migrations/index.ts'
import { stamp } from './stamp.ts'

/** Whether no Parlor has begun to make it: looked at without a word to the migrator, which would write. */
const isNew = (file: NonNullable<Database['file']>) =>
  file.prepare("select 1 from sqlite_master where name = 'mikro_orm_migrations'").get() ===
  undefined

/**
 * Keeps a copy of an SQLite database that is about to be brought up to date, beside it, so that the Parlor
 * before can go on with it. There is none of what is up to date, or empty; PostgreSQL has its own `pg_dump`.
 * @returns the file
 * @throws if there is no room for it: then nothing was changed.
 */
export async function keepAside({ file, pending }: Database, now: Date) {
  if (!file || isNew(file)) return undefined
  const steps = (await pending()).length
  if (steps === 0 || steps === migrationsFor('sqlite').length) return undefined
  const copy = `${file.name}.before-upgrade-${stamp(now)}`
  try {
    backUpSqlite(file.name, copy)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `${file.name} was not brought up to date, as no copy of it could be kept before: ${reason}`,
      { cause: error },
    )
  }
  return copy
}
