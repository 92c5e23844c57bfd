import { readConfig } from '../config.ts'
import { openDatabase } from '../database/database.ts'
import { findTwins } from '../domain/name-table.ts'
import { aboutTwins } from '../domain/upgrade.ts'

/** Lists the names that could be mistaken for each other, from before that was refused. */
export async function listTwins(): Promise<void> {
  const { databaseUrl } = readConfig(process.env)
  const database = await openDatabase(databaseUrl, 'reader')
  try {
    const twins = await findTwins(database.db())
    for (const each of twins) console.log(aboutTwins(each))
    if (twins.length === 0) console.log('No two names look alike.')
  } finally {
    await database.close()
  }
}
