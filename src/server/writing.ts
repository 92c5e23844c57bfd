import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './database/database.ts'
import { after } from './database/timer.ts'
import { type Change, hintsOf } from './domain/change.ts'
import { commitOf } from './domain/verbs.ts'
import { type Feed, telling } from './engine/feed/feed.ts'
import { createSqliteFeed } from './engine/feed/sqlite-feed.ts'
import type { Commit } from './engine/group-commit.ts'
import { startWriterThread } from './engine/threads/writer-thread.ts'
import { newId } from './ids.ts'
import { createThrottledLog } from './throttled-log.ts'

/** Where writes go, and where those of other processes are heard of. */
export interface Writing {
  commit: Commit<Change>
  feed: Feed
  /** Has the writer give back the memory that starting took, if it has a thread of its own. */
  giveBackMemory(): void
  close(): Promise<void>
}

interface WritingDeps {
  /** What other processes on the same database know this one by. */
  processId: string
  /** The time that writes are dated with; ms since 1970. */
  clock(): number
  logger: Logger
}

export async function openWriting(
  { databaseUrl }: Config,
  database: Database,
  { processId, clock, logger }: WritingDeps,
): Promise<Writing> {
  const stopwatch = () => performance.now()
  const troubles = createThrottledLog(logger, stopwatch, {
    trouble: 'Cannot find out what other processes do just now; trying again.',
    over: 'What other processes do can be found out again.',
  })

  switch (database.dialect) {
    case 'sqlite': {
      const feed = createSqliteFeed(stopwatch, troubles)
      // In a file of its own: what runs in the thread is loaded by its name.
      const script = new URL(`./writer${extension}`, import.meta.url)
      const writer = await startWriterThread<Change>(script, databaseUrl, clock, {
        onOtherWriters: feed.othersWrote,
        onCrash: (error) => {
          // Without its writer the process is of no use; whoever supervises it starts it again.
          logger.fatal({ err: error }, 'The writer has crashed.')
          process.exit(1)
        },
      })
      return { ...writer, feed }
    }
    case 'postgres': {
      // Here, so that an installation on SQLite does not carry the driver about.
      const { createPostgresFeed } = await import('./engine/feed/postgres-feed.ts')
      const { openLine } = await import('./engine/feed/postgres-line.ts')
      const commit = commitOf(database, { now: clock, newId })
      const nonsense = createThrottledLog(logger, stopwatch, {
        trouble: 'Somebody who is no process of Parlor notifies on its channel in the database.',
        over: '',
      })
      const feed = createPostgresFeed({
        openLine: (events) => openLine(databaseUrl, processId, events),
        after,
        troubles,
        onNonsense: nonsense.trouble,
      })
      return {
        commit: telling(commit, feed, hintsOf),
        feed,
        giveBackMemory: () => {},
        close: async () => {},
      }
    }
  }
}

/** `.ts` among the sources, `.js` in what was built of them. */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
