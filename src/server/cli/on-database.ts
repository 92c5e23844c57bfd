import { readConfig } from '../config.ts'
import { type Database, openDatabase } from '../database/database.ts'
import { verbs } from '../domain/verbs.ts'
import { createCommit } from '../engine/group-commit.ts'
import { createWriteQueue, type WriteQueue } from '../engine/write-queue.ts'
import { newId } from '../ids.ts'

/**
 * Does something on the configured database, beside a server that may be running on it and finds out
 * by its feed.
 * @throws if the database cannot be opened, or is of another Parlor than this.
 */
export async function onDatabase<T>(
  work: (database: Database, run: WriteQueue<typeof verbs>['run']) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readConfig(process.env).databaseUrl, 'writer')
  try {
    await database.migrate()
    const commit = createCommit(database, verbs, { now: Date.now, newId })
    return await work(database, createWriteQueue<typeof verbs>(commit, () => {}).run)
  } finally {
    await database.close()
  }
}
