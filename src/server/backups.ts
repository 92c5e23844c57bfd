import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Logger } from 'pino'
import { type BackupFolder, newestIn } from './database/dated-backups.ts'

/** Ms. */
const day = 24 * 60 * 60_000

export interface BackupsDeps {
  /** The file of the SQLite database. */
  path: string
  where: BackupFolder
  /** Ms since 1970. */
  clock(): number
  logger: Logger
}

/** The backup that a server makes each day by itself. */
export interface Backups {
  /**
   * Makes one if a day has gone by since the last, and no other process does. What goes wrong is
   * logged; it is tried again the next time. To be called every few minutes.
   */
  look(): Promise<void>
  /** Waits for the one that is under way. */
  settle(): Promise<void>
}

export function createBackups({ path, where, clock, logger }: BackupsDeps): Backups {
  let underWay: Promise<void> | undefined

  async function look(): Promise<void> {
    const now = clock()
    try {
      const newest = newestIn(path, where.folder)
      // One that claims to be of tomorrow was made while the clock was wrong.
      if (newest !== undefined && Math.abs(now - newest) < day) return
      const file = await inThread({ path, where, now, since: now - day })
      if (file !== undefined) logger.info({ file }, 'The daily backup is made.')
    } catch (err) {
      logger.error({ err }, 'The daily backup has failed; it is tried again in a few minutes.')
    }
  }

  return {
    look() {
      underWay ??= look().finally(() => {
        underWay = undefined
      })
      return underWay
    },
    settle: async () => underWay,
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
