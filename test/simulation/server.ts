import type { FastifyInstance } from 'fastify'
import type { Commit, Job } from '../../src/server/storage/group-commit.ts'
import type { House, Image } from './house.ts'
import type { Broken, Call, Reply } from './network.ts'

/** Where the server stands still until the story lets it go on, or kills it. */
interface Gate {
  before: 'the commit' | 'the reply'
  jobs: Job[]
  open(): void
}

interface Deps {
  house: House
  now(): number
  newId(): string
  journal(sentence: string): void
}

export type Server = ReturnType<typeof createServer>

/** The server of one story: it can be stopped between any two of its steps, and started again. */
export function createServer({ house, now, newId, journal }: Deps) {
  let process: { app: FastifyInstance; died: Promise<Broken>; kill(): void } | undefined
  let gate: Gate | undefined
  let commits = 0
  let starts = 0

  const around = (commit: Commit): Commit => {
    return async (jobs) => {
      await stopBefore('the commit', jobs)
      const committed = await commit(jobs)
      commits += 1
      await stopBefore('the reply', jobs)
      return committed
    }
  }

  const stopBefore = (before: Gate['before'], jobs: Job[]): Promise<void> =>
    new Promise((open) => {
      gate = { before, jobs, open }
    })

  return {
    isRunning: () => process !== undefined,
    gate: () => gate,
    /** Rises with every commit. */
    commits: () => commits,
    /** Rises with every start, and with every backup that is put in place. */
    starts: () => starts,

    async start(): Promise<void> {
      const app = await house.start({ now, newId, around })
      const { promise, resolve } = Promise.withResolvers<Broken>()
      process = { app, died: promise, kill: () => resolve('broken') }
      starts += 1
    },

    /** Ends the process where it stands. */
    async kill(): Promise<void> {
      journal(
        `the server is killed${gate ? `, before ${gate.before} of ${namesOf(gate.jobs)}` : ''}`,
      )
      process?.kill()
      process = undefined
      gate = undefined
      await house.stop()
    },

    /** Lets the server do its next step. False: it has nothing to do. */
    goOn(): boolean {
      if (!gate) return false
      const { before, jobs, open } = gate
      gate = undefined
      journal(
        before === 'the commit' ? `the server commits ${namesOf(jobs)}` : 'the server replies',
      )
      open()
      return true
    },

    handle({ method, path, headers, body }: Call): Promise<Reply | Broken> {
      if (!process) return Promise.resolve('refused')
      const quick = pollInMemory(house, { method, path, headers })
      if (quick !== undefined) return Promise.resolve(quick)
      const { app, died } = process
      const answer = app
        .inject({ method: methodOf(method), url: path, headers, ...(body && { payload: body }) })
        .then((reply) => ({
          status: reply.statusCode,
          headers: Object.fromEntries(
            Object.entries(reply.headers).map(([name, value]) => [name, String(value)]),
          ),
          text: reply.payload,
        }))
      return Promise.race([answer, died])
    },

    tidy: () => house.parlor()?.tidy(),
    purge: () => void house.parlor()?.purge().catch(ignore),
    backup: (): Image => house.backup(),

    async restore(image: Image): Promise<void> {
      await house.restore(image)
      starts += 1
    },
  }
}

/** Most polls are answered before the HTTP layer sees them: see `src/server/http/quick-polls.ts`. */
function pollInMemory(house: House, { method, path, headers }: Call): Reply | undefined {
  const [, roomId = '', after] = path.match(/^\/api\/rooms\/([^/]+)\/changes\?after=(.*)$/) ?? []
  const token = headers.cookie?.replace('parlor=', '')
  if (method !== 'GET' || roomId === '' || token === undefined) return undefined
  const text = house.parlor()?.changesInMemory(token, roomId, after)
  return text === undefined ? undefined : { status: 200, headers: {}, text }
}

function namesOf(jobs: Job[]): string {
  const names = jobs.slice(0, 5).map((job) => `${job.verb} ${JSON.stringify(job.args)}`)
  const others = jobs.length - names.length
  return names.join(', ') + (others > 0 ? ` and ${others} more` : '')
}

function methodOf(method: string): 'GET' | 'PUT' | 'POST' | 'DELETE' {
  switch (method) {
    case 'GET':
    case 'PUT':
    case 'POST':
    case 'DELETE':
      return method
    default:
      throw new Error(`No page sends ${method}`)
  }
}

/** A chore that the killing of the server cuts short is done another time. */
function ignore(): void {}
