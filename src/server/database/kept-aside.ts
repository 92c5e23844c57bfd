import { existsSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { backUpSqlite, unfinished } from './backup.ts'
import type { Database } from './database.ts'
import { migrationsFor } from './migrations/index.ts'
import { stamp } from './stamp.ts'

/** Whether no Parlor has begun to make it: looked at without a word to the migrator, which would write. */
const isNew = (file: NonNullable<Database['file']>) =>
  file.prepare("select 1 from sqlite_master where name = 'mikro_orm_migrations'").get() ===
  undefined

/** How long another process, started at the same moment, may take for its copy, and for the steps; ms. */
const atMostMs = 60_000
const lookAgainAfter = 250

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
  if (!isOurs(copy)) {
    await isUpToDate(pending)
    return undefined
  }
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

/** Of several processes that are started at one moment, one keeps the copy. */
function isOurs(copy: string): boolean {
  if (existsSync(copy)) return false
  try {
    writeFileSync(unfinished(copy), '', { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    // What is wrong with the place is said where the copy is made.
    return true
  }
}

/** Waits until the process that keeps the copy has taken the steps. */
async function isUpToDate(pending: Database['pending']): Promise<void> {
  for (let waited = 0; (await pending()).length > 0; waited += lookAgainAfter) {
    if (waited >= atMostMs)
      throw new Error('Another process has not brought the database up to date.')
    await sleep(lookAgainAfter)
  }
}
