import { type Person, pollRequest, request } from '../load/requests.ts'
import type { Times } from '../load/times.ts'
import { median, ms, number, ratio } from '../numbers.ts'
import type { Bench, Line, Row } from '../row.ts'
import { compare } from '../saturation.ts'
import { enter } from '../visits.ts'
import { firstOf, type World } from '../worlds.ts'

const short = 100
const atMost = { joinMs: 10, join: 1.1, poll: 1.05, start: 1.2, startMs: 1000 }
const starts = 5

/** A room of a million messages against a room of a hundred: nothing may grow with the history. */
export const longHistory: Row = {
  name: 'long-history',
  async measure(bench) {
    const long = bench.quick ? 100_000 : 1_000_000
    const world = await bench.world(
      { people: 1, rooms: 1, messages: long },
      { people: 1, rooms: 1, messages: short },
    )
    const visits = await timeVisits(bench, world)
    const polls = await comparePolls(bench, world)
    const start = await timeStarts(bench, world)
    return {
      lines: [
        sooner(`joining a room of ${number(long)} messages`, visits.joinLong, visits.joinShort),
        sooner('an older page in the middle of it', visits.pageLong, visits.pageShort),
        {
          what: 'processor time of a poll in that room',
          target: `≤ ${atMost.poll} × a room of ${short}`,
          measured: ratio(polls.ofCpu),
          pass: Number.isNaN(polls.ofCpu) ? undefined : polls.ofCpu <= atMost.poll,
        },
        {
          what: 'starting with that database',
          target: `≤ ${atMost.start} × an empty one, < ${atMost.startMs / 1000} s`,
          measured: `${ratio(start.ratio)} (${ms(start.full)}; empty ${ms(start.empty)})`,
          pass: start.ratio <= atMost.start && start.full < atMost.startMs,
        },
      ],
      numbers: { visits, polls, start },
    }
  },
}

function sooner(what: string, long: Times | undefined, ofShort: Times | undefined): Line {
  if (!long || !ofShort) throw new Error(`${what} was not timed.`)
  const times = long.p50 / ofShort.p50
  return {
    what,
    target: `p50 < ${atMost.joinMs} ms, ≤ ${atMost.join} × a room of ${short}`,
    measured: `${ms(long.p50)}, ${ratio(times)}`,
    pass: long.p50 < atMost.joinMs && times <= atMost.join,
  }
}

async function timeVisits(bench: Bench, world: World) {
  const parlor = await bench.parlor(world)
  const [inLong, inShort] = bothOf(world)
  try {
    const { port } = parlor
    const { cookie } = inLong
    const join = (roomId: string) =>
      request('PUT', '/api/me/room', { port, cookie, json: { roomId } })
    const page = (person: Person, before: number) =>
      request('GET', `/api/rooms/${person.roomId}/messages?before=${before}&limit=50`, {
        port,
        cookie: person.cookie,
      })
    const middle = bench.quick ? 50_000 : 500_000
    const { report } = await bench.generator.perform({
      kind: 'take turns',
      port,
      rounds: Math.ceil(bench.seconds(600)),
      requests: {
        joinShort: [join(inShort.roomId).toString()],
        joinLong: [join(inLong.roomId).toString()],
        pageShort: [page(inShort, short / 2 + 1).toString()],
        pageLong: Array.from({ length: 500 }, (_, i) => page(inLong, middle + i * 97).toString()),
      },
    })
    return report
  } finally {
    await parlor.stop()
  }
}

async function comparePolls(bench: Bench, world: World) {
  const [long, brief] = bothOf(world)
  const parlor = await bench.parlor(world)
  try {
    const subject = async (person: Person) => {
      const cursor = await enter(parlor.port, person)
      return { ...parlor, request: pollRequest(parlor.port, person, cursor).toString() }
    }
    return await compare(bench, await subject(long), await subject(brief))
  } finally {
    await parlor.stop()
  }
}

async function timeStarts(bench: Bench, world: World) {
  const empty = await bench.world({ people: 1, rooms: 1, messages: 0 })
  const pairs: { full: number; empty: number }[] = []
  for (let i = 0; i < starts; i += 1) {
    pairs.push({ full: await startTime(bench, world), empty: await startTime(bench, empty) })
  }
  return {
    pairs,
    full: median(pairs.map((pair) => pair.full)),
    empty: median(pairs.map((pair) => pair.empty)),
    ratio: median(pairs.map((pair) => pair.full / pair.empty)),
  }
}

async function startTime(bench: Bench, world: World): Promise<number> {
  const parlor = await bench.parlor(world, { core: undefined })
  await parlor.stop()
  return parlor.startedIn
}

function bothOf({ people }: World): [Person, Person] {
  const [first, second] = [firstOf(people), people[1]]
  if (!second) throw new Error('There must be two people.')
  return [first, second]
}
