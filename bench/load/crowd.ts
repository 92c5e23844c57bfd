import { setTimeout as sleep } from 'node:timers/promises'
import { pollPauseMs } from '../../src/protocol/limits.ts'
import type { Message } from '../../src/protocol/messages.ts'
import { type Answer, type Connection, openConnection } from './connection.ts'
import { createRail, partsOf, type Rail } from './rail.ts'
import { joinRequest, type Person, pollRequest } from './requests.ts'
import { createTally } from './tally.ts'
import { createTimes, type Times } from './times.ts'
import { type Pace, write } from './writers.ts'

export interface CrowdTask {
  kind: 'crowd'
  port: number
  /** Without it the crowd goes on until it is ended. */
  seconds?: number
  /** They poll as the page does: a second's pause after each answer. */
  readers: Person[]
  writers: Person[]
  pace: Pace
  /** Each post calls somebody else who writes by their name. */
  mentioning?: boolean
  /** Each reader shows the other rooms that they belong to, and asks what is new there when a poll says so. */
  withRail?: boolean
  /** Before anything is counted, all have polled for this long; a second unless told otherwise. */
  settleSeconds?: number
  /** Never waits for an answer asleep: to wake it would be counted as the server's work. */
  staysAwake?: boolean
  /** Poll from here instead of joining first: for a server that knows no rooms. */
  cursor?: string
}

export interface CrowdReport {
  seconds: number
  polls: Times
  /** Polls answered after more than a second. */
  late: number
  posts: Times
  /** Requests for news. */
  news: Times
  /** News that came with a poll. */
  newsWithPolls: number
  /** Of the shortest answer to a poll, headers included: one that says nothing. */
  emptyPollBytes: number
  /** From a post's acknowledgement to its arrival at a reader. */
  delivery: Times
  /** Wrong statuses and broken connections, the first few in words. */
  errors: string[]
  errorCount: number
  /** Where a reader saw something that the order guarantee rules out. */
  violations: string[]
  /** Readers who did not have every acknowledged message a few seconds after the end. */
  incomplete: number
}

/** What was answered since the last lap. What went wrong is in the report at the end. */
export interface Lap {
  polls: Times
}

/** How a crowd that is under way is asked for laps, and ended. */
export interface Course {
  /** Calls back at once, or as soon as a crowd is under way. */
  lap(heard: (lap: Lap) => void): void
  end(): void
  /** For the crowd: notes a poll, and waits for the end or so many ms. */
  polled(took: number): void
  begun(ms: number | undefined): Promise<void>
}

export function createCourse(): Course {
  let polls = createTimes()
  let under: { end(): void } | undefined
  const waiting: (() => void)[] = []

  function lap(heard: (lap: Lap) => void): void {
    if (!under) return void waiting.push(() => lap(heard))
    heard({ polls: polls.summary() })
    polls = createTimes()
  }

  return {
    lap,
    end: () => under?.end(),
    polled: (took) => polls.add(took),
    async begun(ms) {
      const { promise, resolve } = Promise.withResolvers<void>()
      under = { end: resolve }
      for (const tell of waiting.splice(0)) tell()
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms)
      await promise
      clearTimeout(timer)
      under = undefined
    },
  }
}

interface Reader {
  person: Person
  connection: Connection
  rail: Rail | undefined
  cursor: string
  /** The poll that `query` asks, made once for it. */
  poll: Buffer
  /** The cursor, and what the rail adds to it. */
  query: string
  lastSeq: number
}

const lateMs = 1000
/** How long readers may take to have everything once the posting is over; ms. */
const drainMs = 8000
const joinsAtOnce = 50

/** Lets people read and write in rooms as their browsers would, and checks what they see. */
export async function crowd(
  task: CrowdTask,
  started: () => void,
  ended: () => void,
  course: Course = createCourse(),
): Promise<CrowdReport> {
  const { port } = task
  const tally = createTally()
  let reading = true
  let emptyPollBytes = Number.POSITIVE_INFINITY

  function read(reader: Reader): void {
    const query = `${reader.cursor}${reader.rail?.query() ?? ''}`
    if (query !== reader.query) {
      reader.query = query
      reader.poll = pollRequest(port, reader.person, query)
    }
    const sent = performance.now()
    reader.connection.send(reader.poll, (answer) => {
      const { status, body, bytes } = answer
      const took = performance.now() - sent
      if (tally.isCounting) {
        tally.polls.add(took)
        course.polled(took)
        if (took > lateMs) tally.late += 1
        if (status === 200) emptyPollBytes = Math.min(emptyPollBytes, bytes.length)
      }
      const goOn = () => reading && setTimeout(read, pollPauseMs, reader)
      if (status !== 200) {
        tally.fail(`a poll was answered ${status}`)
        return goOn()
      }
      const { changes, news } = reader.rail ? partsOf(body) : { changes: body, news: undefined }
      const hasMore = take(reader, changes)
      const pause = () => (hasMore && reading ? read(reader) : goOn())
      if (reader.rail) reader.rail.heard(numberIn(answer), news, pause)
      else pause()
    })
  }

  /** Takes in the answer to a poll. Returns whether there is more to ask for at once. */
  function take(reader: Reader, body: Buffer): boolean {
    const { roomId } = reader.person
    const { cursor, more, span } = tally.check.page(roomId, reader.cursor, body)
    if (span) {
      if (span.first !== reader.lastSeq + 1) {
        tally.check.violate(`a reader at ${reader.lastSeq} was sent ${span.first}`)
      }
      reader.lastSeq = span.last
      tally.deliver(roomId, span)
    }
    reader.cursor = cursor
    return more
  }

  async function arrive(person: Person): Promise<Reader> {
    const connection = await openConnection(port, (error) => tally.fail(error.message))
    const { cursor, lastSeq } =
      task.cursor === undefined
        ? await join(port, person, connection)
        : { cursor: task.cursor, lastSeq: 0 }
    const rail = task.withRail ? await createRail(port, person, connection, tally) : undefined
    const poll = pollRequest(port, person, cursor)
    return { person, connection, rail, cursor, poll, query: cursor, lastSeq }
  }

  function stayAwake(): void {
    if (reading) setImmediate(stayAwake)
  }

  const readers: Reader[] = []
  for (let from = 0; from < task.readers.length; from += joinsAtOnce) {
    const some = task.readers.slice(from, from + joinsAtOnce)
    readers.push(...(await Promise.all(some.map(arrive))))
  }
  for (const reader of readers) setTimeout(read, Math.random() * pollPauseMs, reader)
  if (task.staysAwake) stayAwake()
  await sleep((task.settleSeconds ?? 1) * 1000)
  started()
  tally.isCounting = true
  const start = performance.now()
  const writing = write(port, task.writers, task.pace, tally, task.mentioning)
  await course.begun(task.seconds && task.seconds * 1000)
  tally.isCounting = false
  const seconds = (performance.now() - start) / 1000
  ended()
  await writing

  const isComplete = ({ person, lastSeq }: Reader): boolean =>
    lastSeq >= tally.newestIn(person.roomId)
  const deadline = performance.now() + drainMs
  while (!readers.every(isComplete) && performance.now() < deadline) await sleep(50)
  reading = false
  const incomplete = readers.filter((reader) => !isComplete(reader)).length
  for (const { connection } of readers) connection.close()
  return {
    seconds,
    polls: tally.polls.summary(),
    late: tally.late,
    posts: tally.posts.summary(),
    news: tally.news.summary(),
    newsWithPolls: tally.newsWithPolls,
    emptyPollBytes,
    delivery: tally.delivery.summary(),
    errors: tally.errors,
    errorCount: tally.errorCount,
    violations: tally.check.violations.slice(0, 5),
    incomplete,
  }
}

/** What an answer to a poll says of the person's other rooms. */
function numberIn({ bytes, body }: Answer): string | undefined {
  const head = bytes.toString('latin1', 0, bytes.length - body.length)
  return /\r\nparlor-news: *(\d+)/i.exec(head)?.[1]
}

/** Enters the room; the page that one gets says from where to poll. */
async function join(port: number, person: Person, connection: Connection) {
  const text = await new Promise<string>((resolve, reject) =>
    connection.send(joinRequest(port, person), ({ status, body }) =>
      status === 200 ? resolve(body.toString()) : reject(new Error(`A join: ${status} ${body}`)),
    ),
  )
  const joined: { cursor: string; messages: Message[] } = JSON.parse(text)
  return { cursor: joined.cursor, lastSeq: joined.messages.at(-1)?.seq ?? 0 }
}
