import { hostname } from 'node:os'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import manifest from '../../package.json' with { type: 'json' }
import type { Config } from './config.ts'
import { openDatabase } from './database/database.ts'
import { isOutage } from './database/errors.ts'
import { makePrivate } from './database/private-files.ts'
import { after, every } from './database/timer.ts'
import { watchWal } from './database/wal-watch.ts'
import type { HashingCost } from './domain/hashing.ts'
import { createParlor } from './domain/parlor.ts'
import { aboutKept, aboutTwins, upgrade } from './domain/upgrade.ts'
import { createJobRunner } from './engine/job-runner.ts'
import { newId, newToken } from './ids.ts'
import { createJobKinds } from './jobs/kinds.ts'
import { createSearchIndexing } from './jobs/search-index.ts'
import { createLogger } from './logger.ts'
import { createPictures } from './pictures.ts'
import { createPurging } from './purging.ts'
import type { Internet } from './push/post.ts'
import { openSearching } from './searching.ts'
import { createSecurityLog } from './security-log.ts'
import { openStore } from './storage/open.ts'
import { createThrottledLog } from './throttled-log.ts'
import { whyNotListening } from './why-not-listening.ts'
import { openWriting } from './writing.ts'

/** How often quiet people are noticed and idle ones forgotten; ms. */
const tidyEvery = 2000
/** While closing, how often connections that have become idle are closed; ms. */
const closeIdleEvery = 50

export interface Server {
  url: string
  /** Has the writer give back to the system what only starting needed. Polls do not notice. */
  giveBackMemory(): void
  /** What is done every few seconds anyway; for whoever moves the clock and cannot wait. */
  tidy(): Promise<void>
  /** Has all that was said read for the search; for whoever cannot wait until it is. */
  readForSearch(): Promise<void>
  /** Has memory read anew from the database, after something that should not have happened. */
  distrustMemory(): void
  /** Finishes what is under way, then closes. */
  close(): Promise<void>
}

/** What a server takes from its surroundings; tests put something else in its place. */
export interface Surroundings {
  /** Milliseconds since 1970. Sessions, limits and presence go by it; timers go by themselves. */
  clock(): number
  /** What hashing a password takes; without it, what OWASP asks for. No setting leads here. */
  hashingCost?: HashingCost
  /** The internet, as far as push services go; without it, the real one. */
  internet?: Internet
}

/**
 * Starts Parlor: database, schema, writer, HTTP, in this order.
 * @throws if the database cannot be opened or was made by a newer Parlor, or the port is taken.
 */
export async function start(
  config: Config,
  { clock, hashingCost, internet }: Surroundings = { clock: Date.now },
): Promise<Server> {
  const logger = createLogger(config)
  const database = await openDatabase(config.databaseUrl, 'reader')
  const upgraded = await upgrade(database, new Date(clock())).catch((error) => {
    throw isOutage(error) ? cannotWrite(error) : error
  })
  if (upgraded.kept) logger.info(aboutKept(upgraded.kept))
  for (const twins of upgraded.twins) logger.warn({ twins }, aboutTwins(twins))
  if (database.file) makePrivate(database.file.name, warnOfWideMode(logger))
  const fileStore = await openStore(config.placeOfFiles, database.db, logger).catch(
    async (error) => {
      await database.close()
      throw error
    },
  )
  const processId = newId()
  // The writer's thread loads what it needs while this one loads what speaks HTTP.
  const [{ commit, feed, giveBackMemory, close }, { createApp }] = await Promise.all([
    openWriting(config, database, { processId, clock, logger }),
    import('./app.ts'),
  ])
  const note = createSecurityLog(logger, clock)
  const searching = openSearching(config.databaseUrl)
  const pictures = createPictures(
    createThrottledLog(logger, () => performance.now(), {
      trouble: 'A picture could not be read by the process that does it.',
      over: '',
    }).trouble,
  )
  const parlor = createParlor({
    database,
    commit,
    clock,
    newToken,
    processId,
    everybodyKnows: feed.everybodyKnows,
    tellOthers: feed.emit,
    note,
    limited: config.rateLimits,
    namesOfPlace: [hostname(), ...config.allowedHosts],
    finder: searching,
    fileLimits: config.files,
    pictures,
    fileStore,
    hashingCost,
    version: manifest.version,
    internet,
  })
  const closeStorage = async (): Promise<void> => {
    // Should the database be away, the others find out by themselves.
    await parlor.leave().catch(() => {})
    await feed.close()
    await parlor.settle()
    await searching.thread.close()
    await close()
    await database.close()
  }
  const [app, url] = await open().catch(async (error) => {
    await closeStorage()
    throw error
  })

  async function open(): Promise<[FastifyInstance, string]> {
    await parlor.arrive().catch((error) => {
      throw cannotWrite(error)
    })
    // Whoever asks for it later makes up for it.
    void parlor.senderKey().catch(() => {})
    feed.listen(parlor)
    const app = await createApp({ config, parlor, logger, note, clock })
    const url = await app.listen({ host: config.host, port: config.port }).catch((error) => {
      throw new Error(whyNotListening(error, config), { cause: error })
    })
    return [app, url]
  }

  if (!config.rateLimits) logger.warn('Rate limits are off: for load tests only.')
  const failed = reportTo(logger)
  const purging = createPurging(parlor.purge, clock, logger)
  const jobs = createJobs()
  parlor.jobs.onEnqueued(jobs.wake)
  jobs.wake()
  const indexing = createIndexing()
  parlor.onSaid(indexing)
  void indexing.begin()
  const tidy = async (): Promise<void> => {
    parlor.tidy()
    indexing.look()
    jobs.wake()
    await purging.look()
  }
  const stopTidying = every(tidyEvery, tidy, failed)
  const walWatch = database.file && watchWal(database.file.name, warnOfWal(logger), failed)

  function createJobs() {
    const { file } = database
    const backups = file && config.backups && { path: file.name, where: config.backups }
    return createJobRunner({
      kinds: createJobKinds({ parlor, database, backups, fileStore, clock, logger, internet }),
      recurring: ['backUp'],
      database,
      run: parlor.jobs.run,
      processId,
      clock,
      random: Math.random,
      after,
      troubles: createThrottledLog(logger, () => performance.now(), {
        trouble: 'What is to follow from commits cannot be looked up just now; trying again.',
        over: 'What is to follow from commits can be looked up again.',
      }),
      onRetry: createThrottledLog(logger, () => performance.now(), {
        trouble: 'Something that follows from a commit has failed; it is tried again.',
        over: '',
      }).trouble,
      onFailure: ({ id, kind }, err) =>
        logger.error({ err, job: id, kind }, 'A job has failed for good: see “parlor jobs”.'),
    })
  }

  function createIndexing() {
    return createSearchIndexing({
      database,
      parlor,
      thread: searching.thread,
      dialect: database.dialect,
      logger,
      troubles: createThrottledLog(logger, () => performance.now(), {
        trouble: 'What is said cannot be read for the search just now; trying again.',
        over: 'What is said can be read for the search again.',
      }),
    })
  }

  return {
    url,
    giveBackMemory,
    distrustMemory: () => void parlor.sweep(true).catch(failed),
    readForSearch: indexing.sweep,
    async tidy() {
      await tidy()
      await jobs.sweep()
      await parlor.settle()
    },
    async close() {
      stopTidying()
      purging.stop()
      walWatch?.stop()
      // A connection whose last answer went out after the closing began would be kept alive else.
      const idle = every(closeIdleEvery, () => app.server.closeIdleConnections(), failed)
      pictures.close()
      await app.close()
      idle()
      await jobs.stop()
      await indexing.stop()
      await closeStorage()
    },
  }
}

function cannotWrite(cause: unknown): Error {
  const reason =
    'DATABASE_URL: The database cannot be written: it is read-only, full, or kept by a program.'
  return new Error(reason, { cause })
}

function warnOfWal(logger: Logger): (bytes: number) => void {
  return (bytes) =>
    logger.warn(
      { bytes },
      'The write-ahead log cannot be reset: something reads the database in one long transaction.',
    )
}

function warnOfWideMode(logger: Logger): (error: unknown, file: string) => void {
  return (err, file) =>
    logger.warn({ err, file }, 'Others on this machine can read what people say: chmod 600 failed.')
}

/** What goes wrong in the background, each kind once a minute. */
function reportTo(logger: Logger): (error: unknown) => void {
  const troubles = createThrottledLog(logger, () => performance.now(), {
    trouble: 'Something in the background failed; it is tried again.',
    over: 'What failed in the background works again.',
  })
  return troubles.trouble
}
