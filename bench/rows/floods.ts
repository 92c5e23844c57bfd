import { setTimeout as sleep } from 'node:timers/promises'
import { faultsIn } from '../crowds.ts'
import { accepted } from '../floods/accepted.ts'
import { createFlooder } from '../floods/flooder.ts'
import type { Recipe } from '../floods/recipe.ts'
import type { CrowdReport, Lap } from '../load/crowd.ts'
import type { FloodReport } from '../load/flood.ts'
import type { Person } from '../load/requests.ts'
import { residentBytes } from '../machine.ts'
import { median, ms, ratio } from '../numbers.ts'
import type { Bench, Line, Row } from '../row.ts'
import { firstOf, type World } from '../worlds.ts'

const people = 800
const timesQuiet = 2
const moreMegabytes = 100
/** What one person can keep open without being a botnet. */
const connections = 16
/**
 * A moment of a noisy machine says little: what does not pass is measured again, when all others have
 * been, so often that most of these moments decide.
 */
const rounds = { quick: 3, whole: 5 }

/** How one person floods a route: in the ways that tell servers apart. */
const ways = {
  'as fast as it is answered': { atOnce: 1, reads: true },
  'fifty in a packet': { atOnce: 50, reads: true },
  'fifty in a packet, unread': { atOnce: 50, reads: false },
}
const waysToFlood = [
  'as fast as it is answered',
  'fifty in a packet',
  'fifty in a packet, unread',
] as const

interface Route {
  method: string
  path: string
}

/** Neighbours in time: what else the machine does falls on both alike. */
interface Pair {
  /**
   * The greater one of the moments before and after the flood; but where they are luckier than most
   * moments without one, it is what it is in most.
   */
  quiet: number
  /** What it was before and after. */
  moments: number[]
  flooded: number
  /** Bytes of memory more than before, at the most. */
  more: number
  flood: FloodReport
}

interface Measured {
  route: Route
  way: keyof typeof ways
  pairs: Pair[]
}

/**
 * One account against every route that the server says it has, asked for what it does and not for what it
 * refuses, with rate limits on and 1,500 rooms, while 800 others poll and talk all the time.
 */
export const floods: Row = {
  name: 'floods',
  async measure(bench) {
    const world = await bench.world(
      { people, rooms: 10, messages: 20_000 },
      { people: 30, rooms: 1490, messages: 0 },
    )
    const others = world.people.slice(0, people)
    const results: Measured[] = []
    const heard: Line[] = []
    const reports: CrowdReport[] = []
    for (let round = 0; round < (bench.quick ? rounds.quick : rounds.whole); round += 1) {
      const prepared = await prepare(bench, world, others, results, round)
      if (prepared.length === 0) break
      const { line, report } = await floodAll(bench, world, others, prepared)
      holdAgainstMost(results)
      heard.push(line)
      reports.push(report)
    }
    return { lines: [...results.map(lineOf), ...heard], numbers: { reports, results } }
  },
}

interface Prepared {
  result: Measured
  requests: string[]
}

/**
 * A new person for each flood, and what they ask for: who has flooded has used up what the limits grant
 * them, and so would whoever has written so much first. Therefore it is made with limits off.
 */
async function prepare(
  bench: Bench,
  world: World,
  others: Person[],
  results: Measured[],
  round: number,
): Promise<Prepared[]> {
  const parlor = await bench.parlor(world)
  try {
    if (round === 0) results.push(...(await everyRoute(bench, parlor.port)))
    const prepared: Prepared[] = []
    for (const result of results.filter(({ pairs }) => !isWithin(pairs))) {
      const host = others[prepared.length % others.length] ?? firstOf(others)
      const flooder = await createFlooder(parlor.port, host, firstOf(others))
      const asks = await asksOf(result.route)(flooder)
      prepared.push({ result, requests: asks.map(flooder.written) })
    }
    return prepared
  } finally {
    await parlor.stop()
  }
}

function holdAgainstMost(results: Measured[]): void {
  const pairs = results.flatMap((result) => result.pairs)
  const most = median(pairs.flatMap(({ moments }) => moments))
  for (const pair of pairs) pair.quiet = Math.max(...pair.moments, most)
}

/** @throws Error that names a route of which nobody has said how it is asked */
function asksOf({ method, path }: Route): Recipe {
  if (!path.startsWith('/api/') || path === nowhere) {
    return async ({ room }) => [{ method, path: path.replace('{id}', room) }]
  }
  const recipe = accepted[`${method} ${path}`]
  if (!recipe) throw new Error(`bench/floods does not say how to ask for ${method} ${path}.`)
  return recipe
}

async function floodAll(bench: Bench, world: World, others: Person[], prepared: Prepared[]) {
  const parlor = await bench.parlor(world, { env: { RATE_LIMITS: 'on' } })
  // What the flood takes of the generators' core is not to be counted as the server's slowness.
  const flooder = await bench.anotherGenerator({ yields: true })
  const listening = bench.generator.perform({
    kind: 'crowd',
    port: parlor.port,
    readers: others,
    writers: others.slice(0, 20),
    pace: 10,
  })
  const begun = residentBytes(parlor.pid)
  let ended = begun
  let report: CrowdReport
  try {
    await bench.generator.lap()
    await sleep(bench.seconds(6) * 1000)
    for (const { result, requests } of prepared) {
      result.pairs.push(await flood(bench, parlor, flooder, result.way, requests))
    }
  } finally {
    bench.generator.end()
    report = (await listening).report
    ended = residentBytes(parlor.pid)
    await Promise.all([parlor.stop(), flooder.stop()])
  }
  const faults = faultsIn(report)
  const line: Line = {
    what: `all others, through ${prepared.length} floods`,
    target: 'no error, one log',
    measured: [
      `${report.polls.count} polls, p99 ${ms(report.polls.p99)}; memory ` +
        `${megabytes(begun)} MB before and ${megabytes(ended)} MB after`,
      ...faults,
    ].join('; '),
    pass: faults.length === 0,
  }
  return { line, report }
}

function lineOf({ route: { method, path }, way, pairs }: Measured): Line {
  const of = (what: (pair: Pair) => number) => median(pairs.map(what))
  return {
    what: `others’ polls while one person floods ${method} ${path}, ${way}`,
    target: `p99 ≤ ${timesQuiet} × quiet, memory + ${moreMegabytes} MB`,
    measured:
      `${ratio(of(ratioOf))} (${ms(of(({ flooded }) => flooded))} after ${ms(of(({ quiet }) => quiet))}, ` +
      `of ${pairs.length}), ${megabytes(of(({ more }) => more))} MB, ` +
      `${of(({ flood }) => flood.answers)} answers${statusesOf(pairs)}`,
    pass: isWithin(pairs),
  }
}

/** Of the first flood: that it was answered shows that it was one. */
function statusesOf([pair]: Pair[]): string {
  const counts = Object.entries(pair?.flood.statuses ?? {})
  return counts.length === 0
    ? ''
    : ` (${counts.map(([is, times]) => `${times} × ${is}`).join(', ')})`
}

function ratioOf({ quiet, flooded }: Pair): number {
  return flooded / quiet
}

function isWithin(pairs: Pair[]): boolean {
  if (pairs.length === 0) return false
  const bytes = median(pairs.map(({ more }) => more))
  return median(pairs.map(ratioOf)) <= timesQuiet && bytes <= moreMegabytes * 2 ** 20
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 2 ** 20)
}

async function flood(
  bench: Bench,
  { port, pid }: { port: number; pid: number },
  flooder: Awaited<ReturnType<Bench['anotherGenerator']>>,
  way: keyof typeof ways,
  requests: string[],
): Promise<Pair> {
  const seconds = bench.seconds(2)
  let flood: FloodReport = { answers: 0, statuses: {}, bytes: 0, closed: 0 }
  const before = await lapOf(bench, sleep(seconds * 500))
  const resident = residentBytes(pid)
  const peak = watchPeak(pid)
  const task = { kind: 'flood', port, requests, connections, seconds, ...ways[way] } as const
  const flooded = await lapOf(
    bench,
    flooder.perform(task).then((performed) => {
      flood = performed.report
    }),
  )
  const more = peak() - resident
  const after = await lapOf(bench, sleep(seconds * 500))
  const moments = [before.polls.p99, after.polls.p99]
  return { moments, quiet: Math.max(...moments), flooded: flooded.polls.p99, more, flood }
}

/** What the others noticed meanwhile. */
async function lapOf(bench: Bench, meanwhile: Promise<void>): Promise<Lap> {
  await bench.generator.lap()
  await meanwhile
  return bench.generator.lap()
}

interface OpenApi {
  paths: Record<string, object>
}

const nowhere = '/api/nothing'

/** As the running server lists them, so that a new route is flooded from its first day; and pages. */
async function everyRoute({ part }: Bench, port: number): Promise<Measured[]> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/openapi.json`)
  const { paths }: OpenApi = JSON.parse(await reply.text())
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
  )
  const pages = ['/', '/rooms', '/rooms/{id}', '/sw.js', '/nowhere', nowhere]
  const all = [...routes, ...pages.map((path) => ({ method: 'GET', path }))]
  return all
    .filter((_, at) => at % part.of === part.number - 1)
    .flatMap((route) => waysToFlood.map((way) => ({ route, way, pairs: [] })))
}

function watchPeak(pid: number): () => number {
  let peak = residentBytes(pid)
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid))
  }, 50)
  return () => {
    clearInterval(timer)
    return peak
  }
}
