import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { faultsIn } from '../crowds.ts'
import type { CrowdReport, Lap } from '../load/crowd.ts'
import type { FloodReport } from '../load/flood.ts'
import { type Person, request } from '../load/requests.ts'
import { residentBytes } from '../machine.ts'
import { median, ms, ratio } from '../numbers.ts'
import type { Bench, Line, Row } from '../row.ts'
import { enter } from '../visits.ts'

const people = 1100
/** Each floods once: whoever has done so has used up what the limits grant them. */
const flooders = 300
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
  /** The greater one of the moments before and after the flood. */
  quiet: number
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
 * One account against every route that the server says it has, with rate limits on and 1,500 rooms,
 * while 800 others poll and talk all the time.
 */
export const floods: Row = {
  name: 'floods',
  async measure(bench) {
    const world = await bench.world(
      { people, rooms: 10, messages: 2000 },
      { people: 30, rooms: 1490, messages: 0 },
    )
    const parlor = await bench.parlor(world, { env: { RATE_LIMITS: 'on' } })
    // What the flood takes of the generators' core is not to be counted as the server's slowness.
    const flooder = await bench.anotherGenerator({ yields: true })
    const others = world.people.slice(flooders, people)
    const listening = bench.generator.perform({
      kind: 'crowd',
      port: parlor.port,
      readers: others,
      writers: others.slice(0, 20),
      pace: 10,
    })
    let results: Measured[] = []
    const begun = residentBytes(parlor.pid)
    let ended = begun
    let report: CrowdReport
    try {
      await bench.generator.lap()
      await sleep(bench.seconds(6) * 1000)
      results = (await everyRoute(parlor.port)).flatMap((route) =>
        waysToFlood.map((way) => ({ route, way, pairs: [] })),
      )
      const fresh = world.people.slice(0, flooders).values()
      for (let round = 0; round < (bench.quick ? rounds.quick : rounds.whole); round += 1) {
        for (const result of results.filter(({ pairs }) => !isWithin(pairs))) {
          const person = fresh.next().value
          if (person) result.pairs.push(await flood(bench, parlor, flooder, result, person))
        }
      }
    } finally {
      bench.generator.end()
      report = (await listening).report
      ended = residentBytes(parlor.pid)
      await Promise.all([parlor.stop(), flooder.stop()])
    }
    const faults = faultsIn(report)
    return {
      lines: [
        ...results.map(lineOf),
        {
          what: 'all others, through all of these floods',
          target: 'no error, one log',
          measured: [
            `${report.polls.count} polls, p99 ${ms(report.polls.p99)}; memory ` +
              `${megabytes(begun)} MB before and ${megabytes(ended)} MB after`,
            ...faults,
          ].join('; '),
          pass: faults.length === 0,
        },
      ],
      numbers: { report, results },
    }
  },
}

function lineOf({ route: { method, path }, way, pairs }: Measured): Line {
  const of = (what: (pair: Pair) => number) => median(pairs.map(what))
  return {
    what: `others’ polls while one person floods ${method} ${path}, ${way}`,
    target: `p99 ≤ ${timesQuiet} × quiet, memory + ${moreMegabytes} MB`,
    measured:
      `${ratio(of(ratioOf))} (${ms(of(({ flooded }) => flooded))} after ${ms(of(({ quiet }) => quiet))}, ` +
      `of ${pairs.length}), ${megabytes(of(({ more }) => more))} MB, ` +
      `${of(({ flood }) => flood.answers)} answers`,
    pass: isWithin(pairs),
  }
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
  { route, way }: Measured,
  person: Person,
): Promise<Pair> {
  const seconds = bench.seconds(2)
  const requests = await requestsTo(port, person, route)
  let flood: FloodReport = { answers: 0, bytes: 0, closed: 0 }
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
  const quiet = Math.max(before.polls.p99, after.polls.p99)
  return { quiet, flooded: flooded.polls.p99, more, flood }
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

/** As the running server lists them, so that a new route is flooded from its first day; and pages. */
async function everyRoute(port: number): Promise<Route[]> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/openapi.json`)
  const { paths }: OpenApi = JSON.parse(await reply.text())
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
  )
  const pages = ['/', '/rooms', '/rooms/{id}', '/sw.js', '/nowhere', '/api/nothing']
  return [...routes, ...pages.map((path) => ({ method: 'GET', path }))]
}

/** Several, where the same again would be answered from memory. */
async function requestsTo(port: number, person: Person, { method, path }: Route) {
  await enter(port, person)
  const messageId = path.includes('{messageId}') ? await post(port, person) : ''
  const { cookie, roomId, username } = person
  const at = path
    .replaceAll('{messageId}', messageId)
    .replaceAll(path.startsWith('/api/rooms') ? /\{\w+\}/g : '{id}', roomId)
  const password = 'not the right one'
  return Array.from({ length: 200 }, (_, number) => {
    const json = {
      username: path === '/api/accounts' ? `x${randomUUID().slice(0, 8)}` : username,
      password: path === '/api/me' ? { current: password, new: `${password} ${number}` } : password,
      name: `A flood ${randomUUID()}`,
      roomId,
      seq: 1,
      body: `A flood ${number}`,
      key: randomUUID(),
    }
    return request(method, at, { port, cookie, ...(method !== 'GET' && { json }) }).toString()
  })
}

/** Posts a message, and gives its id. */
async function post(port: number, { cookie, roomId }: Person): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/api/rooms/${roomId}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ body: 'To be flooded', key: randomUUID() }),
  })
  const { message }: { message: { id: string } } = JSON.parse(await response.text())
  return message.id
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
