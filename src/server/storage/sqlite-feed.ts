import type Sqlite from 'better-sqlite3'
import { createSweeper, type Feed, type Sweeper } from './feed.ts'

/** How often to look whether another process has written; ms. One look takes some microseconds. */
const lookEvery = 50

/**
 * Calls `onChange` when a connection other than this one has committed something. The connection
 * that writes is the one to ask: its own commits do not count, so a lone process is never bothered.
 */
export function watchOtherWriters(file: Sqlite.Database, onChange: () => void): () => void {
  const look = file.prepare<[], number>('pragma data_version').pluck()
  let seen = look.get()
  const timer = setInterval(() => {
    const now = look.get()
    if (now === seen) return
    seen = now
    onChange()
  }, lookEvery)
  return () => clearInterval(timer)
}

/** The feed of SQLite: there is nobody to tell, and what others wrote is found by looking. */
export function createSqliteFeed(
  onTrouble: (error: unknown) => void,
): Feed & { othersWrote(): void } {
  let sweeper: Sweeper | undefined

  const othersWrote = (): void => {
    sweeper?.sweep().catch(onTrouble)
  }
  return {
    othersWrote,
    listen(listener) {
      sweeper = createSweeper(listener, onTrouble)
      othersWrote()
    },
    tell() {},
    close: async () => sweeper?.stop(),
  }
}
