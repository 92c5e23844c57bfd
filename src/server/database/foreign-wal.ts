import {
  closeSync,
  copyFileSync,
  linkSync,
  mkdtempSync,
  openSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { whileAlone } from './alone.ts'
import { bytesAt, readWal } from './wal-file.ts'
import { nextVersion, versionOf } from './wal-mark.ts'

/** How a write-ahead log stands to the database that it lies beside. */
type Verdict = 'its own' | 'foreign' | 'cannot be told' | 'nothing to take'

/**
 * Refuses to open a SQLite database beside a write-ahead log that is not its own: SQLite would take
 * it in, and ruin both. It reads what is there, and touches nothing.
 * @throws Error that says what to do.
 */
export function refuseForeignWal(path: string): void {
  if (sizeOf(`${path}-wal`) === 0) return
  if (sizeOf(path) === 0) {
    const wal = openSync(`${path}-wal`, 'r')
    const content = readWal(wal)
    closeSync(wal)
    if (content) throw new Error(sentence(path, 'is what is left of another'))
    return
  }
  const real = realpathSync(path)
  let verdict: Verdict = 'its own'
  whileAlone(real, () => {
    const files = [openSync(real, 'r'), openSync(`${real}-wal`, 'r')] as const
    verdict = compare(...files)
    return () => {
      for (const file of files) closeSync(file)
    }
  })
  if (isForeign(real, verdict)) throw new Error(sentence(path, 'belongs to another state of it'))
}

function isForeign(path: string, verdict: Verdict): boolean {
  switch (verdict) {
    case 'foreign':
      return true
    case 'cannot be told':
      return !fitTogether(path)
    case 'its own':
    case 'nothing to take':
      return false
    default:
      return verdict satisfies never
  }
}

/** See docs/decisions/009 for why these are all the cases. */
function compare(database: number, log: number): Verdict {
  const wal = readWal(log)
  if (!wal) return 'nothing to take'
  const firstPage = bytesAt(database, 0, wal.pageSize)
  // The format that says that there is a log: with it, a database is written before its log is.
  if (firstPage?.[18] !== 2 || firstPage[19] !== 2) return 'foreign'
  // Some of the log was already written into the database.
  if (wal.firstPages.some((page) => page.equals(firstPage))) return 'its own'
  const [first] = wal.firstPages
  if (!first) return 'cannot be told'
  if (versionOf(first) === nextVersion(firstPage)) return 'its own'
  // Nobody marked it: an older Parlor, or another program.
  return versionOf(first) === versionOf(firstPage) ? 'cannot be told' : 'foreign'
}

/** Whether database and log make something sound, tried under other names. */
function fitTogether(path: string): boolean {
  const place = mkdtempSync(join(dirname(path), `.${basename(path)}-`))
  try {
    const name = join(place, 'database')
    linkSync(path, name)
    copyFileSync(`${path}-wal`, `${name}-wal`)
    // Only for reading: then nothing of the log is written into the database.
    const both = new Sqlite(name, { readonly: true })
    try {
      return (
        both.pragma('integrity_check', { simple: true }) === 'ok' &&
        both.prepare('pragma foreign_key_check').get() === undefined
      )
    } finally {
      both.close()
    }
  } catch (error) {
    // What cannot be tried is not to be kept from starting; what cannot be read is.
    return !(error instanceof Sqlite.SqliteError && /^SQLITE_(CORRUPT|NOTADB)/.test(error.code))
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

function sentence(path: string, what: string): string {
  return (
    `${path}-wal does not belong to ${path}: it ${what}, as after a backup was put in its place. ` +
    'Nothing was touched. To go on with the backup, run “npm run restore -- FILE” (or “parlor ' +
    `restore FILE”): FILE may be ${path} itself. What is there now is set aside, not deleted.`
  )
}
