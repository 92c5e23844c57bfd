import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { type BackupFolder, newestIn } from './database/dated-backups.ts'
import type { JobKind } from './engine/job-runner.ts'
import { longestTry } from './engine/jobs.ts'

/** Ms. */
const day = 24 * 60 * 60_000
const tryAgainAfter = 10 * 60_000

export interface BackupsDeps {
  /** The file of the SQLite database. */
  path: string
  where: BackupFolder
  /** Ms since 1970. */
  clock(): number
  logger: Logger
}

/**
 * Makes a backup if a day has gone by since the last, and no other process does; then it waits for the
 * next day. What goes wrong is logged, and tried again for as long as it takes.
 */
export function dailyBackups({ path, where, clock, logger }: BackupsDeps): JobKind<object> {
  async function backUp(): Promise<{ after: number }> {
    const now = clock()
    const newest = newestIn(path, where.folder)
    // One that claims to be of tomorrow was made while the clock was wrong.
    if (newest !== undefined && Math.abs(now - newest) < day) return { after: newest + day - now }
    const file = await inThread({ path, where, now, since: now - day })
    if (file === undefined) return { after: tryAgainAfter }
    logger.info({ file }, 'The daily backup is made.')
    return { after: now + day - clock() }
  }

  return {
    within: longestTry,
    tries: Number.POSITIVE_INFINITY,
    run: () =>
      backUp().catch((err) => {
        logger.error({ err }, 'The daily backup has failed; it is tried again in a few minutes.')
        return { after: tryAgainAfter }
      }),
  }
}

async function inThread(workerData: object): Promise<string | undefined> {
  // In a file of its own, as the writer.
  const worker = new Worker(new URL(`./backup-thread${extension}`, import.meta.url), { workerData })
  const [file] = await once(worker, 'message')
  return file
}

/** `.ts` among the sources, `.js` in what was built of them. */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
