import { copyAll } from '../storage/copy.ts'
import { openDatabase } from '../storage/database.ts'
import { createProgressBar } from './progress-bar.ts'

/**
 * Copies everything from one database into another, which must be empty. All or nothing; people who
 * were connected to a server on the first go on where they were when it runs on the second.
 * @throws if a database cannot be used, the source is of an older Parlor, the target is not empty,
 *   or the two do not hold the same in the end.
 */
export async function copy({ from, to }: { from: string; to: string }): Promise<void> {
  const source = await openDatabase(from, 'writer')
  try {
    const pending = await source.pending()
    if (pending.length > 0) {
      throw new Error('The source is of an older Parlor. Bring it up to date with “parlor initdb”.')
    }
    const target = await openDatabase(to, 'writer')
    try {
      await target.migrate()
      const bar = createProgressBar(process.stderr)
      const copied = await copyAll(source, target, bar.show)
      bar.end()
      const rows = copied.map((each) => `${each.table} ${each.rows}`).join(', ')
      console.log(`Copied, and compared row by row: ${rows}.`)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}
