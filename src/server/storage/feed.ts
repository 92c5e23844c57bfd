import type { Change } from './change.ts'
import type { Commit } from './group-commit.ts'

/** What one process tells the others of its commits. */
export interface News {
  /** Changes that are told whole: rooms and sessions that came or ended, read markers. */
  changes: Change[]
  /** Rooms whose log has grown; what was added is read from the database. */
  roomIds: string[]
}

/** What a process does when others have written. */
export interface Listener {
  /** Resolves when it is taken in. */
  hear(news: News): Promise<void>
  /** @param afterLoss the database was away and may have been restored from a backup. */
  sweep(afterLoss: boolean): Promise<void>
}

/** Tells a process what other processes on the same database changed. */
export interface Feed {
  /** To be called once, when everything is ready. */
  listen(listener: Listener): void
  /** Tells the others of a commit, soon and without being waited for. */
  tell(changes: Change[]): void
  /**
   * Resolves when all other processes have taken in what this one committed before the call, or after
   * a bounded time: a process that does not answer must not keep everybody waiting.
   */
  everybodyKnows(): Promise<void>
  close(): Promise<void>
}

/** A commit of which the others are told. */
export function telling(commit: Commit, feed: Feed): Commit {
  return async (jobs) => {
    const committed = await commit(jobs)
    feed.tell(committed.changes)
    return committed
  }
}

/** Where something that is tried again and again reports how it goes. */
export interface Troubles {
  trouble(error: unknown): void
  /** It works. */
  well(): void
}

/** Splits the changes of a commit into what is told whole and what is only pointed at. */
export function newsOf(changes: Change[]): News {
  const news: News = { changes: [], roomIds: [] }
  for (const change of changes) {
    switch (change.kind) {
      case 'message':
      case 'person':
      case 'presence':
      case 'epoch':
        if (!news.roomIds.includes(change.roomId)) news.roomIds.push(change.roomId)
        break
      case 'room':
      case 'room_deleted':
      case 'read':
      case 'session_ended':
        news.changes.push(change)
        break
      case 'stretch':
        break
      default:
        change satisfies never
    }
  }
  return news
}

export interface Sweeper {
  /** Sweeps, and once more if one is under way: it resolves when nothing is left to do. */
  sweep(afterLoss?: boolean): Promise<void>
  /** Begins no more, and waits for the one that is under way. */
  stop(): Promise<void>
}

/** Runs sweeps one at a time. */
export function createSweeper(listener: Listener, troubles: Troubles): Sweeper {
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
