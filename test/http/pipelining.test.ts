import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { describe, expect, onTestFinished } from 'vitest'
import { aPerson, aRoom, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { aConnection, asText } from './raw.ts'

/** Sixteen kilobytes of UTF-8. */
const large = '😀'.repeat(4000)

async function aLoudRoom(anna: Person) {
  const room = await aRoom(anna)
  for (let at = 0; at < 16; at += 1) await anna.post(room, large)
  return room
}

/** How many requests node:http has made objects of since. */
function countTaken(): () => number {
  let count = 0
  const take = () => {
    count += 1
  }
  subscribe('http.server.request.start', take)
  onTestFinished(() => void unsubscribe('http.server.request.start', take))
  return () => count
}

describe('many requests in one packet', () => {
  test('are all answered, in their order', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const connection = aConnection(parlor)
    const poll = asText(anna, 'GET', `/api/rooms/${room.id}/changes`)
    const post = (at: number) => {
      const key = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`
      return asText(anna, 'POST', `/api/rooms/${room.id}/messages`, { body: `${at}`, key })
    }
    const requests = Array.from({ length: 60 }, (_, at) => [poll, post(at + 1)]).flat()
    connection.send(...requests)
    const replies = await connection.replies(120)
    const counts = replies.flatMap(({ body }, at) =>
      at % 2 === 0 ? [JSON.parse(body.toString()).messages.length] : [],
    )
    expect(counts, 'each poll sees the posts before it').toEqual([...counts.keys()])
    const seqs = replies.flatMap(({ body }, at) =>
      at % 2 === 1 ? [JSON.parse(body.toString()).message.seq] : [],
    )
    expect(seqs).toEqual([...seqs.keys()].map((at) => at + 1))
    expect(replies).toHaveLength(120)
  })

  test('are answered one by one as the answers are taken, and not all at once', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aLoudRoom(anna)
    const thief = aConnection(parlor)
    const poll = asText(anna, 'GET', `/api/rooms/${room.id}/changes`)
    thief.send(poll.repeat(300))
    // They were sent before, and nobody reads: what is not made yet is made for nobody.
    await anna.poll(room)
    await anna.logOut()
    const replies = await thief.replies(300)
    const statuses = replies.map(({ status }) => status)
    const made = statuses.indexOf(401)
    expect(statuses.slice(0, made)).toEqual(Array.from({ length: made }, () => 200))
    expect(statuses.slice(made)).toEqual(Array.from({ length: 300 - made }, () => 401))
    // What the two systems keep for a connection: some megabytes, not seventy.
    expect(made).toBeGreaterThan(0)
    expect(made).toBeLessThan(100)
  })

  test('beyond five hundred close the connection, and nothing else', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const connection = aConnection(parlor)
    const taken = countTaken()
    connection.send('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(2000))
    expect((await connection.replies(2000)).length).toBeLessThanOrEqual(513)
    await connection.closed
    // Nothing is made of those behind: of many such packets at once it would have been half a gigabyte.
    expect(taken()).toBeLessThanOrEqual(520)
    expect((await anna.session()).user.username).toBe(anna.name)
  })
})
