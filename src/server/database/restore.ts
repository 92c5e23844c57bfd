import {
  copyFileSync,
  existsSync,
  linkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { type Alone, whileAlone } from './alone.ts'
import { finishCopy } from './backup.ts'
import { flush } from './flush.ts'
import { refuseForeignWal } from './foreign-wal.ts'
import { filesOf } from './private-files.ts'
import { stamp } from './stamp.ts'

export interface Restored {
  /** What was there before, under the names that it has now. */
  aside: string[]
  /** False: it could not be found out whether a server was using the database. */
  wasAlone: boolean
}

/**
 * Puts a copy of the SQLite database `file` in the place of the one at `target`. What is there now is
 * set aside under names with the time in them; nothing is deleted. At no moment is there something at
 * `target` that a start would take for something else, so it can be broken off anywhere, and repeated.
 * @param file may be `target` itself: then it is taken without the write-ahead log that lies beside it.
 * @throws Error if the file is no sound database of this Parlor or an older one, or `target` is in use.
 */
export function restoreSqlite(file: string, target: string, now: Date): Restored {
  if (!existsSync(file)) throw new Error(`There is no ${file}.`)
  const place = existsSync(target) ? realpathSync(target) : target
  const fresh = `${place}.restoring`
  removeCopy(fresh)
  try {
    copyOf(file, place, fresh)
    let aside: string[] = []
    const found = exchangeAlone(place, () => {
      aside = exchange(place, fresh, `${place}.before-${stamp(now)}`)
    })
    if (found === 'in use') {
      throw new Error(`${target} is in use: stop the server first. Nothing was changed.`)
    }
    return { aside, wasAlone: found === 'alone' }
  } finally {
    removeCopy(fresh)
  }
}

function copyOf(file: string, target: string, fresh: string): void {
  const isItself = existsSync(target) && realpathSync(file) === target
  if (statSync(file).size === 0) throw new Error(`${file} is empty.`)
  copyFileSync(file, fresh)
  // A server that was killed has left some of the database in its log.
  if (!isItself && existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${fresh}-wal`)
  refuseForeignWal(fresh)
  try {
    finishCopy(fresh)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`${file} cannot be restored: ${reason}`, { cause: error })
  }
}

function exchangeAlone(target: string, work: () => void): Alone {
  if (!existsSync(target)) {
    work()
    return 'alone'
  }
  const found = whileAlone(target, () => void work())
  if (found === 'unknown') work()
  return found
}

/**
 * The order matters: the old database stays until the new one takes its name in one step, and that
 * one fits to none of the logs that lie there until they are set aside.
 */
function exchange(target: string, fresh: string, aside: string): string[] {
  const kept: string[] = []
  const names = filesOf(aside)
  if (existsSync(target)) {
    keepUnder(target, aside)
    kept.push(aside)
  }
  renameSync(fresh, target)
  for (const [i, file] of filesOf(target).entries()) {
    const name = names[i]
    if (i === 0 || name === undefined || !existsSync(file)) continue
    renameSync(file, name)
    kept.push(name)
  }
  flush(dirname(target))
  return kept
}

function keepUnder(file: string, name: string): void {
  try {
    linkSync(file, name)
  } catch {
    // A file cannot have two names here.
    renameSync(file, name)
  }
}

function removeCopy(fresh: string): void {
  for (const file of [...filesOf(fresh), `${fresh}-journal`]) rmSync(file, { force: true })
}
