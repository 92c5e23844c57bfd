import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Message } from '../../src/protocol/messages.ts'
import { type Connection, openConnection } from './connection.ts'
import { type Person, postRequest } from './requests.ts'
import type { Tally } from './tally.ts'

/** `flat out`: each posts again as soon as the last post is acknowledged. Or posts a second. */
export type Pace = 'flat out' | number

interface Writer {
  person: Person
  /** Before what they say. */
  salutation: string
  /** Opened when it is needed: the server cuts off who connects and then says nothing. */
  line?: Line | undefined
}

interface Line {
  connection: Connection
  broken: Promise<undefined>
}

/** Lets people post until the tally no longer counts. */
export async function write(
  port: number,
  people: Person[],
  pace: Pace,
  tally: Tally,
  mentioning = false,
): Promise<void> {
  const writers: Writer[] = people.map((person, at) => {
    const called = people[(at + 1) % people.length]
    return { person, salutation: mentioning && called ? `@${called.username}: ` : '' }
  })
  if (pace === 'flat out') await Promise.all(writers.map(writeOn))
  else await writeInTurn(writers, pace)
  for (const { line } of writers) line?.connection.close()

  async function writeOn(writer: Writer): Promise<void> {
    const { roomId } = writer.person
    let before = 0
    for (let number = 1; tally.isCounting; number += 1) {
      if (!(await post(writer, number))) return
      const newest = tally.newestIn(roomId)
      if (newest < before) tally.check.violate(`an acknowledged message went back to ${newest}`)
      before = newest
    }
  }

  async function writeInTurn(idle: Writer[], perSecond: number): Promise<void> {
    const queue = [...idle]
    const start = performance.now()
    const underWay = new Set<Promise<void>>()
    for (let number = 1; tally.isCounting; number += 1) {
      await sleep(Math.max(0, start + (number / perSecond) * 1000 - performance.now()))
      const writer = queue.shift()
      if (!writer) tally.fail('every writer still waits for an acknowledgement')
      else {
        const sending = post(writer, number).then(() => {
          queue.push(writer)
          underWay.delete(sending)
        })
        underWay.add(sending)
      }
    }
    await Promise.all(underWay)
  }

  /** Returns whether it was acknowledged; if not, that is on the tally. */
  async function post(writer: Writer, number: number): Promise<boolean> {
    const { person, salutation } = writer
    writer.line ??= await openLine()
    const { connection, broken } = writer.line
    const key = randomUUID()
    const message = { body: `${salutation}Message ${number}, and a few words more to say.`, key }
    const bytes = postRequest(port, person, message)
    const sent = performance.now()
    const answered = new Promise<{ status: number; text: string }>((resolve) =>
      connection.send(bytes, ({ status, body }) => resolve({ status, text: body.toString() })),
    )
    const answer = await Promise.race([answered, broken])
    if (!answer) writer.line = undefined
    else if (answer.status !== 201) tally.fail(`a post was answered ${answer.status}`)
    if (answer?.status !== 201) return false
    if (tally.isCounting) tally.posts.add(performance.now() - sent)
    const posted: { message: Message } = JSON.parse(answer.text)
    if (posted.message.key !== key) tally.check.violate(`a post came back with another key`)
    tally.acknowledge(person.roomId, posted.message)
    return true
  }

  async function openLine(): Promise<Line> {
    const { promise: broken, resolve } = Promise.withResolvers<undefined>()
    const connection = await openConnection(port, (error) => {
      tally.fail(error.message)
      resolve(undefined)
    })
    return { connection, broken }
  }
}
