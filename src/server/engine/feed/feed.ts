import type { Emitted } from '../change.ts'
import type { Commit } from '../group-commit.ts'

/**
 * What one process tells the others of its commits: what to read again, and nothing of what is there.
 * Others may tell it too, who have no right to; so whoever follows a hint finds only what the tables
 * say, and whoever follows none finds the same a little later, with a sweep.
 */
export interface Hints {
  /** Rooms whose log has grown. */
  rooms: string[]
  /** Rooms that are new, or deleted. */
  listed: string[]
  /** People of whom something changed that concerns them alone, such as what they have read. */
  people: string[]
  /** Sessions that have ended. */
  sessions: number[]
  /** Who writes something just now, or does no longer: the only thing that no table says. */
  typing?: Typist[]
}

export interface Typist {
  roomId: string
  personId: string
  on: boolean
}

/** What a process does when others have written. */
export interface Listener {
  /** Resolves when what they point at is taken in, or cannot be read just now. It never throws. */
  hear(hints: Hints): Promise<void>
  /** @param afterLoss the database was away and may have been restored from a backup. */
  sweep(afterLoss: boolean): Promise<void>
  /** Whether another process serves the same database, as far as the last sweep found. */
  hasPeers(): boolean
}

/** Tells a process what other processes on the same database changed. */
export interface Feed {
  /** To be called once, when everything is ready. */
  listen(listener: Listener): void
  /** Tells the others of a commit, soon and without being waited for. */
  emit(hints: Hints): void
  /**
   * Resolves when all other processes have taken in what this one committed before the call, or after
   * a bounded time: a process that does not answer must not keep everybody waiting.
   */
  everybodyKnows(): Promise<void>
  close(): Promise<void>
}

/** A commit of which the others are told. */
export function telling<Change extends Emitted>(
  commit: Commit<Change>,
  feed: Feed,
  hintsOf: (changes: Change[]) => Hints,
): Commit<Change> {
  return async (jobs) => {
    const committed = await commit(jobs)
    feed.emit(hintsOf(committed.changes))
    return committed
  }
}

/** Where something that is tried again and again reports how it goes. */
export interface ThrottledLog {
  trouble(error: unknown): void
  /** It works. */
  well(): void
}

export interface Sweeper {
  /** Sweeps, and once more if one is under way: it resolves when nothing is left to do. */
  sweep(afterLoss?: boolean): Promise<void>
  /** Begins no more, and waits for the one that is under way. */
  stop(): Promise<void>
}

/** Runs sweeps one at a time. */
export function createSweeper(listener: Listener, troubles: ThrottledLog): Sweeper {
  let running: Promise<void> | undefined
  let again = false
  let afterLoss = false
  let stopped = false

  async function run(): Promise<void> {
    while (again && !stopped) {
      again = false
      const wasLost = afterLoss
      afterLoss = false
      try {
        await listener.sweep(wasLost)
        troubles.well()
      } catch (error) {
        // The database is away: the loss is still to be dealt with when it is back.
        afterLoss ||= wasLost
        troubles.trouble(error)
      }
    }
    running = undefined
  }

  return {
    sweep(loss = false) {
      afterLoss ||= loss
      again = true
      running ??= run()
      return running
    },
    async stop() {
      stopped = true
      await running
    },
  }
}
