import type { Static } from 'typebox'
import { describe, expect } from 'vitest'
import { ForYou } from '../../src/protocol/for-you.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { aName, annaAndBob, aPerson, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content } from '../support/reply.ts'

type Items = Static<typeof ForYou>['items']

async function forYou(person: Person, query = ''): Promise<Static<typeof ForYou>> {
  return content(await person.send('GET', `/api/me/for-you${query}`), 200, ForYou)
}

const idOf = async (person: Person) => (await person.session()).user.id

/** What each of them comes to, in a line. */
const inShort = (items: Items) =>
  items.map(({ kind, by, emoji, message, unread }) => {
    return `${unread ? '* ' : ''}${by.username} ${kind}${emoji ?? ''}: ${message.body}`
  })

describe('what others did that is for somebody', () => {
  test('is told newest first, once for each message, each with its place', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const asked = await anna.post(room, 'Who has the key?')
    await bob.post(room, `@${anna.name} look here`)
    await bob.reply(room, asked, 'Me')
    await bob.reply(room, asked, `Or you, @${anna.name}`)
    await anna.reply(room, asked, `I, @${anna.name}?`)
    await bob.react(room, asked, '👍')
    await anna.react(room, asked, '🎉')
    const { items, next } = await forYou(anna)
    expect(inShort(items)).toEqual([
      `* ${bob.name} reaction👍: Who has the key?`,
      `* ${bob.name} reply: Or you, @${anna.name}`,
      `* ${bob.name} reply: Me`,
      `* ${bob.name} mention: @${anna.name} look here`,
    ])
    expect(next).toBeNull()
    expect(items.map((item) => [item.room, item.message.seq])).toEqual(
      [1, 4, 3, 2].map((seq) => [{ id: room.id, name: room.name }, seq]),
    )
    expect((await forYou(bob)).items).toEqual([])
  })

  test('goes page by page', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    for (const text of ['one', 'two', 'three']) await bob.post(room, `@${anna.name} ${text}`)
    const first = await forYou(anna, '?limit=2')
    expect(first.items.map(({ message }) => message.seq)).toEqual([3, 2])
    const second = await forYou(anna, `?limit=2&page=${first.next}`)
    expect(second.items.map(({ message }) => message.seq)).toEqual([1])
    expect(second.next).toBeNull()
  })

  test('is unread until it was seen there, or read in its room', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    await bob.post(room, `@${anna.name} one`)
    const own = await anna.post(room, 'mine')
    const unread = async () => (await forYou(anna)).items.map((item) => item.unread)
    await bob.post(room, `@${anna.name} two`)
    expect(await unread()).toEqual([true, true])
    await anna.send('PUT', `/api/rooms/${room.id}/read`, { seq: 2 })
    expect(await unread()).toEqual([true, false])
    await bob.react(room, own, '👍')
    expect(await unread(), 'though the message is read').toEqual([true, true, false])
    const [newest, second] = (await forYou(anna)).items
    expect((await anna.send('PUT', '/api/me/for-you', { seen: newest?.id })).status).toBe(204)
    expect(await unread()).toEqual([false, false, false])
    // From another window, late.
    await anna.send('PUT', '/api/me/for-you', { seen: second?.id })
    await bob.post(room, `@${anna.name} three`)
    expect(await unread()).toEqual([true, false, false, false])
  })

  test('vanishes with what was deleted, taken back, edited away or is in a room that they do not see', async ({
    parlor,
  }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const mine = await anna.post(room, 'mine')
    const call = await bob.post(room, `@${anna.name} one`)
    const answer = await bob.reply(room, mine, 'two')
    await bob.react(room, mine, '👍')
    await bob.deleteMessage(room, answer)
    await bob.unreact(room, mine, '👍')
    expect((await forYou(anna)).items.map(({ message }) => message.seq)).toEqual([2])
    await bob.edit(room, call, 'nobody')
    expect((await forYou(anna)).items).toEqual([])
    await bob.edit(room, call, `@${anna.name} and @${bob.name}`)
    expect((await forYou(anna)).items.map(({ message }) => message.seq)).toEqual([2])

    const annaId = await idOf(anna)
    const own = await bob.createRoom(`${room.name} p`, 'private')
    await bob.act('PUT', own, 'members', annaId, { role: 'member' })
    await bob.join(own)
    await bob.post(own, `@${anna.name} a secret`)
    expect((await forYou(anna)).items.map((item) => item.room.name)).toEqual([own.name, room.name])
    await bob.act('DELETE', own, 'members', annaId)
    expect((await forYou(anna)).items.map((item) => item.room.name)).toEqual([room.name])
    await bob.act('PUT', own, 'members', annaId, { role: 'member' })
    await bob.deleteRoom(own)
    expect((await forYou(anna)).items.map((item) => item.room.name)).toEqual([room.name])
    await anna.send('PUT', `/api/me/blocks/${await idOf(bob)}`)
    expect((await forYou(anna)).items).toEqual([])
  })

  test('is called for everyone in several rooms, and goes page by page all the same', async ({
    parlor,
  }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const other = await anna.createRoom(`${room.name} two`)
    await bob.join(other)
    const elsewhere = await anna.createRoom(`${room.name} three`)
    const said: string[] = []
    const say = async (where: Room, text: string) => {
      await anna.join(where)
      await anna.post(where, text)
      if (where !== elsewhere) said.unshift(text)
    }
    for (const text of ['@everyone one', '@everyone two', `@everyone and @${bob.name}`]) {
      await say(room, text)
    }
    await say(other, '@everyone three')
    await say(elsewhere, '@everyone nobody else')
    await say(other, `@${bob.name} four`)
    await say(room, '@everyone five')
    // Their own calls are nothing to them, however many.
    for (const text of ['1', '2', '3']) await say(elsewhere, `@everyone ${text}`)
    const got: string[] = []
    for (let page: string | null = ''; page !== null; ) {
      const { items, next } = await forYou(bob, `?limit=2${page && `&page=${page}`}`)
      got.push(...items.map(({ message }) => message.body))
      page = next
    }
    expect(got).toEqual(said)
    expect((await forYou(anna)).items).toEqual([])
  })

  test('counts what was called before somebody came as the list of rooms does', async ({
    parlor,
  }) => {
    const { anna, bob } = await annaAndBob(parlor)
    const room = await anna.createRoom(aName('club'), 'private')
    await anna.join(room)
    for (const text of ['@everyone welcome', 'Rain', '@everyone supper'])
      await anna.post(room, text)
    expect((await forYou(bob)).items).toEqual([])
    await anna.act('PUT', room, 'members', await idOf(bob), { role: 'member' })
    const told = async () => {
      const listed = (await bob.rooms()).find(({ id }) => id === room.id)
      const { items } = await forYou(bob)
      return [listed?.mentions, items.map(({ message, unread }) => [message.seq, unread])]
    }
    await expect.poll(told).toEqual([
      2,
      [
        [3, true],
        [1, true],
      ],
    ])
    await bob.send('PUT', `/api/rooms/${room.id}/read`, { seq: 2 })
    await expect.poll(told).toEqual([
      1,
      [
        [3, true],
        [1, false],
      ],
    ])
  })

  test('is also a call for everyone, for those who belong', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const cleo = await aPerson(parlor, 'cleo')
    await anna.post(room, '@everyone supper')
    expect(inShort((await forYou(bob)).items)).toEqual([`* ${anna.name} mention: @everyone supper`])
    expect((await forYou(anna)).items).toEqual([])
    expect((await forYou(cleo)).items).toEqual([])
    // Whom it names or answers besides is told of it once.
    const both = `@everyone and @${bob.name}`
    const said = await anna.post(room, both)
    await anna.reply(room, await bob.post(room, 'When?'), '@everyone now')
    expect(inShort((await forYou(bob)).items).slice(0, 3)).toEqual([
      `* ${anna.name} reply: @everyone now`,
      `* ${anna.name} mention: ${said.body}`,
      `* ${anna.name} mention: @everyone supper`,
    ])
  })
})
