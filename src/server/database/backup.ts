import { randomInt } from 'node:crypto'
import { chmodSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite from 'better-sqlite3'
import { type FilesElsewhere, findFilesElsewhere } from './files-elsewhere.ts'
import { flush } from './flush.ts'
import { refuseForeignWal } from './foreign-wal.ts'
import { expectOwn } from './own-database.ts'

/**
 * Copies the SQLite database at `path` into a new file, as it is at one moment, while others go on
 * reading and writing it. The copy is checked, and on the disk, before it gets its name.
 * @throws if there is no such database, `target` exists, or the copy is not sound.
 */
export function backUpSqlite(path: string, target: string): void {
  if (existsSync(target)) throw new Error(`${target} exists already; nothing was overwritten.`)
  const copy = unfinished(target)
  refuseForeignWal(path)
  // Not only for reading: whoever is the last to close it then leaves one file behind.
  const source = new Sqlite(path, { fileMustExist: true })
  try {
    rmSync(copy, { force: true })
    writeFileSync(copy, '', { mode: 0o600 })
    // In one read transaction: the page-wise backup would begin anew with each write of the server.
    source.prepare('vacuum into ?').run(copy)
    finishCopy(copy)
    renameSync(copy, target)
    flush(dirname(target))
  } finally {
    source.close()
    rmSync(copy, { force: true })
  }
}

/** Where a copy is until it is sound. */
export const unfinished = (target: string) => `${target}.unfinished`

/** What a copy does not hold. One of an older Parlor holds all. */
export function filesNotIn(copy: string): FilesElsewhere | undefined {
  const database = new Sqlite(copy, { readonly: true })
  try {
    const columns = database.pragma('table_info(file)') as { name: string }[]
    if (!columns.some(({ name }) => name === 'store')) return undefined
    return database.prepare<[], FilesElsewhere>(findFilesElsewhere).get()
  } finally {
    database.close()
  }
}

/**
 * Checks a copy, has it in one file and on the disk, and gives it a mark of its own, which fits to no
 * write-ahead log that it may be put beside: see `wal-mark.ts`.
 * @throws Error that says what is wrong with it.
 */
export function finishCopy(path: string): void {
  chmodSync(path, 0o600)
  const copy = new Sqlite(path)
  try {
    expectOwn(copy)
    copy.pragma(`user_version = ${randomInt(1, 2 ** 30)}`)
    // What there is of a log is taken in, and its files are gone.
    copy.pragma('journal_mode = DELETE')
  } finally {
    copy.close()
  }
  flush(path)
}
