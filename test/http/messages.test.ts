import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import { describe, expect } from 'vitest'
import { Message } from '../../src/protocol/messages.ts'
import { annaAndBob, aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import { content, expectInvalid, expectRefusal, type Reply } from '../support/reply.ts'

const Posted = Type.Object({ message: Message })

describe('posting a message', () => {
  test('gives it the next place in the room', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const first = await anna.post(room, 'hello')
    const second = await bob.post(room, 'hello, Anna')
    expect(first).toMatchObject({ seq: 1, body: 'hello', author: { username: anna.name } })
    expect(second).toMatchObject({ seq: 2, body: 'hello, Anna', author: { username: bob.name } })
    expect((await anna.history(room)).messages).toEqual([first, second])
  })

  test('by several people at once numbers them 1, 2, 3 without gaps', async ({ parlor }) => {
    const people = [await aPerson(parlor, 'anna'), await aPerson(parlor, 'bob')] as const
    const room = await aRoom(...people)
    const posts = Array.from({ length: 30 }, (_, at) => people[at % 2 === 0 ? 0 : 1])
    const messages = await Promise.all(posts.map((person, at) => person.post(room, `${at}`)))
    const places = messages.map(({ seq }) => seq).toSorted((a, b) => a - b)
    expect(places).toEqual(Array.from({ length: 30 }, (_, at) => at + 1))
    const { messages: stored } = await people[0].history(room)
    expect(stored).toEqual(messages.toSorted((a, b) => a.seq - b.seq))
  })

  test('is not held up by others that come at the same time and are refused', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const outsider = await aPerson(parlor, 'bob')
    const room = await aRoom(anna)
    const key = randomUUID()
    const { message: first } = content(await anna.sendPost(room, 'first', key), 201, Posted)
    const good = Array.from({ length: 20 }, (_, at) => anna.post(room, `${at}`))
    const bad = [
      outsider.sendPost(room, 'from outside', randomUUID()),
      anna.sendPost(room, 'other words', key),
      anna.sendPost(room, '\0', randomUUID()),
    ]
    const again = anna.sendPost(room, 'first', key)
    const codes = ['not_in_room', 'key_reused', 'invalid_input'] as const
    for (const [at, reply] of (await Promise.all(bad)).entries()) {
      expectRefusal(reply, codes[at] ?? 'not_found')
    }
    expect(content(await again, 200, Posted).message).toEqual(first)
    const posted = (await Promise.all(good)).toSorted((a, b) => a.seq - b.seq)
    expect(posted.map(({ seq }) => seq)).toEqual(posted.map((_, at) => at + 2))
    expect((await anna.history(room)).messages).toEqual([first, ...posted])
  })

  test('keeps the text as it was written', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const texts = [
      '<script>alert(1)</script> & "quotes"',
      'two\nlines\tand a tab',
      'שלום, مرحبا, 你好, 👩‍👩‍👧‍👦',
      "'; DROP TABLE message; --",
      'e\u0301 stays as it was typed',
      '$HOME {{7*7}} %s %n \\u0041 \\',
    ]
    for (const text of texts) await anna.post(room, text)
    const { messages } = await anna.history(room)
    expect(messages.map(({ body }) => body)).toEqual(texts)
  })

  test('takes 4000 characters, counted as people count', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const longest = '😀'.repeat(4000)
    expect((await anna.post(room, longest)).body).toBe(longest)
  })

  test.for([
    ['nothing', ''],
    ['spaces only', ' \n\t '],
    ['4001 characters', 'x'.repeat(4001)],
    ['a NUL', 'hello\u0000'],
    ['half a surrogate pair', 'hello\uD83D'],
    ['a number', 7],
    ['null', null],
    ['a list', ['hello']],
    ['an object', { toString: 'hello' }],
  ] as const)('of %s is refused and posts nothing', async ([_, body], { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    expectInvalid(await anna.sendPost(room, body), 'body')
    expect((await anna.history(room)).messages).toEqual([])
  })

  test.for(['', 'x', '00000000-0000-0000-0000', `${randomUUID()}\n`, `${randomUUID()}0`])(
    'with the key %j is refused',
    async (key, { parlor }) => {
      const anna = await aPerson(parlor)
      const room = await aRoom(anna)
      expectInvalid(await anna.sendPost(room, 'hello', key), 'key')
    },
  )

  test('cannot choose its author, its place or its time', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const { user } = await bob.session()
    const lie = { author: user, authorId: user.id, seq: 99, id: 'x', postedAt: '1999-01-01' }
    const json = { body: 'I am Bob', key: randomUUID(), ...lie }
    const reply = await anna.send('POST', `/api/rooms/${room.id}/messages`, json)
    const { message } = content(reply, 201, Posted)
    expect(message).toMatchObject({ seq: 1, author: { username: anna.name } })
    expect(message.postedAt > '2020').toBe(true)
  })

  test('in a room that one is not in is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoom(anna)
    expectRefusal(await bob.sendPost(room, 'hello'), 'not_in_room')
    expectRefusal(await bob.sendPost({ ...room, id: 'nowhere' }, 'hello'), 'room_not_found')
    expect((await anna.history(room)).messages).toEqual([])
  })
})

describe('posting with the same key', () => {
  test('again gives the same message and does not post it twice', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const key = randomUUID()
    const { message } = content(await anna.sendPost(room, 'once', key), 201, Posted)
    await anna.post(room, 'something else')
    const retry = content(await anna.sendPost(room, 'once', key), 200, Posted)
    expect(retry.message).toEqual(message)
    expect((await anna.history(room)).messages).toHaveLength(2)
  })

  test('twenty times at once gives one message', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const key = randomUUID()
    const posts = Array.from({ length: 20 }, () => anna.sendPost(room, 'once', key))
    const replies = await Promise.all(posts)
    const created = replies.filter(({ status }) => status === 201)
    expect(created).toHaveLength(1)
    const messageOf = (reply: Reply) => content(reply, reply === created[0] ? 201 : 200, Posted)
    expect(new Set(replies.map((reply) => messageOf(reply).message.id)).size).toBe(1)
    expect((await anna.history(room)).messages).toHaveLength(1)
  })

  test('after leaving the room, or after its end, gives the same message still', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const key = randomUUID()
    const { message } = content(await anna.sendPost(room, 'once', key), 201, Posted)
    await anna.leave()
    expect(content(await anna.sendPost(room, 'once', key), 200, Posted).message).toEqual(message)
    expectRefusal(await anna.sendPost(room, 'once', randomUUID()), 'not_in_room')
    await anna.deleteRoom(room)
    expect(content(await anna.sendPost(room, 'once', key), 200, Posted).message).toEqual(message)
    expectRefusal(await anna.sendPost(room, 'once', randomUUID()), 'room_deleted')
  })

  test('but other words is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const key = randomUUID()
    await anna.sendPost(room, 'once', key)
    expectRefusal(await anna.sendPost(room, 'twice', key), 'key_reused')
    expect((await anna.history(room)).messages.map(({ body }) => body)).toEqual(['once'])
  })

  test('in another room is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const key = randomUUID()
    await anna.sendPost(await aRoom(anna), 'once', key)
    const other = await aRoom(anna)
    expectRefusal(await anna.sendPost(other, 'once', key), 'key_reused')
  })

  test('by another person is another message', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const key = randomUUID()
    content(await anna.sendPost(room, 'hello', key), 201, Posted)
    const { message } = content(await bob.sendPost(room, 'hello', key), 201, Posted)
    expect(message.author.username).toBe(bob.name)
  })

  test('after a restart gives the same message', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const key = randomUUID()
    const { message } = content(await anna.sendPost(room, 'once', key), 201, Posted)
    await parlor.stop()
    await parlor.startAgain()
    const retry = content(await anna.sendPost(room, 'once', key), 200, Posted)
    expect(retry.message).toEqual(message)
  })
})
