import { linkSync, mkdtempSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'

/** Whether this is the only process with a SQLite database open. */
export type Alone = 'alone' | 'in use' | 'unknown'

/**
 * Does something with the files of a SQLite database while no process has it open, and none can open
 * it: whoever does so holds a lock for as long as it is open. The lock is taken through another name
 * of the same file, beside which there is no write-ahead log: under its own name SQLite would take in
 * what lies there. Files that `work` opens are to be closed by what it returns, after the lock: to
 * close one of them gives back all locks that this process has on it (POSIX).
 * @param path of a file that exists, links followed.
 * @returns `unknown` where files cannot have two names; then, and while in use, nothing was done.
 */
export function whileAlone(path: string, work: () => undefined | (() => void)): Alone {
  const place = mkdtempSync(join(dirname(path), `.${basename(path)}-`))
  let end: undefined | (() => void)
  try {
    const name = join(place, 'database')
    try {
      linkSync(path, name)
    } catch {
      return 'unknown'
    }
    const lock = new Sqlite(name, { timeout: 0 })
    try {
      if (isLockedByOthers(lock)) return 'in use'
      end = work()
    } finally {
      lock.close()
    }
    return 'alone'
  } finally {
    end?.()
    rmSync(place, { recursive: true, force: true })
  }
}

function isLockedByOthers(lock: Sqlite.Database): boolean {
  try {
    lock.pragma('locking_mode = EXCLUSIVE')
    lock.exec('begin exclusive')
    return false
  } catch (error) {
    // What is no database at all is locked by nobody.
    return error instanceof Sqlite.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)
  }
}
