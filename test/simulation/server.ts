import type { Found } from '../../src/server/domain/polls.ts'
import type { Job } from '../../src/server/engine/group-commit.ts'
import { withNews } from '../../src/server/http/plumbing/fast-answers.ts'
import type { Environment, Fate, Process } from './environment.ts'
import type { Lines } from './lines.ts'
import type { Broken, Call, Reply } from './network.ts'
import type { Timeline } from './timeline.ts'

/** Where a process stands still until the story lets it go on, or kills it. */
export interface Gate {
  before: 'the commit' | 'the reply'
  open(): void
  /** Only before a commit: it happens, and the process never hears that it did. */
  openUnheard(): void
}

interface Deps {
  environment: Environment
  /** Which of the environment's processes this is. */
  at: number
  timeline: Timeline
  lines: Lines
  newId(): string
  journal(sentence: string): void
  /** Hears of every commit. */
  committed(): void
}

/** One run of a process, from its start until it is killed. */
interface Life {
  processId: string
  /** Undefined: it is being started, and nothing holds it up. */
  process?: Process
  /** What polls found, by who asked what. */
  found: Map<string, Found>
  gates: (Gate & { name: string; breakOff(): void })[]
  died: Promise<Broken>
  die(): void
}

export type Server = ReturnType<typeof createServer>

/** A process of the server, which the story can stop before and after each commit, and kill. */
export function createServer({
  environment,
  at,
  timeline,
  lines,
  newId,
  journal,
  committed,
}: Deps) {
  const name = environment.processes === 1 ? 'the server' : `server ${at + 1}`
  let life: Life | undefined
  let skew = 0
  let mostSkew = 0

  function stop(mine: Life, before: Gate['before'], jobs: Job[]): Promise<Fate> {
    const { promise, resolve, reject } = Promise.withResolvers<Fate>()
    const breakOff = (): void => {
      // Whatever was not committed never happened; and nobody is left to hear of what was.
      if (before === 'the commit') reject(gone())
    }
    const pass = (fate: Fate, sentence: string): void => {
      mine.gates = mine.gates.filter((each) => each !== gate)
      journal(`${name} ${sentence}`)
      resolve(fate)
    }
    const gate = {
      before,
      name: `before ${before} of ${namesOf(jobs)}`,
      breakOff,
      open: () => pass('heard', before === 'the commit' ? `commits ${namesOf(jobs)}` : 'replies'),
      openUnheard: () => pass('unheard', `commits ${namesOf(jobs)}, and does not hear of it`),
    }
    if (mine !== life) breakOff()
    else if (mine.process) mine.gates.push(gate)
    else resolve('heard')
    return promise
  }

  return {
    name,
    isRunning: () => life?.process !== undefined,
    /** Where it stands still just now; in an order that does not depend on who was faster. */
    gates: (): Gate[] => life?.gates.toSorted((a, b) => (a.name < b.name ? -1 : 1)) ?? [],

    async start(): Promise<void> {
      journal(`${name} is started`)
      const { promise, resolve } = Promise.withResolvers<Broken>()
      const mine: Life = {
        processId: newId(),
        found: new Map(),
        gates: [],
        died: promise,
        die: () => resolve('broken'),
      }
      life = mine
      const isAlive = () => mine === life
      const { processId } = mine
      const { after } = timeline.clockFor(isAlive)
      mine.process = await environment.start(at, {
        processId,
        now: () => timeline.now() + skew,
        after,
        newId,
        openLine: (events) => lines.open({ name, processId, isAlive, after }, events),
        beforeCommit: (jobs) => stop(mine, 'the commit', jobs),
        committed,
        beforeReply: (jobs) => stop(mine, 'the reply', jobs),
      })
    },

    /** Ends the process where it stands. */
    async kill(): Promise<void> {
      if (!life) return
      const { gates, processId, die } = life
      journal([`${name} is killed`, ...gates.map((gate) => gate.name)].join(', '))
      life = undefined
      die()
      lines.drop(processId)
      await environment.breakOff(at, 'in use')
      for (const gate of gates) gate.breakOff()
    },

    /** All its connections to the database break, with what they are in the middle of. */
    async loseDatabase(): Promise<void> {
      if (life) lines.breakOff(life.processId)
      await environment.breakOff(at, 'all')
    },

    /** Moves its clock, and nobody else's. */
    setClock(by: number): void {
      skew += by
      mostSkew = Math.max(mostSkew, Math.abs(skew))
    },
    /** By how much its clock was wrong at the most; ms. */
    mostSkew: () => mostSkew,

    handle(call: Call): Promise<Reply | Broken> {
      if (!life?.process) return Promise.resolve('refused')
      const quick = pollInMemory(life.process, life.found, call) ?? newsInMemory(life.process, call)
      return quick
        ? Promise.resolve(quick)
        : Promise.race([answerOf(life.process, call), life.died])
    },

    /** What it would tell of the list of rooms, at this moment, to who has nothing yet. */
    async everythingNew(cookie: string | undefined): Promise<Reply | undefined> {
      const { parlor } = life?.process ?? {}
      const token = cookie?.replace('parlor=', '')
      const text = await parlor
        ?.sessionOf(token)
        .then((session) => parlor.news(session))
        .catch(() => undefined)
      return text === undefined ? undefined : { status: 200, headers: {}, text }
    },

    tidy: () => life?.process?.parlor.tidy(),
    purge(): void {
      void life?.process?.parlor.purge().catch(ignore)
      life?.process?.jobs.wake()
    },
  }
}

async function answerOf({ app }: Process, { method, path, headers, body }: Call): Promise<Reply> {
  const reply = await app.inject({
    method: methodOf(method),
    url: path,
    headers,
    ...(body && { payload: body }),
  })
  return {
    status: reply.statusCode,
    headers: Object.fromEntries(
      Object.entries(reply.headers).map(([name, value]) => [name, String(value)]),
    ),
    text: reply.payload,
  }
}

/** Most polls are answered before the HTTP layer sees them: see `src/server/http/plumbing/poll-fast-path.ts`. */
function pollInMemory(
  { parlor }: Process,
  before: Map<string, Found>,
  { method, path, headers }: Call,
): Reply | undefined {
  const [, roomId = '', after, cursor, known = ''] =
    path.match(/^\/api\/rooms\/([^/]+)\/changes\?after=([^&]*)(?:&news=([^&]*)&known=(\d+))?$/) ??
    []
  const token = headers.cookie?.replace('parlor=', '')
  if (method !== 'GET' || roomId === '' || token === undefined) return undefined
  const question = `${headers.cookie} ${path}`
  const last = before.get(question)
  const found =
    last && parlor.nothingNewSince(last) ? last : parlor.changesInMemory(token, roomId, after)
  if (found) before.set(question, found)
  if (!found) return undefined
  const asked = cursor === undefined ? undefined : { news: cursor, known }
  const { number, news } = parlor.newsElsewhere(found.session, roomId, asked)
  const told: Record<string, string> = number === undefined ? {} : { 'parlor-news': number }
  return { status: 200, headers: told, text: withNews(found.answer.body, news) }
}

/** So are most questions for news: see `src/server/http/plumbing/news-fast-path.ts`. */
function newsInMemory({ parlor }: Process, { method, path, headers }: Call): Reply | undefined {
  const [, after, of] = path.match(/^\/api\/me\/news\?after=([^&]*)(&of=mine)?$/) ?? []
  const token = headers.cookie?.replace('parlor=', '')
  if (method !== 'GET' || after === undefined || token === undefined) return undefined
  const found = parlor.newsInMemory(token, after, of ? 'mine' : 'all')
  return found && { status: 200, headers: {}, text: found.body }
}

/** What a process that is gone would have heard of its connection. */
function gone(): Error {
  return new Error('Connection terminated: the process was killed')
}

function namesOf(jobs: Job[]): string {
  const names = jobs.slice(0, 5).map((job) => `${job.verb} ${JSON.stringify(job.args)}`)
  const others = jobs.length - names.length
  return names.join(', ') + (others > 0 ? ` and ${others} more` : '')
}

function methodOf(method: string): 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE' {
  switch (method) {
    case 'GET':
    case 'PUT':
    case 'POST':
    case 'PATCH':
    case 'DELETE':
      return method
    default:
      throw new Error(`No page sends ${method}`)
  }
}

/** A chore that the killing of the server cuts short is done another time. */
function ignore(): void {}
