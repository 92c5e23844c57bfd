import { readConfig } from '../config.ts'
import { verbs } from '../domain/verbs.ts'
import { newId } from '../ids.ts'
import { type Database, openDatabase } from '../storage/database.ts'
import { createCommit } from '../storage/group-commit.ts'
import { createLane, type Lane } from '../storage/lane.ts'

/**
 * Does something on the configured database, beside a server that may be running on it and finds out
 * by its feed.
 * @throws if the database cannot be opened, or is of another Parlor than this.
 */
export async function onDatabase<T>(
  work: (database: Database, run: Lane<typeof verbs>['run']) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readConfig(process.env).databaseUrl, 'writer')
  try {
    await database.migrate()
    const commit = createCommit(database, verbs, { now: Date.now, newId })
    return await work(database, createLane<typeof verbs>(commit, () => {}).run)
  } finally {
    await database.close()
  }
}
