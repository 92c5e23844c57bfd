import { readConfig } from '../config.ts'
import { type Database, openDatabase } from '../database/database.ts'
import type { Change } from '../domain/change.ts'
import { aboutKept, upgrade } from '../domain/upgrade.ts'
import { commitOf, type ParlorVerbs } from '../domain/verbs.ts'
import { createWriteQueue, type WriteQueue } from '../engine/write-queue.ts'
import { newId } from '../ids.ts'

/**
 * Does something on the configured database, beside a server that may be running on it and finds out
 * by its feed.
 * @throws if the database cannot be opened, or is of another Parlor than this.
 */
export async function onDatabase<T>(
  work: (database: Database, run: WriteQueue<ParlorVerbs>['run']) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readConfig(process.env).databaseUrl, 'writer')
  try {
    const { kept } = await upgrade(database, new Date())
    if (kept) console.error(aboutKept(kept))
    const commit = commitOf(database, { now: Date.now, newId })
    return await work(database, createWriteQueue<ParlorVerbs, Change>(commit, () => {}).run)
  } finally {
    await database.close()
  }
}
