import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { pollPauseMs } from '../../src/protocol/limits.ts'
import type { Message } from '../../src/protocol/messages.ts'
import { type Connection, openConnection } from './connection.ts'
import { createOrderCheck } from './order.ts'
import { joinRequest, type Person, pollRequest, postRequest } from './requests.ts'
import { createTimes, type Times } from './times.ts'

export interface CrowdTask {
  kind: 'crowd'
  port: number
  seconds: number
  /** They poll as the page does: a second's pause after each answer. */
  readers: Person[]
  writers: Person[]
  /** `flat out`: each posts again as soon as the last post is acknowledged. Or posts a second. */
  pace: 'flat out' | number
  /** Poll from here instead of joining first: for a server that knows no rooms. */
  cursor?: string
}

export interface CrowdReport {
  seconds: number
  polls: Times
  /** Polls answered after more than a second. */
  late: number
  posts: Times
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

interface Reader {
  person: Person
  connection: Connection
  cursor: string
  /** The poll after `cursor`, made once per cursor. */
  poll: Buffer
  lastSeq: number
}

const lateMs = 1000
/** How long readers may take to have everything once the posting is over; ms. */
const drainMs = 8000
const joinsAtOnce = 50
/** Of a longer answer only the oldest messages are timed: those that waited longest. */
const timedInAnAnswer = 50

/** Lets people read and write in rooms as their browsers would, and checks what they see. */
export async function crowd(
  task: CrowdTask,
  started: () => void,
  ended: () => void,
): Promise<CrowdReport> {
  const { port } = task
  const check = createOrderCheck()
  const polls = createTimes()
  const posts = createTimes()
  const delivery = createTimes()
  /** When the message at a place was acknowledged, by room and `seq`. */
  const acknowledged = new Map<string, number>()
  const newestOf = new Map<string, number>()
  const errors: string[] = []
  let errorCount = 0
  let late = 0
  let posting = true
  let reading = true

  function fail(what: string): void {
    errorCount += 1
    if (errors.length < 5) errors.push(what)
  }

  function read(reader: Reader): void {
    const sent = performance.now()
    reader.connection.send(reader.poll, ({ status, body }) => {
      const took = performance.now() - sent
      if (posting) {
        polls.add(took)
        if (took > lateMs) late += 1
      }
      if (status !== 200) fail(`a poll was answered ${status}`)
      else if (take(reader, body) && reading) return read(reader)
      if (reading) setTimeout(read, pollPauseMs, reader)
    })
  }

  /** Takes in the answer to a poll. Returns whether there is more to ask for at once. */
  function take(reader: Reader, body: Buffer): boolean {
    const { roomId } = reader.person
    const { cursor, more, span } = check.page(roomId, reader.cursor, body)
    if (span) {
      if (span.first !== reader.lastSeq + 1) {
        check.violate(`a reader at ${reader.lastSeq} was sent ${span.first}`)
      }
      reader.lastSeq = span.last
      timeDelivery(roomId, span)
    }
    if (cursor !== reader.cursor) {
      reader.cursor = cursor
      reader.poll = pollRequest(port, reader.person, cursor)
    }
    return more
  }

  function timeDelivery(roomId: string, { first, last }: { first: number; last: number }): void {
    const now = performance.now()
    for (let seq = first; seq <= Math.min(last, first + timedInAnAnswer - 1); seq += 1) {
      const at = acknowledged.get(`${roomId} ${seq}`)
      // It may arrive at a reader before its author's answer does.
      delivery.add(at === undefined ? 0 : now - at)
    }
  }

  async function post(person: Person, connection: Connection, number: number): Promise<void> {
    const key = randomUUID()
    const message = { body: `Message ${number}, and a few words more to say.`, key }
    const bytes = postRequest(port, person, message)
    const sent = performance.now()
    const answer = await new Promise<{ status: number; text: string }>((resolve) =>
      connection.send(bytes, ({ status, body }) => resolve({ status, text: body.toString() })),
    )
    const now = performance.now()
    if (answer.status !== 201) return fail(`a post was answered ${answer.status}`)
    if (posting) posts.add(now - sent)
    const posted: { message: Message } = JSON.parse(answer.text)
    const { seq } = posted.message
    if (posted.message.key !== key) check.violate(`a post came back with another key`)
    check.place(person.roomId, posted.message)
    acknowledged.set(`${person.roomId} ${seq}`, now)
    const newest = newestOf.get(person.roomId) ?? 0
    newestOf.set(person.roomId, Math.max(newest, seq))
  }

  async function write(person: Person): Promise<void> {
    const connection = await openConnection(port, (error) => fail(error.message))
    let number = 0
    let lastSeq = 0
    while (posting) {
      number += 1
      await post(person, connection, number)
      const newest = newestOf.get(person.roomId) ?? 0
      if (newest < lastSeq) check.violate(`an acknowledged message went back to ${newest}`)
      lastSeq = newest
    }
    connection.close()
  }

  async function writeAtPace(perSecond: number): Promise<void> {
    const idle = await Promise.all(
      task.writers.map(async (person) => ({
        person,
        connection: await openConnection(port, (error) => fail(error.message)),
      })),
    )
    const start = performance.now()
    const underWay = new Set<Promise<void>>()
    for (let number = 1; posting; number += 1) {
      await sleep(Math.max(0, start + (number / perSecond) * 1000 - performance.now()))
      const writer = idle.shift()
      if (!writer) fail('every writer still waits for an acknowledgement')
      else {
        const sending = post(writer.person, writer.connection, number).then(() => {
          idle.push(writer)
          underWay.delete(sending)
        })
        underWay.add(sending)
      }
    }
    await Promise.all(underWay)
    for (const { connection } of idle) connection.close()
  }

  async function arrive(person: Person): Promise<Reader> {
    const connection = await openConnection(port, (error) => fail(error.message))
    const { cursor, lastSeq } =
      task.cursor === undefined
        ? await join(port, person, connection)
        : { cursor: task.cursor, lastSeq: 0 }
    return { person, connection, cursor, poll: pollRequest(port, person, cursor), lastSeq }
  }

  const readers: Reader[] = []
  for (let from = 0; from < task.readers.length; from += joinsAtOnce) {
    const some = task.readers.slice(from, from + joinsAtOnce)
    readers.push(...(await Promise.all(some.map(arrive))))
  }
  for (const reader of readers) setTimeout(read, Math.random() * pollPauseMs, reader)
  // Everyone has polled once before anything is counted.
  await sleep(pollPauseMs)
  started()
  const start = performance.now()
  const writing = task.pace === 'flat out' ? task.writers.map(write) : [writeAtPace(task.pace)]
  await sleep(task.seconds * 1000)
  posting = false
  const seconds = (performance.now() - start) / 1000
  ended()
  await Promise.all(writing)

  const isComplete = ({ person, lastSeq }: Reader): boolean =>
    lastSeq >= (newestOf.get(person.roomId) ?? 0)
  const deadline = performance.now() + drainMs
  while (!readers.every(isComplete) && performance.now() < deadline) await sleep(50)
  reading = false
  const incomplete = readers.filter((reader) => !isComplete(reader)).length
  for (const { connection } of readers) connection.close()
  return {
    seconds,
    polls: polls.summary(),
    late,
    posts: posts.summary(),
    delivery: delivery.summary(),
    errors,
    errorCount,
    violations: check.violations.slice(0, 5),
    incomplete,
  }
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
