import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import { describe, expect, vi } from 'vitest'
import { Message } from '../../src/protocol/messages.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { soon } from '../support/engines.ts'
import { aParlor, aPerson, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'
import { aMessage } from './a-message.ts'

const Posted = Type.Object({ message: Message })

describe('editing a message', () => {
  test('gives it another text, and nothing else that people see', async ({ parlor }) => {
    const { anna, room, message } = await aMessage(parlor, 'first')
    const edited = await anna.edit(room, message, 'second')
    expect(edited).toEqual({
      ...message,
      body: 'second',
      editedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      version: expect.any(Number),
    })
    expect(message.editedAt).toBeNull()
    expect(edited.version).toBeGreaterThan(message.version)
    expect((await anna.history(room)).messages).toEqual([edited])
    expect((await anna.join(room)).messages).toEqual([edited])
  })

  test('is told as revised to whoever has it, and as new to whoever does not', async ({
    parlor,
  }) => {
    const { anna, bob, room, message, before } = await aMessage(parlor, 'first')
    const { cursor } = await bob.join(room)
    const edited = await anna.edit(room, message, 'second')
    const news = await vi.waitFor(async () => {
      const answer = await bob.poll(room, cursor)
      expect(answer.revised).toEqual([edited])
      return answer
    }, soon)
    expect(news.messages).toEqual([])
    expect(news.more).toBe(false)
    expect(await bob.poll(room, news.cursor)).toEqual({
      cursor: news.cursor,
      messages: [],
      more: false,
    })
    const late = await bob.poll(room, before)
    expect(late.messages).toEqual([edited])
    expect(late).not.toHaveProperty('revised')
  })

  test('of an early one leaves all in their places', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'one')
    await bob.post(room, 'two')
    await anna.post(room, 'three')
    await anna.edit(room, message, 'one, better')
    const last = await bob.post(room, 'four')
    expect(last.seq).toBe(4)
    const texts = ['one, better', 'two', 'three', 'four']
    for (const { messages } of [await bob.join(room), await bob.history(room)]) {
      expect(messages.map(({ seq }) => seq)).toEqual([1, 2, 3, 4])
      expect(messages.map(({ body }) => body)).toEqual(texts)
    }
    expect((await bob.poll(room)).messages.map(({ body }) => body)).toEqual(texts)
    expect((await bob.rooms()).find(({ id }) => id === room.id)?.messages).toBe(4)
  })

  test('several times tells the newest text once', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'a')
    const { cursor } = await bob.join(room)
    for (const body of ['b', 'c', 'd']) await anna.edit(room, message, body)
    const { revised } = await vi.waitFor(async () => {
      const answer = await bob.poll(room, cursor)
      expect(answer.revised).toMatchObject([{ body: 'd' }])
      return answer
    }, soon)
    expect(revised).toHaveLength(1)
  })

  test('to the text that it has changes nothing', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'the same')
    const { cursor } = await bob.join(room)
    expect(await anna.edit(room, message, 'the same')).toEqual(message)
    expect(await bob.poll(room, cursor)).toEqual({ cursor, messages: [], more: false })
    const edited = await anna.edit(room, message, 'another')
    await anna.leave()
    expect(await anna.edit(room, message, 'another'), 'a retry').toEqual(edited)
    expectRefusal(await anna.sendEdit(room, message, 'more'), 'not_in_room')
  })

  test('by somebody else, or in a room that one is not in, is refused', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'mine')
    const outsider = await aPerson(parlor, 'carla')
    const other = await anna.createRoom(`${room.name}x`)
    expectRefusal(await bob.sendEdit(room, message, 'yours'), 'not_author')
    expectRefusal(await outsider.sendEdit(room, message, 'ours'), 'not_in_room')
    await anna.leave()
    expectRefusal(await anna.sendEdit(room, message, 'from outside'), 'not_in_room')
    await anna.join(other)
    expectRefusal(await anna.sendEdit(other, message, 'elsewhere'), 'message_not_found')
    expect((await bob.history(room)).messages).toEqual([message])
  })

  test('that there is not, or in no room, is refused', async ({ parlor }) => {
    const { anna, room, message } = await aMessage(parlor, 'here')
    for (const id of ['999999999', '0', 'x', '1e3', '-1', '99999999999999999999', '%00']) {
      const path = `/api/rooms/${room.id}/messages/${id}`
      expectRefusal(await anna.send('PATCH', path, { body: 'x' }), 'message_not_found')
      expectRefusal(await anna.send('DELETE', path), 'message_not_found')
      expectRefusal(await anna.send('GET', `${path}/versions`), 'message_not_found')
    }
    const nowhere = { ...room, id: 'nowhere' }
    expectRefusal(await anna.sendEdit(nowhere, message, 'x'), 'room_not_found')
    expectRefusal(await anna.sendDeletion(nowhere, message), 'room_not_found')
    expectRefusal(await anna.sendVersions(nowhere, message), 'room_not_found')
  })

  test.for([
    ['nothing', ''],
    ['spaces only', ' \n\t '],
    ['4001 characters', 'x'.repeat(4001)],
    ['a NUL', 'hello\u0000'],
    ['half a surrogate pair', 'hello\uD83D'],
    ['a number', 7],
    ['null', null],
  ] as const)('to %s is refused and changes nothing', async ([_, body], { parlor }) => {
    const { anna, room, message } = await aMessage(parlor, 'as it was')
    expectInvalid(await anna.sendEdit(room, message, body), 'body')
    expect((await anna.history(room)).messages).toEqual([message])
  })

  test('to 4000 characters, counted as people count, is taken', async ({ parlor }) => {
    const { anna, room, message } = await aMessage(parlor, 'short')
    const longest = '😀'.repeat(4000)
    expect((await anna.edit(room, message, longest)).body).toBe(longest)
  })

  test('that was written for an older text is refused with the newest, and changes nothing', async ({
    parlor,
  }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'first')
    const newest = await anna.edit(room, message, 'from the phone')
    const path = `/api/rooms/${room.id}/messages/${message.id}`
    const stale = { body: 'from the desk', version: message.version }
    const refused = await anna.send('PATCH', path, stale)
    expectRefusal(refused, 'message_changed')
    expect(refused.body).toMatchObject({ message: newest })
    expect((await bob.history(room)).messages).toEqual([newest])
    const again = await anna.send('PATCH', path, { ...stale, body: 'from the phone' })
    expect(content(again, 200, Posted).message, 'a retry of the newest').toEqual(newest)
    const known = await anna.send('PATCH', path, { ...stale, version: newest.version })
    expect(content(known, 200, Posted).message.body).toBe('from the desk')
    for (const version of ['1', -1, 1.5, null]) {
      expectInvalid(await anna.send('PATCH', path, { body: 'x', version }), 'version')
    }
    await anna.deleteMessage(room, message)
    expectRefusal(await anna.send('PATCH', path, stale), 'message_deleted')
  })

  test('after the end of the room is refused', async ({ parlor }) => {
    const { anna, room, message } = await aMessage(parlor, 'once')
    await anna.deleteRoom(room)
    expectRefusal(await anna.sendEdit(room, message, 'twice'), 'room_deleted')
    expectRefusal(await anna.sendDeletion(room, message), 'room_deleted')
    expectRefusal(await anna.sendVersions(room, message), 'room_deleted')
  })

  test('by two windows at once leaves one of the two texts, everywhere the same', async ({
    parlor,
  }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'a')
    const { cursor } = await bob.join(room)
    const other = await anna.inAnotherWindow()
    const bodies = Array.from({ length: 12 }, (_, at) => `text ${at}`)
    await Promise.all(
      bodies.map((body, at) => (at % 2 === 0 ? anna : other).edit(room, message, body)),
    )
    const [now] = (await bob.history(room)).messages
    expect(bodies).toContain(now?.body)
    expect(await anna.versions(room, message)).toHaveLength(13)
    await expect.poll(async () => (await bob.poll(room, cursor)).revised, soon).toEqual([now])
  })

  test('leaves what follows on a lost reply to its first posting as it was', async ({ parlor }) => {
    const { anna, room } = await aMessage(parlor, 'before')
    const key = randomUUID()
    const { message } = content(await anna.sendPost(room, 'once', key), 201, Posted)
    const edited = await anna.edit(room, message, 'twice')
    expect(content(await anna.sendPost(room, 'once', key), 200, Posted).message).toEqual(edited)
    expectRefusal(await anna.sendPost(room, 'twice', key), 'key_reused')
    await anna.deleteMessage(room, message)
    const retry = content(await anna.sendPost(room, 'once', key), 200, Posted)
    expect(retry.message).toMatchObject({ id: message.id, body: '' })
    expect((await anna.history(room)).messages).toHaveLength(2)
  })
})

describe('the versions of a message', () => {
  test('are all its texts, the one of now last, for its author', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'one')
    expect(await anna.versions(room, message)).toEqual([{ body: 'one', at: message.postedAt }])
    const second = await anna.edit(room, message, 'two')
    const third = await anna.edit(room, message, 'three')
    expect(await anna.versions(room, message)).toEqual([
      { body: 'one', at: message.postedAt },
      { body: 'two', at: second.editedAt },
      { body: 'three', at: third.editedAt },
    ])
    expectRefusal(await bob.sendVersions(room, message), 'not_author')
    await anna.leave()
    expect(await anna.versions(room, message)).toHaveLength(3)
  })
})

test('edits and deletions of long ago reach who was away for long, and after a restart', async () => {
  const parlor = await aParlor()
  const { anna, bob, room, message, before } = await aMessage(parlor, 'old')
  const other = await anna.post(room, 'to be deleted')
  const { cursor } = await bob.join(room)
  for (let at = 0; at < 100; at += 1) await anna.post(room, `${at}`)
  await anna.edit(room, message, 'new')
  await anna.deleteMessage(room, other)
  // Further than a tail reaches back over when it is loaded.
  for (let at = 0; at < 330; at += 10) {
    await Promise.all(Array.from({ length: 10 }, (_, next) => anna.post(room, `${at + next} more`)))
  }
  const expected = [
    { seq: 1, body: 'new' },
    { seq: 2, body: '' },
  ]
  const isTold = async () => {
    const { revised, messages } = await allAfter(bob, room, cursor)
    expect(revised).toMatchObject(expected)
    expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 430 }, (_, at) => at + 3))
    expect((await allAfter(bob, room, before)).messages.slice(0, 2)).toMatchObject(expected)
  }
  await vi.waitFor(isTold, soon)
  await parlor.stop()
  await parlor.startAgain()
  await vi.waitFor(isTold, soon)
})

/** Polls to the end: all that is new, and all that is revised. */
async function allAfter(person: Person, room: Room, cursor: string) {
  const all: { messages: Message[]; revised: Message[] } = { messages: [], revised: [] }
  let after = cursor
  for (;;) {
    const answer = await person.poll(room, after)
    all.messages.push(...answer.messages)
    all.revised.push(...(answer.revised ?? []))
    after = answer.cursor
    if (!answer.more) return all
  }
}
