import { describe, expect } from 'vitest'
import type { Room } from '../../src/protocol/rooms.ts'
import { aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'

/** Sixteen kilobytes of UTF-8, the largest message that there is. */
const large = '😀'.repeat(4000)
const count = 40
/** 256 KB, and the little that surrounds the messages. */
const atMost = 256 * 1024 + 1024
const inOrder = Array.from({ length: count }, (_, at) => at + 1)

async function aLoudRoom(anna: Person): Promise<Room> {
  const room = await aRoom(anna)
  for (let at = 0; at < count; at += 1) await anna.post(room, large)
  return room
}

/** Polls from the beginning, with every answer's size. */
async function fromTheBeginning(anna: Person, room: Room) {
  const seqs: number[] = []
  const sizes: number[] = []
  let cursor: string | undefined
  for (let more = true; more; ) {
    const reply = await anna.sendPoll(room, cursor)
    sizes.push(Buffer.byteLength(reply.text))
    const answer = JSON.parse(reply.text)
    seqs.push(...answer.messages.map(({ seq }: { seq: number }) => seq))
    cursor = answer.cursor
    more = answer.more
  }
  return { seqs, sizes }
}

describe('an answer has 256 KB at the most, and the rest is asked for', () => {
  test('in polls that memory answers', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const { seqs, sizes } = await fromTheBeginning(anna, await aLoudRoom(anna))
    expect(seqs).toEqual(inOrder)
    expect(Math.max(...sizes)).toBeLessThanOrEqual(atMost)
    expect(sizes.length, 'and is not smaller than it need be').toBeLessThanOrEqual(8)
  })

  test('in polls that the database answers', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const room = await aLoudRoom(anna)
    // More changes than memory takes up again after a start.
    for (let at = 0; at < 310; at += 1) await anna.post(room, 'and then')
    await parlor.stop()
    await parlor.startAgain()
    const { seqs, sizes } = await fromTheBeginning(anna, room)
    expect(seqs).toEqual(Array.from({ length: count + 310 }, (_, at) => at + 1))
    expect(Math.max(...sizes)).toBeLessThanOrEqual(atMost)
  })

  test('in pages of the history, from the newest on', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aLoudRoom(anna)
    const seqs: number[] = []
    for (let before = count + 1, hasOlder = true; hasOlder; before = seqs[0] ?? 0) {
      const query = `?limit=200&before=${before}`
      const reply = await anna.send('GET', `/api/rooms/${room.id}/messages${query}`)
      expect(Buffer.byteLength(reply.text)).toBeLessThanOrEqual(atMost)
      const page = JSON.parse(reply.text)
      seqs.unshift(...page.messages.map(({ seq }: { seq: number }) => seq))
      hasOlder = page.hasOlder
    }
    expect(seqs).toEqual(inOrder)
  })

  test('on joining', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aLoudRoom(anna)
    const { messages, hasOlder } = await anna.join(room)
    expect(Buffer.byteLength(JSON.stringify(messages))).toBeLessThanOrEqual(atMost)
    const seqs = messages.map(({ seq }) => seq)
    expect(seqs).toEqual(inOrder.slice(-seqs.length))
    expect(hasOlder).toBe(true)
    const rest = await anna.history(room, `?before=${seqs[0]}`)
    expect(rest.messages.at(-1)?.seq).toBe((seqs[0] ?? 0) - 1)
  })
})
