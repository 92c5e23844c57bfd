import { setTimeout as sleep } from 'node:timers/promises'
import type { Changes } from '../../src/protocol/changes.ts'
import { pollPauseMs } from '../../src/protocol/limits.ts'
import type { JoinedRoom } from '../../src/protocol/rooms.ts'
import { type Connection, openConnection } from '../load/connection.ts'
import { joinRequest, type Person, pollRequest, request } from '../load/requests.ts'
import { createTimes } from '../load/times.ts'
import { ms, number } from '../numbers.ts'
import type { Row } from '../row.ts'

const readers = 200
const reacting = 100
const emoji = ['👍', '🎉', '❤️', '😂', '🙏', '🔥', '🫖', '☕']
const atMostMs = pollPauseMs + 50
/** Until the last poll has come by; ms. */
const drainMs = 3 * pollPauseMs

/** A hundred people who put the same emoji under one message at once, while two hundred look at it. */
export const reactions: Row = {
  name: 'reactions',
  async measure(bench) {
    const world = await bench.world({ people: readers, rooms: 1, messages: 100 })
    const parlor = await bench.parlor(world)
    try {
      const { port } = parlor
      const room = await Promise.all(world.people.map((person) => enter(port, person)))
      const hands = await Promise.all(
        world.people.slice(0, reacting).map(async (person) => ({ person, line: await open(port) })),
      )
      const [first] = room
      if (!first) throw new Error('There is nobody here.')
      const delivery = createTimes()
      const answers = createTimes()
      let polls = 0
      let missing = 0
      for (const sign of emoji) {
        /** When each of them was told that it is there, in that order. */
        const acknowledged: number[] = []
        const seen = new Map<Reader, number>()
        for (const reader of room) {
          reader.hear = ({ revised = [] }) => {
            const message = revised.find(({ id }) => id === first.message)
            const count = message?.reactions.find((one) => one.emoji === sign)?.people.length ?? 0
            if (revised.length > 0 && reader === first) polls += 1
            const now = performance.now()
            for (let n = seen.get(reader) ?? 0; n < count; n += 1) {
              delivery.add(Math.max(0, now - (acknowledged[n] ?? now)))
            }
            seen.set(reader, Math.max(count, seen.get(reader) ?? 0))
          }
        }
        await Promise.all(
          hands.map(async ({ person, line }) => {
            const sent = performance.now()
            const path = `/api/rooms/${person.roomId}/messages/${first.message}/reactions/${encodeURIComponent(sign)}`
            await ask(line, request('PUT', path, { port, cookie: person.cookie }))
            answers.add(performance.now() - sent)
            acknowledged.push(performance.now())
          }),
        )
        await sleep(drainMs)
        missing += room.filter((reader) => seen.get(reader) !== reacting).length
      }
      for (const reader of room) reader.stop()
      for (const { line } of hands) line.close()
      const { p50, p99 } = delivery.summary()
      return {
        lines: [
          {
            what: `${reacting} reactions at once to one message, ${readers} people reading`,
            target: `every reader has them within ${number(atMostMs)} ms at p99, of the acknowledgement`,
            measured: [
              `p50 ${ms(p50)}, p99 ${ms(p99)}; acknowledged p99 ${ms(answers.summary().p99)}`,
              `${(polls / emoji.length).toFixed(1)} polls of a reader had them`,
              ...(missing > 0 ? [`${missing} readers miss some`] : []),
            ].join('; '),
            pass: p99 <= atMostMs && missing === 0,
          },
        ],
        numbers: { delivery: delivery.summary(), answers: answers.summary(), polls, missing },
      }
    } finally {
      await parlor.stop()
    }
  },
}

interface Reader {
  message: string
  hear: (changes: Changes) => void
  stop: () => void
}

/** Goes in and polls, as the page does, from now on. */
async function enter(port: number, person: Person): Promise<Reader> {
  const line = await open(port)
  const joined = await ask<JoinedRoom>(line, joinRequest(port, person))
  let isOver = false
  let { cursor } = joined
  const reader: Reader = {
    message: joined.messages.at(-1)?.id ?? '',
    hear: () => {},
    stop: () => {
      isOver = true
    },
  }
  const poll = async () => {
    await sleep(Math.random() * pollPauseMs)
    while (!isOver) {
      const changes = await ask<Changes>(line, pollRequest(port, person, cursor))
      cursor = changes.cursor
      reader.hear(changes)
      if (!changes.more) await sleep(pollPauseMs)
    }
    line.close()
  }
  void poll()
  return reader
}

const open = (port: number) =>
  openConnection(port, (error) => {
    throw error
  })

function ask<T>(line: Connection, bytes: Buffer): Promise<T> {
  return new Promise((resolve, reject) =>
    line.send(bytes, ({ status, body }) =>
      status === 200
        ? resolve(JSON.parse(body.toString()))
        : reject(new Error(`${status} ${body}`)),
    ),
  )
}
