import type Sqlite from 'better-sqlite3'

/** How often to look whether nothing was written lately; ms. */
const lookEvery = 1000

/**
 * Writes what is in the write-ahead log into the database whenever nothing was written for a moment,
 * so that the file of an idle server holds everything. SQLite by itself waits for a thousand pages.
 * It keeps nobody from reading or writing (a passive checkpoint).
 */
export function checkpointWhenIdle(file: Sqlite.Database): { stop(): void } {
  let seen = -1
  const timer = setInterval(() => {
    const { log, checkpointed } = stateOf(file)
    if (log > checkpointed && log === seen) checkpoint(file)
    seen = log
  }, lookEvery)
  return { stop: () => clearInterval(timer) }
}

/** Writes as much of the log into the database as readers allow. */
export function checkpoint(file: Sqlite.Database): void {
  try {
    file.pragma('wal_checkpoint(PASSIVE)')
  } catch {
    // The disk is full, or somebody else is at it: all of it is in the log, and is tried again.
  }
}

function stateOf(file: Sqlite.Database): { log: number; checkpointed: number } {
  try {
    // Does nothing, and says how much of the log is in the file (SQLite 3.51).
    const [state] = file.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
    return state ?? { log: 0, checkpointed: 0 }
  } catch {
    // In the middle of a transaction: it is not idle.
    return { log: 0, checkpointed: 0 }
  }
}
