import { readConfig } from '../config.ts'
import { openDatabase } from '../database/database.ts'
import { aboutKept, aboutTwins, upgrade } from '../domain/upgrade.ts'

/** Creates the database, or brings its schema up to date; harmless when there is nothing to do. */
export async function initdb(): Promise<void> {
  const { databaseUrl } = readConfig(process.env)
  const database = await openDatabase(databaseUrl, 'writer')
  try {
    const { steps, kept, twins } = await upgrade(database, new Date())
    console.log(steps.length > 0 ? `Took ${steps.join(', ')}.` : 'Already up to date.')
    if (kept) console.log(aboutKept(kept))
    for (const each of twins) console.log(aboutTwins(each))
  } finally {
    await database.close()
  }
}
