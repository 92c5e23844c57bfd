import { setTimeout as sleep } from 'node:timers/promises'
import { startPostgres } from '../../test/support/postgres.ts'
import { faultsIn } from '../crowds.ts'
import type { Person } from '../load/requests.ts'
import { median, ms, number, ratio } from '../numbers.ts'
import type { Running } from '../processes.ts'
import { type BarePostgres, barePostgres } from '../reference/bare-postgres.ts'
import type { Bench, Line, Row } from '../row.ts'
import { enter } from '../visits.ts'
import { createWorld, firstOf, type Size, type World } from '../worlds.ts'

const writers = 64
const rooms = 50
const oneRoom: Size = { people: writers, rooms: 1, messages: 100 }
const manyRooms: Size = { people: writers, rooms, messages: 100 }
const processes = 3
const samples = 40

/** Several processes, on either database: what they can take, and how soon they hear of each other. */
export const fleet: Row = {
  name: 'fleet',
  async measure(bench) {
    const lines: Line[] = []
    const numbers: Record<string, object> = {}
    const sqlite = await bench.world(oneRoom, manyRooms)
    await measureOn('SQLite', sqlite)
    // With the settings that PostgreSQL has by itself: it waits for the disk.
    const postgres = await startPostgres(['max_connections=200'])
    try {
      const bare = await barePostgres(postgres.url, bench.seconds(3))
      lines.push(bareLine(bare))
      numbers.bare = bare
      await measureOn(
        'PostgreSQL',
        await createWorld(bench.data, [oneRoom, manyRooms], postgres.url),
      )
    } finally {
      await postgres.stop()
    }
    return { lines, numbers }

    async function measureOn(name: string, world: World): Promise<void> {
      for (const count of [1, processes]) {
        const where = `${name}, ${count === 1 ? 'one process' : `${count} processes`}`
        const measured = await postsOf(bench, world, count)
        lines.push(...postLines(where, measured))
        numbers[where] = measured
      }
      const delays = await delaysBetween(bench, world)
      lines.push(delayLine(name, delays))
      numbers[`${name}, delays`] = delays
    }
  },
}

/** As many posts as processes on one port can take, from 64 people at once. */
async function postsOf(bench: Bench, world: World, count: number) {
  const inOne = world.people.slice(0, writers)
  const inMany = world.people.slice(writers)
  const parlor = await bench.parlor(world, { workers: count, core: undefined })
  try {
    return { one: await posted(bench, parlor, inOne), many: await posted(bench, parlor, inMany) }
  } finally {
    await parlor.stop()
  }
}

async function posted(bench: Bench, parlor: Running, people: Person[]) {
  const task = {
    kind: 'crowd' as const,
    port: parlor.port,
    readers: people.slice(0, 1),
    writers: people,
    pace: 'flat out' as const,
  }
  await bench.generator.perform({ ...task, seconds: bench.seconds(2) })
  const { report } = await bench.generator.perform({ ...task, seconds: bench.seconds(6) })
  return { perSecond: report.posts.count / report.seconds, report }
}

/** From a post's acknowledgement by one process until another shows it; ms. */
async function delaysBetween(bench: Bench, world: World): Promise<number[]> {
  const person = firstOf(world.people)
  const there = await bench.parlor(world)
  const here = await bench.parlor(world)
  try {
    let cursor = await enter(here.port, person)
    // Both have met: the first sweeps are over.
    await sleep(2000)
    const delays: number[] = []
    for (let at = 0; at < samples; at += 1) {
      await post(there.port, person)
      const start = performance.now()
      for (let messages = 0; messages === 0; ) {
        const news = await poll(here.port, person, cursor)
        messages = news.messages.length
        cursor = news.cursor
      }
      delays.push(performance.now() - start)
    }
    return delays
  } finally {
    await Promise.all([there.stop(), here.stop()])
  }
}

async function post(port: number, { cookie, roomId }: Person): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}/api/rooms/${roomId}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie },
    body: JSON.stringify({ body: 'Who hears this?', key: crypto.randomUUID() }),
  })
  if (response.status !== 201) throw new Error(`A post was answered ${response.status}.`)
}

async function poll(port: number, { cookie, roomId }: Person, cursor: string) {
  const path = `/api/rooms/${roomId}/changes?after=${cursor}`
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } })
  const news: { cursor: string; messages: unknown[] } = JSON.parse(await response.text())
  return news
}

function bareLine({ oneByOne, onEight }: BarePostgres): Line {
  return {
    what: 'bare PostgreSQL: insert and commit',
    target: 'for comparison',
    measured: `${number(oneByOne)}/s on one connection, ${number(onEight)}/s on eight (${ratio(onEight / oneByOne)})`,
    pass: undefined,
  }
}

type Posted = Awaited<ReturnType<typeof postsOf>>

function postLines(where: string, { one, many }: Posted): Line[] {
  return [
    { what: `posts a second in one room: ${where}`, ...one },
    { what: `posts a second in ${rooms} rooms: ${where}`, ...many },
  ].map(({ what, perSecond, report }) => {
    const faults = faultsIn(report)
    return {
      what,
      target: 'every reader sees one log',
      measured: [`${number(perSecond)}/s (p99 ${ms(report.posts.p99)})`, ...faults].join('; '),
      pass: faults.length === 0,
    }
  })
}

function delayLine(name: string, delays: number[]): Line {
  return {
    what: `from one process to another: ${name}`,
    target: 'within a poll: < 1 s',
    measured: `p50 ${ms(median(delays))}, slowest of ${samples} ${ms(Math.max(...delays))}`,
    pass: Math.max(...delays) < 1000,
  }
}
