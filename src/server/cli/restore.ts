import { readConfig } from '../config.ts'
import { dialectOf } from '../database/dialect.ts'
import { restoreSqlite } from '../database/restore.ts'

/**
 * Puts a backup in the place of the database, and sets aside what is there now.
 * @throws Error if the file is no sound database of Parlor, or a server is running.
 */
export function restore(file: string): void {
  const { databaseUrl } = readConfig(process.env)
  const dialect = dialectOf(databaseUrl)
  switch (dialect) {
    case 'sqlite': {
      const target = databaseUrl.slice('sqlite:'.length)
      const { aside, wasAlone } = restoreSqlite(file, target, new Date())
      if (!wasAlone) {
        console.log('Whether a server is running cannot be found out here; none may be.')
      }
      console.log(`${target} is now what ${file} holds.`)
      if (aside.length > 0) console.log(`What was there before is kept: ${aside.join(', ')}`)
      break
    }
    case 'postgres':
      throw new Error(
        'A PostgreSQL database is restored with its own psql or pg_restore, while no server runs.',
      )
    default:
      dialect satisfies never
  }
}
