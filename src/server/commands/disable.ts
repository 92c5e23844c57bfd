import { readConfig } from '../config.ts'
import { verbs } from '../domain/verbs.ts'
import { newId } from '../ids.ts'
import { openDatabase } from '../storage/database.ts'
import { createCommit } from '../storage/group-commit.ts'
import { createLane } from '../storage/lane.ts'

/**
 * Shuts an account, or opens it again. A server that runs on the database finds out by its feed.
 * @throws if there is no account by that name.
 */
export async function shutAccount(username: string, shut: boolean): Promise<void> {
  const database = await openDatabase(readConfig(process.env).databaseUrl, 'writer')
  try {
    const commit = createCommit(database, verbs, { now: Date.now, newId })
    const lane = createLane<typeof verbs>(commit, () => {})
    const found = await lane.run('shutAccount', null, { username, shut })
    if (!found) throw new Error(`There is no account named ${username}.`)
    console.log(`The account ${username} is ${shut ? 'shut' : 'open'}.`)
  } finally {
    await database.close()
  }
}
