import type { Row } from './row.ts'
import { emptyPolls } from './rows/empty-polls.ts'
import { posts, postsWhileRead } from './rows/posts.ts'

const rows: Row[] = [emptyPolls, posts, postsWhileRead]

/** @throws Error that names a row which does not exist. */
export function rowsNamed(options: { rows?: string; soak?: true }): Row[] {
  if (options.rows === undefined) return rows
  return options.rows.split(',').map((name) => {
    const row = rows.find((one) => one.name === name)
    if (!row) throw new Error(`There is no row ${name}; there are ${rows.map((r) => r.name)}.`)
    return row
  })
}
