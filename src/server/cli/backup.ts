import { howMany, readConfig } from '../config.ts'
import { backUpSqlite, filesNotIn } from '../database/backup.ts'
import { backUpDated } from '../database/dated-backups.ts'
import { dialectOf } from '../database/dialect.ts'
import { aboutFilesElsewhere } from '../database/files-elsewhere.ts'

export interface BackupOptions {
  folder?: string | undefined
  keep?: string | undefined
}

/**
 * Copies the database into a new file, or into a folder, dated, where older copies are removed; the
 * server may be running.
 */
export function backup(file: string | undefined, { folder, keep }: BackupOptions): void {
  const { databaseUrl } = readConfig(process.env)
  const dialect = dialectOf(databaseUrl)
  switch (dialect) {
    case 'sqlite': {
      const path = databaseUrl.slice('sqlite:'.length)
      const made = copyInto(path, { file, folder, keep })
      // As whoever ran this can run that: in a checkout, nothing is called `parlor`.
      const restore =
        process.env.npm_lifecycle_event === 'backup' ? 'npm run restore --' : 'parlor restore'
      console.log(`Wrote ${made}. To put it back, stop the server and run: ${restore} ${made}`)
      const missing = aboutFilesElsewhere(filesNotIn(made))
      if (missing !== undefined) console.log(missing)
      break
    }
    case 'postgres':
      throw new Error('A PostgreSQL database is backed up with its own pg_dump.')
    default:
      dialect satisfies never
  }
}

function copyInto(
  path: string,
  { file, folder, keep }: { file: string | undefined } & BackupOptions,
): string {
  const unclear = 'Say which FILE to write, or with --folder DIR where to keep several.'
  if (folder !== undefined) {
    if (file !== undefined) throw new Error(unclear)
    const all = Number.MAX_SAFE_INTEGER
    const where = { folder, keep: keep === undefined ? all : howMany('--keep', keep) }
    return backUpDated(path, where, new Date())
  }
  if (file === undefined || keep !== undefined) throw new Error(unclear)
  backUpSqlite(path, file)
  return file
}
