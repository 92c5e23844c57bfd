import { describe, expect } from 'vitest'
import { aName, annaAndBob, aPerson, aRoom, type Parlor, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'

type Listed = Awaited<ReturnType<Person['rooms']>>[number]

const listed = async (person: Person, { id }: { id: string }) =>
  (await person.rooms()).find((room) => room.id === id) ?? expect.fail('not listed')

/** Anna and Bob, who belong to a room; Bob has gone into another, which he polls. */
async function bobElsewhere(parlor: Parlor) {
  const { anna, bob, room } = await annaAndBob(parlor)
  const other = await bob.createRoom(aName('Books'))
  await bob.join(other)
  /** What his polls say of all other rooms. */
  const number = async () => {
    const reply = await bob.send('GET', `/api/rooms/${other.id}/changes`)
    return Number(reply.headers.get('parlor-news'))
  }
  await expect.poll(number).toBeGreaterThan(0)
  return { anna, bob, room, other, number }
}

const choose = (person: Person, room: { id: string }, notify: unknown) =>
  person.send('PUT', `/api/me/rooms/${room.id}`, { notify })

describe('a list says of each room', () => {
  test('what was said last and by whom, as it now is', async ({ parlor }) => {
    const { anna, bob, room } = await bobElsewhere(parlor)
    expect((await listed(bob, room)).last).toBe(null)
    const message = await anna.post(room, 'Ordered.\n\nComes  Thursday.')
    const last = { author: { username: anna.name }, excerpt: 'Ordered. Comes Thursday.' }
    await expect.poll(async () => (await listed(bob, room)).last).toMatchObject(last)
    const { cursor } = await bob.news()
    await anna.edit(room, message, 'Comes Friday.')
    await expect
      .poll(async () => (await bob.news(cursor)).rooms[0]?.last?.excerpt)
      .toBe('Comes Friday.')
    await anna.deleteMessage(room, message)
    expect((await listed(bob, room)).last).toMatchObject({ author: last.author, excerpt: '' })
  })

  test('what was said last in its words alone, without the marks of their formatting', async ({
    parlor,
  }) => {
    const { anna, bob, room } = await bobElsewhere(parlor)
    const last = async () => (await listed(bob, room)).last?.excerpt
    await anna.post(room, '**Hello** `all`,\n> quoted\n- ~~one~~ *two*')
    await expect.poll(last).toBe('Hello all, quoted • one two')
    await anna.post(room, '2 * 3 * 4 is snake_case_and **open')
    await expect.poll(last).toBe('2 * 3 * 4 is snake_case_and **open')
    await parlor.stop()
    await parlor.startAgain()
    await anna.post(room, '```\nlet a = b * c * d\n```')
    await expect.poll(last).toBe('let a = b * c * d')
  })

  test('how much of it is unread, and how much of that mentions one', async ({ parlor }) => {
    const { anna, bob, room } = await bobElsewhere(parlor)
    expect(await listed(bob, room)).toMatchObject({ belongs: true, unread: 0, mentions: 0 })
    const first = await anna.post(room, `@${bob.name} and @${bob.name} again`)
    const second = await anna.post(room, 'nobody')
    await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 2, mentions: 1 })
    await anna.edit(room, second, `after all, @${bob.name}`)
    await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 2, mentions: 2 })
    await anna.deleteMessage(room, first)
    await expect.poll(() => listed(bob, room)).toMatchObject({ mentions: 1 })
    await bob.join(room)
    await bob.send('PUT', `/api/rooms/${room.id}/read`, { seq: 2 })
    await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 0, mentions: 0 })
    const stranger = await aPerson(parlor, 'carla')
    expect(await listed(stranger, room)).toMatchObject({ unread: null, mentions: null })
  })

  test('what mentioned one before one first came in counts as well', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoom(anna)
    // What is in memory of him is from before.
    await bob.news()
    await anna.post(room, `@${bob.name}, come in`)
    await bob.join(room)
    await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 1, mentions: 1 })
  })

  test('what one wants to hear of it: all of a small one, mentions in a large one, or what one chose', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const room = await aRoom(anna)
    const crowd = await Promise.all(Array.from({ length: 19 }, () => aPerson(parlor, 'carla')))
    for (const person of crowd) await person.join(room)
    expect((await listed(anna, room)).notify, 'with twenty').toBe('all')
    const { cursor } = await anna.news()
    const bob = await aPerson(parlor, 'bob')
    await bob.join(room)
    const level = async () =>
      (await anna.news(cursor)).rooms.find(({ id }) => id === room.id)?.notify
    await expect.poll(level, { message: 'with one more' }).toBe('mentions')
    for (const notify of ['none', 'all', 'mentions'] as const) {
      const reply = await choose(bob, room, notify)
      expect([reply.status, (reply.body as { room: Listed }).room.notify]).toEqual([200, notify])
      await expect.poll(async () => (await listed(bob, room)).notify).toBe(notify)
    }
    expect((await listed(anna, room)).notify).toBe('mentions')
  })
})

describe('what concerns somebody elsewhere', () => {
  test('raises the number in the answers to their polls, also when another window reads it', async ({
    parlor,
  }) => {
    const { anna, bob, room, number } = await bobElsewhere(parlor)
    let before = await number()
    const rises = async (what: string) => {
      await expect.poll(number, { message: what }).toBeGreaterThan(before)
      before = await number()
    }
    await anna.post(room, 'hello')
    await rises('a message')
    await choose(bob, room, 'none')
    await rises('another level')
    expect(await number(), 'nothing').toBe(before)
  })

  test('is nothing new where only those speak whom they have blocked', async ({ parlor }) => {
    const { anna, bob, room } = await bobElsewhere(parlor)
    const cleo = await aPerson(parlor, 'cleo')
    await cleo.join(room)
    await bob.send('PUT', `/api/me/blocks/${(await anna.session()).user.id}`)
    await anna.post(room, 'one')
    await Promise.all(['two', 'three', 'four'].map((text) => anna.post(room, text)))
    await expect.poll(() => listed(cleo, room)).toMatchObject({ unread: 4 })
    await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 0 })
    await cleo.post(room, 'five')
    await anna.post(room, 'six')
    // From where somebody else spoke, places are counted, whoever’s they are.
    await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 2 })
    await parlor.stop()
    await parlor.startAgain()
    expect(await listed(bob, room)).toMatchObject({ unread: 2 })
    await bob.send('PUT', `/api/rooms/${room.id}/read`, { seq: 6 })
    await anna.post(room, 'seven')
    await bob.send('DELETE', `/api/me/blocks/${(await anna.session()).user.id}`)
    await anna.post(room, 'eight')
    await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 1 })
  })

  test('is there again when it is marked unread from a message on, in every window', async ({
    parlor,
  }) => {
    const { anna, bob, room } = await bobElsewhere(parlor)
    for (const text of ['one', `two, @${bob.name}`, 'three']) await anna.post(room, text)
    const read = (marker: object) => bob.send('PUT', `/api/rooms/${room.id}/read`, marker)
    await bob.join(room)
    expect((await read({ seq: 3 })).status).toBe(204)
    await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 0, mentions: 0 })
    const { cursor } = await bob.news()
    expect((await read({ seq: 1, back: true })).status).toBe(204)
    const told = async () => (await bob.news(cursor)).rooms.find(({ id }) => id === room.id)
    await expect.poll(told).toMatchObject({ unread: 2, mentions: 1 })
    await read({ seq: 2 })
    await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 1, mentions: 0 })
  })
})

test('what one belongs to can be marked as read from outside, also all of it at once', async ({
  parlor,
}) => {
  const { anna, bob, room } = await bobElsewhere(parlor)
  const secret = await anna.createRoom(aName('Quiet'), 'private')
  await anna.act('PUT', secret, 'members', (await bob.session()).user.id, { role: 'member' })
  await anna.post(room, 'one')
  await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 1 })
  const marked = await bob.send('PUT', `/api/rooms/${room.id}/read`, { seq: 1 })
  expect(marked.status).toBe(204)
  await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 0 })

  await anna.post(room, 'two')
  await anna.join(secret)
  await anna.post(secret, 'three')
  await expect.poll(() => listed(bob, secret)).toMatchObject({ unread: 1 })
  const rooms = { [room.id]: 2, [secret.id]: 1, nosuchroom: 1 }
  expect((await bob.send('PUT', '/api/me/read', { rooms })).status).toBe(204)
  await expect.poll(() => listed(bob, secret)).toMatchObject({ unread: 0 })
  await expect.poll(() => listed(bob, room)).toMatchObject({ unread: 0 })
})

test('a level that there is not is refused, and so is one for a room to which one does not belong', async ({
  parlor,
}) => {
  const { anna, bob, room } = await bobElsewhere(parlor)
  expect((await choose(bob, room, 'loud')).body).toMatchObject({ code: 'invalid_input' })
  const stranger = await aPerson(parlor, 'carla')
  expect((await choose(stranger, room, 'all')).body).toMatchObject({ code: 'not_allowed' })
  expect((await choose(anna, { id: 'nosuchroom' }, 'all')).body).toMatchObject({
    code: 'room_not_found',
  })
})
