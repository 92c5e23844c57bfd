import { rmSync } from 'node:fs'
import type { Database } from '../database/database.ts'
import { keepAside } from '../database/kept-aside.ts'
import { renewNameTable, type Twins } from './name-table.ts'

export interface Upgraded {
  steps: string[]
  /** Where the database is as it was, if it was an older one. */
  kept: string | undefined
  twins: Twins[]
}

/**
 * Brings a database up to date: its schema, and what is derived from Unicode's data. Harmless when it is.
 * @throws if the database was made by a newer Parlor, or no copy of it can be kept before.
 */
export async function upgrade(database: Database, now: Date): Promise<Upgraded> {
  const kept = await keepAside(database, now)
  const steps = await orWithoutCopy(database, kept)
  return { steps, kept, twins: await renewNameTable(database) }
}

/** Whoever starts again and again what cannot be upgraded would fill the disk with copies of it. */
async function orWithoutCopy(database: Database, kept: string | undefined): Promise<string[]> {
  if (kept === undefined) return database.migrate()
  const before = (await database.pending()).length
  try {
    return await database.migrate()
  } catch (error) {
    const left = await database.pending().catch(() => [])
    if (left.length === before) rmSync(kept, { force: true })
    throw error
  }
}

/** What an operator reads about the copy from before, in one line. */
export function aboutKept(file: string): string {
  return `The database was brought up to date. As it was before, it is in ${file}, which can be deleted.`
}

/** What an operator reads about twins, in one line. */
export function aboutTwins({ of, names: [elder, younger] }: Twins): string {
  return `Two ${of} have names that look alike, “${elder}” and “${younger}”; the second can keep it.`
}
