import { accessSync, constants, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { backUpSqlite } from './backup.ts'
import { stamp } from './stamp.ts'

/** Where backups with a date in their names are kept, and how many. */
export interface BackupFolder {
  folder: string
  /** The newest so many stay; older ones of the same database are removed. */
  keep: number
}

/** What a backup that was broken off leaves is of no use after this; ms. */
const unfinishedFor = 60 * 60_000

/**
 * Makes the folder if there is none: who asked for daily backups is not to find out from the log, some day,
 * that there are none.
 * @throws Error that names the setting, if nothing can be kept there
 */
export function assertKeepable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(
      `PARLOR_BACKUPS: nothing can be kept in ${folder}. Name a folder in which Parlor may write. (${reason})`,
      { cause: error },
    )
  }
}

/**
 * Makes a backup of the SQLite database at `path`, with the time in its name, and removes those that
 * are too many. Nothing else in the folder is touched. Returns the file that it made.
 * @throws as `backUpSqlite` does; then nothing was removed.
 */
export function backUpDated(path: string, { folder, keep }: BackupFolder, now: Date): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, `${nameOf(path)}-${stamp(now)}.db`)
  backUpSqlite(path, file)
  for (const { name } of backupsIn(path, folder).slice(0, -keep)) rmSync(join(folder, name))
  removeUnfinished(path, folder)
  return file
}

/**
 * The same, unless another process is at it, or one was made at `since` or later.
 * @param since ms since 1970
 */
export function backUpOnce(
  path: string,
  where: BackupFolder,
  { now, since }: { now: Date; since: number },
): string | undefined {
  mkdirSync(where.folder, { recursive: true, mode: 0o700 })
  // SQLite's lock on an empty database: given back by the system, should this process be killed.
  const lock = new Sqlite(join(where.folder, `.${nameOf(path)}.lock`), { timeout: 0 })
  try {
    if (!isTaken(lock)) return undefined
    const newest = newestIn(path, where.folder)
    const isThere = newest !== undefined && newest >= since && newest <= now.getTime()
    return isThere ? undefined : backUpDated(path, where, now)
  } finally {
    lock.close()
  }
}

function isTaken(lock: Sqlite.Database): boolean {
  try {
    lock.exec('begin exclusive')
    return true
  } catch (error) {
    if (error instanceof Sqlite.SqliteError && error.code === 'SQLITE_BUSY') return false
    throw error
  }
}

/** When the newest backup in a folder was made, by its name; ms. Undefined: there is none. */
export function newestIn(path: string, folder: string): number | undefined {
  return backupsIn(path, folder).at(-1)?.at
}

/** The backups of a database in a folder, oldest first. */
function backupsIn(path: string, folder: string): { name: string; at: number }[] {
  const start = `${nameOf(path)}-`
  return filesIn(folder)
    .flatMap((name) => {
      const at = name.startsWith(start) ? timeIn(name.slice(start.length)) : undefined
      return at === undefined ? [] : [{ name, at }]
    })
    .toSorted((a, b) => a.at - b.at)
}

/** Names that `stamp` makes, and no others. */
function timeIn(rest: string): number | undefined {
  const parts = rest.match(/^(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.db$/)
  if (!parts) return undefined
  const [, day, hours, minutes, seconds] = parts
  const at = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`)
  return Number.isNaN(at) ? undefined : at
}

function removeUnfinished(path: string, folder: string): void {
  for (const name of filesIn(folder)) {
    if (!name.startsWith(`${nameOf(path)}-`) || !name.includes('.db.unfinished')) continue
    const file = join(folder, name)
    // By the system's clock: it dates the file, and does not jump with ours.
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    if (age > unfinishedFor) rmSync(file, { force: true })
  }
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function nameOf(path: string): string {
  return basename(path, extname(path))
}
