import { readConfig } from '../config.ts'
import { backUpSqlite } from '../storage/backup.ts'
import { dialectOf } from '../storage/database.ts'

/** Copies the database into a new file; the server may be running. */
export function backup(target: string): void {
  const { databaseUrl } = readConfig(process.env)
  const dialect = dialectOf(databaseUrl)
  switch (dialect) {
    case 'sqlite':
      backUpSqlite(databaseUrl.slice('sqlite:'.length), target)
      console.log(
        `Wrote ${target}. To put it back, stop the server and run: parlor restore ${target}`,
      )
      break
    case 'postgres':
      throw new Error('A PostgreSQL database is backed up with its own pg_dump.')
    default:
      dialect satisfies never
  }
}
