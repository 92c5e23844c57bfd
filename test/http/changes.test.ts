import { describe, expect, vi } from 'vitest'
import type { Message } from '../../src/protocol/messages.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { processes, soon } from '../support/engines.ts'
import { annaAndBob, aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'

/** Posts so many messages, ten at a time. */
async function post(person: Person, room: Room, count: number): Promise<void> {
  for (let at = 0; at < count; at += 10) {
    const few = Array.from({ length: Math.min(10, count - at) }, (_, next) => `${at + next}`)
    await Promise.all(few.map((body) => person.post(room, body)))
  }
}

describe('a poll', () => {
  test('S13: brings only what is new to that person', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    await anna.post(room, 'old')
    const { cursor } = await bob.join(room)
    const quiet = await bob.poll(room, cursor)
    expect(quiet).toEqual({ cursor, messages: [], more: false })

    const first = await anna.post(room, 'first')
    const second = await anna.post(room, 'second')
    const news = await bob.catchUp(room, quiet.cursor, 2)
    expect(news.messages).toEqual([first, second])
    expect((await bob.poll(room, news.cursor)).messages).toEqual([])
  })

  test('answers the same cursor with the same changes, so that a lost reply loses nothing', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const { cursor } = await anna.join(room)
    const message = await anna.post(room, 'hello')
    const first = await anna.catchUp(room, cursor, 1)
    expect(first.messages).toEqual([message])
    await expect.poll(() => anna.poll(room, cursor), soon).toMatchObject(first)
  })

  test('without a cursor tells the room from its beginning', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const messages = [await anna.post(room, 'one'), await anna.post(room, 'two')]
    expect((await anna.catchUp(room, undefined, 2)).messages).toEqual(messages)
  })

  test('that is full says so, and the rest follows without a gap or a repeat', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const { cursor } = await anna.join(room)
    const count = 230
    await post(anna, room, count)
    const full = await vi.waitFor(async () => {
      const answer = await anna.poll(room, cursor)
      expect(answer.more).toBe(true)
      return answer
    }, soon)
    expect(full.messages.length).toBeLessThanOrEqual(200)
    const rest = await anna.catchUp(room, full.cursor, count - full.messages.length)
    const all = [...full.messages, ...rest.messages]
    expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: count }, (_, at) => at + 1))
    const again = await anna.catchUp(room, undefined, count)
    expect(again.messages, 'from the beginning').toEqual(all)
  })

  // With several processes an answer goes only as far as the one that is asked has heard.
  test.runIf(processes === 1)('holds 200 changes, and never more', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    // That Anna came is the first of them.
    await post(anna, room, 199)
    const whole = await anna.poll(room)
    expect([whole.messages.length, whole.people?.length, whole.more]).toEqual([199, 1, false])
    await anna.post(room, 'one too many')
    const full = await anna.poll(room)
    expect([full.messages.length, full.people?.length, full.more]).toEqual([199, 1, true])
    const rest = await anna.poll(room, full.cursor)
    expect(rest.messages.map(({ seq }) => seq)).toEqual([200])
    expect(rest.more).toBe(false)
  })

  test('after a long absence and a restart brings all that was missed, in order', async () => {
    const parlor = await aParlor()
    const { anna, bob, room } = await annaAndBob(parlor)
    await anna.post(room, 'read before')
    const { cursor } = await bob.join(room)
    const messages: Message[] = []
    for (let at = 0; at < 450; at += 10) {
      const posts = Array.from({ length: 10 }, (_, next) => anna.post(room, `${at + next}`))
      messages.push(...(await Promise.all(posts)))
      // Coming and going has its place in the log, too.
      if (at % 50 === 0) {
        await anna.leave()
        await anna.join(room)
      }
    }
    messages.sort((a, b) => a.seq - b.seq)
    expect((await bob.catchUp(room, cursor, 450)).messages).toEqual(messages)
    await parlor.stop()
    await parlor.startAgain()
    expect((await bob.catchUp(room, cursor)).messages).toEqual(messages)
    const [first, ...others] = (await bob.catchUp(room)).messages
    expect(first?.body).toBe('read before')
    expect(others).toEqual(messages)
  })

  test('of a room that does not exist or that one is not in is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoom(anna)
    expectRefusal(await bob.sendPoll(room), 'not_in_room')
    expectRefusal(await bob.sendPoll({ ...room, id: 'nowhere' }), 'room_not_found')
  })
})

describe('a cursor', () => {
  test('of another room is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const other = await aRoom(anna)
    await anna.post(other, 'elsewhere')
    const { cursor } = await anna.join(other)
    const room = await aRoom(anna)
    expectRefusal(await anna.sendPoll(room, cursor), 'cursor_unknown')
  })

  /** The revision stands after the dot; nobody but this test may know that. */
  const withRevision = (cursor: string, change: (revision: string) => string) =>
    cursor.replace(/(?<=\.)\d+$/, change)
  const damage: [string, (cursor: string) => string][] = [
    ['from the future', (cursor) => withRevision(cursor, (revision) => `${Number(revision) + 1}`)],
    ['that is negative', (cursor) => withRevision(cursor, () => '-1')],
    ['that is huge', (cursor) => withRevision(cursor, () => '9'.repeat(30))],
    ['with a fraction', (cursor) => withRevision(cursor, () => '0.5')],
    ['in exponents', (cursor) => withRevision(cursor, () => '1e1')],
    ['in hexadecimal', (cursor) => withRevision(cursor, () => '0x1')],
    ['with something after it', (cursor) => `${cursor} `],
    ['with something before it', (cursor) => ` ${cursor}`],
    ['cut short', (cursor) => cursor.slice(0, -1)],
    ['that is empty', () => ''],
    ['that is a word', () => 'null'],
    ['with a NUL', () => '\u0000'],
    ['that is a query', () => "' or 1=1 --"],
  ]
  test.for(damage)('%s is refused and never skips anything', async ([_, damaged], { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const messages = [await anna.post(room, 'one'), await anna.post(room, 'two')]
    const { cursor } = await anna.join(room)
    const broken = damaged(cursor)
    expect(broken).not.toBe(cursor)
    expectRefusal(await anna.sendPoll(room, broken), 'cursor_unknown')
    expect((await anna.catchUp(room, undefined, 2)).messages).toEqual(messages)
  })

  test('longer than any real one is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    expectRefusal(await anna.sendPoll(room, '1'.repeat(128)), 'cursor_unknown')
    expectInvalid(await anna.sendPoll(room, '1'.repeat(129)), 'after')
  })

  test('given twice is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const { cursor } = await anna.join(room)
    const after = encodeURIComponent(cursor)
    const path = `/api/rooms/${room.id}/changes?after=${after}&after=${after}`
    expectInvalid(await anna.send('GET', path), 'after')
  })

  test('outlives a restart of the server', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const { cursor } = await anna.join(room)
    const before = await anna.post(room, 'before')
    await parlor.stop()
    await parlor.startAgain()
    const after = await anna.post(room, 'after')
    expect((await anna.catchUp(room, cursor, 2)).messages).toEqual([before, after])
  })

  test.for(['while the server ran', 'while it stood still'])(
    'from a history that a backup, made %s and restored, has forgotten is refused, even when the room has grown past it',
    async (moment) => {
      const parlor = await aParlor()
      const anna = await aPerson(parlor)
      const room = await aRoom(anna)
      await anna.post(room, 'in the backup')
      if (moment === 'while it stood still') await parlor.stop()
      await parlor.database.backup()
      if (moment === 'while it stood still') await parlor.startAgain()
      await anna.post(room, 'lost')
      await anna.post(room, 'lost too')
      const { cursor } = await anna.join(room)
      await parlor.stop()
      await parlor.database.restore()

      await parlor.startAgain()
      expectRefusal(await anna.sendPoll(room, cursor), 'cursor_unknown')
      for (const body of ['a', 'b', 'c', 'd']) await anna.post(room, body)
      expectRefusal(await anna.sendPoll(room, cursor), 'cursor_unknown')
      const { messages } = await anna.join(room)
      expect(messages.map(({ body }) => body)).toEqual(['in the backup', 'a', 'b', 'c', 'd'])
    },
  )
})
