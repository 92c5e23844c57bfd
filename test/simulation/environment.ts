import { AsyncLocalStorage } from 'node:async_hooks'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../src/server/app.ts'
import { readConfig } from '../../src/server/config.ts'
import type { Database } from '../../src/server/database/database.ts'
import type { After } from '../../src/server/database/timer.ts'
import { type Change, hintsOf } from '../../src/server/domain/change.ts'
import { createParlor, type Parlor } from '../../src/server/domain/parlor.ts'
import { commitOf } from '../../src/server/domain/verbs.ts'
import { type Feed, telling } from '../../src/server/engine/feed/feed.ts'
import { createPostgresFeed } from '../../src/server/engine/feed/postgres-feed.ts'
import type { Line, LineEvents } from '../../src/server/engine/feed/postgres-line.ts'
import type { Commit, Job } from '../../src/server/engine/group-commit.ts'
import { createJobRunner, type JobRunner } from '../../src/server/engine/job-runner.ts'
import { eraseMessages } from '../../src/server/jobs/erase-messages.ts'
import { purgeFile } from '../../src/server/jobs/purge-file.ts'
import { purgeRoom } from '../../src/server/jobs/purge-room.ts'
import { createLogger } from '../../src/server/logger.ts'
import { fill } from './cast.ts'
import type { Backup, Disk, Engine } from './disk.ts'
import { openPostgresDisk } from './postgres-disk.ts'
import { openSqliteDisk } from './sqlite-disk.ts'
import { beginning } from './timeline.ts'

/** What a commit comes to: the connection may break when all is done but the telling. */
export type Fate = 'heard' | 'unheard'

/** What a process of the server is made of, apart from its memory. */
export interface Surroundings {
  processId: string
  now(): number
  after: After
  newId(): string
  openLine(events: LineEvents): Line
  /** Where the story can hold a process up, or end it. */
  beforeCommit(jobs: Job[]): Promise<Fate>
  beforeReply(jobs: Job[]): Promise<unknown>
  committed(): void
}

/** A process that runs: what is asked over HTTP, and what is not. */
export interface Process {
  app: FastifyInstance
  parlor: Parlor
  /** What follows from commits. */
  jobs: JobRunner
}

/** On which engine stories take place, and how many processes the server has there. */
export interface Place {
  engine: Engine
  processes: number
}

export interface Environment
  extends Place,
    Pick<Disk, 'breakOff' | 'truth' | 'rest' | 'backup' | 'close'> {
  firstDay: Backup
  /** Starts a process: the same database, nothing in memory. */
  start(process: number, surroundings: Surroundings): Promise<Process>
}

/**
 * The real server, without a socket: its HTTP layer, its domain, and a database. Opening all that
 * takes longer than a story, so it is opened once; each story begins with the same content, and each
 * start of a process within it with an empty memory.
 */
export async function openEnvironment({ engine, processes }: Place): Promise<Environment> {
  const disk = engine === 'sqlite' ? await openSqliteDisk() : await openPostgresDisk(processes)
  const { writer } = await disk.connect(0)
  await writer.migrate()
  await fill(commitOf(writer, { now: () => beginning, newId: counter('t') }))
  const firstDay = await disk.backup()
  const running: (Parlor | undefined)[] = []
  const apps: FastifyInstance[] = []

  return {
    ...disk,
    engine,
    processes,
    firstDay,

    async start(at, around) {
      const { now, newId, processId } = around
      const { reader, writer } = await disk.connect(at)
      const feed = engine === 'sqlite' ? alone : feedOf(around)
      const parlor = createParlor({
        database: reader,
        commit: telling(disturbed(writer, around), feed, hintsOf),
        clock: now,
        newToken: newId,
        processId,
        everybodyKnows: feed.everybodyKnows,
        note: () => {},
        limited: true,
        fileLimits: { perFile: 2 ** 20, perPerson: 2 ** 30, inAll: 2 ** 30 },
        // They are decoded in processes of their own, which no simulation can stop at a moment.
        pictures: { rewrite: () => Promise.reject(new Error('no pictures')), close: () => {} },
      })
      await parlor.arrive()
      feed.listen(parlor)
      const jobs = jobsOf(parlor, reader, around)
      parlor.jobs.onEnqueued(jobs.wake)
      running[at] = parlor
      const app = apps[at] ?? (await appOver(() => running[at] ?? parlor))
      apps[at] = app
      return { app, parlor, jobs }
    },
  }
}

/** Ids that are the same in every run of the same story. */
export function counter(prefix: string): () => string {
  let last = 0
  return () => {
    last += 1
    return `${prefix}${last}`
  }
}

/** Commits that the story stands in the way of: when all is written but the end, and after it. */
function disturbed(database: Database, around: Surroundings): Commit<Change> {
  const underWay = new AsyncLocalStorage<Job[]>()
  let unheard = 0
  const inTheWay: Database = {
    ...database,
    losses: () => database.losses() + unheard,
    em() {
      const em = database.em()
      const commit = em.commit.bind(em)
      em.commit = async () => {
        const fate = await around.beforeCommit(underWay.getStore() ?? [])
        await commit()
        around.committed()
        if (fate === 'heard') return
        unheard += 1
        throw new Error('Connection terminated, when the commit was done')
      }
      return em
    },
  }
  const commit = commitOf(inTheWay, around)
  return async (jobs) => {
    const committed = await underWay.run(jobs, () => commit(jobs))
    await around.beforeReply(jobs)
    return committed
  }
}

function jobsOf(
  parlor: Parlor,
  database: Database,
  { processId, now, after }: Surroundings,
): JobRunner {
  return createJobRunner({
    kinds: {
      purgeRoom: purgeRoom(parlor),
      purgeFile: purgeFile(parlor),
      eraseMessages: eraseMessages(parlor),
      push: undefined,
      backUp: undefined,
    },
    recurring: [],
    database,
    run: parlor.jobs.run,
    processId,
    clock: now,
    random: () => 0.5,
    after,
    troubles: { trouble: () => {}, well: () => {} },
    onRetry: () => {},
    onFailure: () => {},
  })
}

function feedOf({ after, openLine }: Surroundings): Feed {
  const troubles = { trouble: () => {}, well: () => {} }
  return createPostgresFeed({
    openLine,
    after,
    troubles,
    onNonsense: (error) => {
      throw error
    },
  })
}

/** The feed of a process that has the database to itself. */
const alone: Feed = {
  listen() {},
  emit() {},
  everybodyKnows: async () => {},
  close: async () => {},
}

/** The HTTP layer, over whichever process of the server is running in this place. */
async function appOver(running: () => Parlor): Promise<FastifyInstance> {
  const config = readConfig({ RATE_LIMITS: 'off', LOG_LEVEL: 'silent' })
  const current = new Proxy(running(), { get: (_, name) => Reflect.get(running(), name) })
  const logger = createLogger(config)
  const deps = { config, parlor: current, logger, note: () => {}, clock: Date.now }
  const app = await createApp(deps)
  app.addHook('onRequest', async ({ raw }) => {
    // Nothing is a socket here: how fast a line is, the story says.
    Object.assign(raw.socket, { isPaused: () => true })
  })
  await app.ready()
  return app
}
