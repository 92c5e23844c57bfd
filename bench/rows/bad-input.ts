import { randomUUID } from 'node:crypto'
import { faultsIn } from '../crowds.ts'
import type { CrowdReport } from '../load/crowd.ts'
import { type Person, request } from '../load/requests.ts'
import { median, ms, ratio } from '../numbers.ts'
import type { Generator } from '../processes.ts'
import type { Bench, Row } from '../row.ts'
import { firstOf } from '../worlds.ts'

const people = 1000
const atMost = 2
const rounds = 3
/** What one person can keep open without being a botnet. */
const connections = 16

/** Floods by one person, with rate limits on: what the others feel of them. */
export const badInput: Row = {
  name: 'bad-input',
  async measure(bench) {
    const world = await bench.world({ people, rooms: 10, messages: 2000 })
    const parlor = await bench.parlor(world, { env: { RATE_LIMITS: 'on' } })
    const flooder = await bench.anotherGenerator()
    const others = world.people.slice(1)
    const results = []
    try {
      for (const [kind, requests] of Object.entries(floods(parlor.port, firstOf(world.people)))) {
        const pairs = []
        for (let round = 0; round < rounds; round += 1) {
          const quiet = await listen(bench, parlor.port, others)
          const { flooded, flood } = await during(bench, flooder, parlor.port, others, requests)
          pairs.push({ quiet, flooded, flood })
        }
        results.push({ kind, pairs })
      }
    } finally {
      await Promise.all([parlor.stop(), flooder.stop()])
    }
    return {
      lines: results.map(({ kind, pairs }) => {
        const worse = median(pairs.map(({ quiet, flooded }) => flooded.polls.p99 / quiet.polls.p99))
        const faults = pairs.flatMap(({ flooded }) => faultsIn(flooded))
        return {
          what: `others’ polls while one person floods ${kind}`,
          target: `p99 ≤ ${atMost} × quiet`,
          measured: [
            `${ratio(worse)} (${ms(median(pairs.map(({ flooded }) => flooded.polls.p99)))} after ` +
              `${ms(median(pairs.map(({ quiet }) => quiet.polls.p99)))}; ` +
              `${Math.round(median(pairs.map(({ flood }) => flood.perSecond)))} requests a second)`,
            ...faults,
          ].join('; '),
          pass: worse <= atMost && faults.length === 0,
        }
      }),
      numbers: { results },
    }
  },
}

/** Whole requests of each kind. Log-ins and sign-ups cost a password hash, until they are limited. */
function floods(port: number, { cookie, username, roomId }: Person): Record<string, string[]> {
  const send = (method: string, path: string, json?: unknown) =>
    request(method, path, { port, cookie, json }).toString()
  const password = 'not the right one'
  return {
    'log-ins': [send('POST', '/api/session', { username, password })],
    'sign-ups': Array.from({ length: 2000 }, () =>
      send('POST', '/api/accounts', { username: `x${randomUUID().slice(0, 8)}`, password }),
    ),
    joins: [send('PUT', '/api/me/room', { roomId })],
    'history pages': [send('GET', `/api/rooms/${roomId}/messages?limit=200`)],
  }
}

async function listen(bench: Bench, port: number, readers: Person[]): Promise<CrowdReport> {
  const { report } = await bench.generator.perform({
    kind: 'crowd',
    port,
    seconds: bench.seconds(6),
    readers,
    writers: readers.slice(0, 20),
    pace: 10,
  })
  return report
}

async function during(
  bench: Bench,
  flooder: Generator,
  port: number,
  readers: Person[],
  requests: string[],
) {
  const seconds = bench.seconds(6) + 4
  const flooding = flooder.perform({ kind: 'saturate', port, requests, connections, seconds })
  const flooded = await listen(bench, port, readers)
  return { flooded, flood: (await flooding).report }
}
