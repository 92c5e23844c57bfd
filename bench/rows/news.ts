import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { faultsIn } from '../crowds.ts'
import { type Answer, type Connection, openConnection } from '../load/connection.ts'
import { joinRequest, type Person, postRequest, request } from '../load/requests.ts'
import { ms, number } from '../numbers.ts'
import type { Bench, Row } from '../row.ts'
import { firstOf } from '../worlds.ts'

const listed = { rooms: 1500, atMostBytes: 1000, authors: 20, settleSeconds: 20 }
const crowded = { people: 10_000, rooms: 500, belongTo: 5, postsPerSecond: 10_000 / 120, p99: 50 }
const joinsAtOnce = 100
const atMostPollBytes = 250

/** What it costs to keep a list of many rooms current, while a message a second comes somewhere. */
export const newsOfRooms: Row = {
  name: 'news',
  async measure(bench) {
    const { rooms } = listed
    const world = await bench.world({ people: rooms, rooms, messages: 2 * rooms })
    const parlor = await bench.parlor(world)
    try {
      const viewer = firstOf(world.people)
      const connections = await Promise.all([0, 1, 2].map(() => connect(parlor.port)))
      const [writing, reading, listing] = connections
      if (!writing || !reading || !listing) throw new Error('Nobody is connected.')
      const asked = (path: string) => request('GET', path, { port: parlor.port, ...viewer })
      const authors = world.people.slice(1, 1 + listed.authors)
      const first = await take(reading, asked('/api/me/news'))
      let cursor = cursorOf(first)
      // Those who write are online. Whoever else was inside falls quiet, which everybody is told.
      const stayOnline = async () => {
        for (const { cookie } of authors) {
          await take(writing, request('GET', '/api/session', { port: parlor.port, cookie }))
        }
      }
      for (let second = 0; second < listed.settleSeconds; second += 1) {
        await stayOnline()
        // A connection on which nothing is ever asked is closed after fifteen seconds.
        if (second % 5 === 0) await take(listing, asked('/api/session'))
        cursor = cursorOf(await take(reading, asked(`/api/me/news?after=${cursor}`)))
        await sleep(1000)
      }
      let etag = ''
      const bytes = { first: first.bytes, news: 0, list: 0 }
      const seconds = Math.ceil(bench.seconds(60))
      for (let at = 0; at < seconds; at += 1) {
        const author = authors[at % authors.length] ?? viewer
        await stayOnline()
        const message = {
          body: `Message ${at}, of some length, as people write them`,
          key: randomUUID(),
        }
        await take(writing, postRequest(parlor.port, author, message))
        const news = await take(reading, asked(`/api/me/news?after=${cursor}`))
        bytes.news += news.bytes
        cursor = cursorOf(news)
        const list = await take(listing, withEtag(asked('/api/rooms'), etag))
        bytes.list += list.bytes
        etag = /\r\netag: *(\S+)/i.exec(list.head)?.[1] ?? etag
        await sleep(1000)
      }
      for (const connection of connections) connection.close()
      const each = { news: bytes.news / seconds, list: bytes.list / seconds }
      return {
        lines: [
          {
            what: `a viewer of ${number(rooms)} rooms, a message a second somewhere`,
            target: `≤ ${number(listed.atMostBytes)} bytes a second`,
            measured: `${number(each.news)} bytes (the whole list: ${number(each.list)}; at first ${number(bytes.first)})`,
            pass: each.news <= listed.atMostBytes,
          },
        ],
        numbers: { bytes, seconds },
      }
    } finally {
      await parlor.stop()
    }
  },
}

/**
 * Ten thousand people who belong to several rooms each, with rail and news in every window: what polls pay for
 * saying what is elsewhere, and how much is asked where nothing happens.
 */
export const belonging: Row = {
  name: 'belonging',
  async measure(bench) {
    const { people, rooms, belongTo, p99 } = crowded
    const world = await bench.world({ people, rooms, messages: 5000 })
    const parlor = await bench.parlor(world)
    try {
      const alone = await load(bench, parlor, world.people)
      await joinOthers(parlor.port, world.people)
      const both = await load(bench, parlor, world.people)
      const quiet = await load(bench, parlor, world.people, 'quietly')
      const { polls, news, late } = both.report
      const faults = [...faultsIn(both.report), ...faultsIn(quiet.report)]
      const asked = quiet.report.polls.count + quiet.report.news.count
      const told = (both.report.news.count + both.report.newsWithPolls) / both.report.seconds
      const perSecond = asked / people / quiet.report.seconds
      const { emptyPollBytes } = quiet.report
      return {
        lines: [
          {
            what: `${number(people)} people, each of ${belongTo} of ${rooms} rooms with a rail, a post each every two minutes`,
            target: `none late, p99 < ${p99} ms`,
            measured: [
              `p50 ${ms(polls.p50)}, p99 ${ms(polls.p99)}; ${number(told)} news a second, ${number(news.count / both.report.seconds)} of them asked for, p99 ${ms(news.p99)}`,
              ...faults,
            ].join('; '),
            pass: polls.p99 < p99 && late === 0 && faults.length === 0,
          },
          {
            what: 'requests a second of each of them while nobody posts',
            target: '≤ 1',
            measured: perSecond.toFixed(2),
            pass: perSecond <= 1,
          },
          {
            what: 'an empty poll’s answer, headers included',
            target: `≤ ${atMostPollBytes} bytes`,
            measured: `${emptyPollBytes} bytes`,
            pass: emptyPollBytes <= atMostPollBytes,
          },
          {
            what: 'processor time of all that, for each poll',
            target: 'beside people who belong to one room',
            measured: `${both.cpuPerPoll.toFixed(1)} µs beside ${alone.cpuPerPoll.toFixed(1)} µs`,
            pass: undefined,
          },
        ],
        numbers: { alone, both, quiet },
      }
    } finally {
      await parlor.stop()
    }
  },
}

async function load(
  bench: Bench,
  parlor: { pid: number; port: number },
  readers: Person[],
  quietly?: 'quietly',
) {
  const { report, cpu } = await bench.generator.perform(
    {
      kind: 'crowd',
      port: parlor.port,
      seconds: bench.seconds(30),
      readers,
      withRail: true,
      writers: quietly ? [] : readers.slice(0, 500),
      pace: quietly ? 'flat out' : crowded.postsPerSecond,
      settleSeconds: 5,
    },
    parlor,
  )
  return { report, cpuPerPoll: (cpu / report.polls.count) * 1e6 }
}

/** Everybody has been in some other rooms, and comes back to their own. */
async function joinOthers(port: number, people: Person[]): Promise<void> {
  const roomIds = [...new Set(people.map(({ roomId }) => roomId))]
  const join = async (connection: Connection, person: Person, at: number) => {
    for (let step = crowded.belongTo - 1; step >= 0; step -= 1) {
      const roomId = step === 0 ? person.roomId : roomIds[(at + step * 97) % roomIds.length]
      if (roomId !== undefined) await take(connection, joinRequest(port, { ...person, roomId }))
    }
  }
  await Promise.all(
    Array.from({ length: joinsAtOnce }, async (_, lane) => {
      const connection = await connect(port)
      for (let at = lane; at < people.length; at += joinsAtOnce) {
        const person = people[at]
        if (person) await join(connection, person, at)
      }
      connection.close()
    }),
  )
}

function connect(port: number): Promise<Connection> {
  return openConnection(port, (error) => {
    throw error
  })
}

function take(connection: Connection, bytes: Buffer) {
  return new Promise<{ bytes: number; head: string; body: string }>((resolve, reject) =>
    connection.send(bytes, ({ status, bytes: all, body }: Answer) => {
      const text = body.toString()
      if (status >= 400) reject(new Error(`An answer was ${status}: ${text}`))
      const head = all.toString('latin1', 0, all.length - body.length)
      resolve({ bytes: all.length, head, body: text })
    }),
  )
}

function cursorOf({ body }: { body: string }): string {
  return /"cursor":"([^"]*)"/.exec(body)?.[1] ?? ''
}

function withEtag(bytes: Buffer, etag: string): Buffer {
  if (etag === '') return bytes
  return Buffer.from(bytes.toString().replace(/\r\n\r\n$/, `\r\nIf-None-Match: ${etag}\r\n\r\n`))
}
