import { sql } from 'kysely'
import { copyAll } from '../database/copy.ts'
import { openDatabase } from '../database/database.ts'
import {
  aboutFilesElsewhere,
  type FilesElsewhere,
  findFilesElsewhere,
} from '../database/files-elsewhere.ts'
import { checkedUrl, urlInFile } from '../database-url.ts'
import { createProgressBar } from './progress-bar.ts'

export interface CopyOptions {
  from?: string
  fromFile?: string
  to?: string
  toFile?: string
}

/**
 * Copies everything from one database into another, which must be empty. All or nothing; people who
 * were connected to a server on the first go on where they were when it runs on the second.
 * @throws if a database cannot be used, the source is of an older Parlor, the target is not empty,
 *   or the two do not hold the same in the end.
 */
export async function copy(options: CopyOptions): Promise<void> {
  const from = urlOf('from', options.from, options.fromFile)
  const to = urlOf('to', options.to, options.toFile)
  const source = await openDatabase(from, 'writer', '--from')
  try {
    const pending = await source.pending()
    if (pending.length > 0) {
      throw new Error('The source is of an older Parlor. Bring it up to date with “parlor initdb”.')
    }
    const target = await openDatabase(to, 'writer', '--to')
    try {
      await target.migrate()
      const bar = createProgressBar(process.stderr)
      const copied = await copyAll(source, target, bar.show)
      bar.end()
      const rows = copied.map((each) => `${each.table} ${each.rows}`).join(', ')
      console.log(`Copied, and compared row by row: ${rows}.`)
      const { rows: elsewhere } = await sql
        .raw<FilesElsewhere>(findFilesElsewhere)
        .execute(target.db())
      const missing = aboutFilesElsewhere(elsewhere[0])
      if (missing !== undefined) console.log(missing)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/** Where to copy from, or to: said in the command, or in a file that it names. */
function urlOf(name: 'from' | 'to', url: string | undefined, file: string | undefined): string {
  if (url !== undefined && file === undefined) return checkedUrl(`--${name}`, url)
  if (url === undefined && file !== undefined) return urlInFile(`--${name}-file`, file)
  throw new Error(`Say either --${name} URL or --${name}-file FILE.`)
}
