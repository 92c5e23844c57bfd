import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

/**
 * Copies the SQLite database at `path` into a new file, as it is at one moment, while others go on
 * reading and writing it. The copy is checked, and on the disk, before it gets its name.
 * @throws if there is no such database, `target` exists, or the copy is not sound.
 */
export function backUpSqlite(path: string, target: string): void {
  if (existsSync(target)) throw new Error(`${target} exists already; nothing was overwritten.`)
  const unfinished = `${target}.unfinished`
  // Not only for reading: whoever is the last to close it then leaves one file behind.
  const source = new Sqlite(path, { fileMustExist: true })
  try {
    rmSync(unfinished, { force: true })
    // In one read transaction: the page-wise backup would begin anew with each write of the server.
    source.prepare('vacuum into ?').run(unfinished)
    expectSound(unfinished)
    flushToDisk(unfinished)
    renameSync(unfinished, target)
  } finally {
    source.close()
    rmSync(unfinished, { force: true })
  }
}

function expectSound(path: string): void {
  const copy = new Sqlite(path, { readonly: true })
  try {
    const verdict = copy.pragma('integrity_check', { simple: true })
    if (verdict !== 'ok') throw new Error(`The copy is not sound: ${verdict}`)
  } finally {
    copy.close()
  }
}

function flushToDisk(path: string): void {
  const descriptor = openSync(path, 'r')
  try {
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
