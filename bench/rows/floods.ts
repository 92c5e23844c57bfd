import { faultsIn } from '../crowds.ts'
import type { CrowdReport } from '../load/crowd.ts'
import type { FloodTask } from '../load/flood.ts'
import { type Person, request } from '../load/requests.ts'
import { residentBytes } from '../machine.ts'
import { median, ms, ratio } from '../numbers.ts'
import type { Bench, Row } from '../row.ts'
import { firstOf } from '../worlds.ts'

const people = 1000
const timesQuiet = 2
const moreMegabytes = 100
/** What one person can keep open without being a botnet. */
const connections = 16

/** How one person floods a route: in the ways that tell servers apart. */
const ways = {
  'as fast as it is answered': { atOnce: 1, reads: true },
  'fifty in a packet': { atOnce: 50, reads: true },
  'fifty in a packet, unread': { atOnce: 50, reads: false },
}

/** One account against every route that the server says it has, with rate limits on. */
export const floods: Row = {
  name: 'floods',
  async measure(bench) {
    const world = await bench.world({ people, rooms: 10, messages: 2000 })
    const parlor = await bench.parlor(world, { env: { RATE_LIMITS: 'on' } })
    const flooder = await bench.anotherGenerator()
    const others = world.people.slice(200)
    const results = []
    const quiet: CrowdReport[] = []
    try {
      const routes = await everyRoute(parlor.port)
      await listen(bench, parlor.port, others)
      const memory = residentBytes(parlor.pid)
      for (const [at, route] of routes.entries()) {
        const person = world.people[at] ?? firstOf(world.people)
        quiet.push(await listen(bench, parlor.port, others))
        for (const [way, how] of Object.entries(ways)) {
          const text = requestTo(parlor.port, person, route)
          const task = { kind: 'flood', port: parlor.port, request: text, connections } as const
          const peak = watchPeak(parlor.pid)
          const { flooded, flood } = await during(bench, flooder, others, { ...task, ...how })
          results.push({ ...route, way, flooded, flood, more: peak() - memory })
        }
      }
    } finally {
      await Promise.all([parlor.stop(), flooder.stop()])
    }
    const quietP99 = median(quiet.map(({ polls }) => polls.p99))
    return {
      lines: results.map(({ method, path, way, flooded, flood, more }) => {
        const worse = flooded.polls.p99 / quietP99
        const faults = faultsIn(flooded)
        return {
          what: `others’ polls while one person floods ${method} ${path}, ${way}`,
          target: `p99 ≤ ${timesQuiet} × quiet, memory + ${moreMegabytes} MB`,
          measured: [
            `${ratio(worse)} (${ms(flooded.polls.p99)} after ${ms(quietP99)}), ` +
              `${Math.round(more / 2 ** 20)} MB, ${flood.answers} answers`,
            ...faults,
          ].join('; '),
          pass: worse <= timesQuiet && more <= moreMegabytes * 2 ** 20 && faults.length === 0,
        }
      }),
      numbers: { quiet, results },
    }
  },
}

interface OpenApi {
  paths: Record<string, object>
}

interface Route {
  method: string
  path: string
}

/** As the running server lists them, so that a new route is flooded from its first day. */
async function everyRoute(port: number): Promise<Route[]> {
  const reply = await fetch(`http://127.0.0.1:${port}/api/openapi.json`)
  const { paths }: OpenApi = JSON.parse(await reply.text())
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => ({ method: method.toUpperCase(), path })),
  )
  return [...routes, { method: 'GET', path: '/' }, { method: 'GET', path: '/api/nothing' }]
}

function requestTo(port: number, person: Person, { method, path }: Route): string {
  const json = {
    username: person.username,
    password: 'not the right one',
    name: 'A flood',
    roomId: person.roomId,
    seq: 1,
    body: 'A flood',
    key: crypto.randomUUID(),
  }
  const { cookie, roomId } = person
  const at = path.replaceAll(/\{\w+\}/g, roomId)
  return request(method, at, { port, cookie, ...(method !== 'GET' && { json }) }).toString()
}

function watchPeak(pid: number): () => number {
  let peak = residentBytes(pid)
  const timer = setInterval(() => {
    peak = Math.max(peak, residentBytes(pid))
  }, 100)
  return () => {
    clearInterval(timer)
    return peak
  }
}

async function listen(bench: Bench, port: number, readers: Person[]): Promise<CrowdReport> {
  const { report } = await bench.generator.perform({
    kind: 'crowd',
    port,
    seconds: bench.seconds(4),
    readers,
    writers: readers.slice(0, 20),
    pace: 10,
  })
  return report
}

async function during(
  bench: Bench,
  flooder: Bench['generator'],
  readers: Person[],
  task: Omit<FloodTask, 'seconds'>,
) {
  const flooding = flooder.perform({ ...task, seconds: bench.seconds(4) + 1 })
  const flooded = await listen(bench, task.port, readers)
  return { flooded, flood: (await flooding).report }
}
