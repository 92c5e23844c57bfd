import type Sqlite from 'better-sqlite3'
import { every } from '../../database/timer.ts'
import { createSweeper, type Feed, type Sweeper, type ThrottledLog } from './feed.ts'

/** How often to look whether another process has written; ms. One look takes some microseconds. */
const lookEvery = 50

/**
 * Calls `onChange` when a connection other than this one has committed something. The connection
 * that writes is the one to ask: its own commits do not count, so a lone process is never bothered.
 */
export function watchOtherWriters(file: Sqlite.Database, onChange: () => void): () => void {
  const look = file.prepare<[], number>('pragma data_version').pluck()
  let seen = look.get()
  const lookAgain = (): void => {
    const now = look.get()
    if (now === seen) return
    seen = now
    onChange()
  }
  // A disk that cannot be read is told by whoever writes; the next look finds what this one missed.
  return every(lookEvery, lookAgain, () => {})
}

/** How long a process that has not written may have ended; ms. One that runs writes every 4 s. */
const goneAfter = 60_000
/** In this time, in ms, everybody has looked a few times, and taken in what they found. */
const knownAfter = 3 * lookEvery

/** The feed of SQLite: there is nobody to tell, and what others wrote is found by looking. */
export function createSqliteFeed(
  clock: () => number,
  troubles: ThrottledLog,
): Feed & { othersWrote(): void } {
  let sweeper: Sweeper | undefined
  let mayHavePeers = (): boolean => true
  let othersWroteAt = Number.NEGATIVE_INFINITY
  /** Sweeps under way: whoever wrote may have been a process that has only begun to serve. */
  let looking = 0

  const othersWrote = (): void => {
    othersWroteAt = clock()
    looking += 1
    void sweeper?.sweep().then(() => {
      looking -= 1
    })
  }
  return {
    othersWrote,
    listen(listener) {
      sweeper = createSweeper(listener, troubles)
      mayHavePeers = () => looking > 0 || listener.hasPeers()
      void sweeper.sweep()
    },
    emit() {},
    async everybodyKnows() {
      // A command of the operator's writes, and keeps nothing in memory that it would have to be told.
      if (clock() - othersWroteAt < goneAfter && mayHavePeers())
        await new Promise((resolve) => setTimeout(resolve, knownAfter))
    },
    close: async () => sweeper?.stop(),
  }
}
