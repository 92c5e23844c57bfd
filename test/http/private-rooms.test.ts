import { describe, expect, vi } from 'vitest'
import { processes } from '../support/engines.ts'
import { aName, aParlor, aPerson, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { expectRefusal } from '../support/reply.ts'
import { RoomList } from './room-list.ts'

const soon = { timeout: 30_000 }

const idOf = async (person: Person) => (await person.session()).user.id
const idsOf = (rooms: { id: string }[]) => rooms.map(({ id }) => id)

describe('a private room', () => {
  test('is there for those who belong to it, and for nobody else', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const eve = await aPerson(parlor, 'eve')
    const room = await anna.createRoom(aName('Committee'), 'private')
    expect(room).toMatchObject({ kind: 'private', belongs: true, role: 'owner', canDelete: true })
    await anna.act('PUT', room, 'members', await idOf(bob), { role: 'member' })
    await vi.waitFor(async () => expect(idsOf(await bob.rooms())).toContain(room.id), soon)
    expect((await bob.join(room)).room).toMatchObject({ role: 'member', canDelete: false })
    await anna.join(room)
    await anna.post(room, 'hello')
    expect(idsOf(await eve.rooms())).not.toContain(room.id)
    expect(idsOf((await eve.news()).rooms)).not.toContain(room.id)
    expectRefusal(await eve.send('PUT', '/api/me/room', { roomId: room.id }), 'room_not_found')
  })

  test('takes its name from nobody, also not from another one', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const name = aName('Committee')
    const first = await anna.createRoom(name, 'private')
    await bob.createRoom(name, 'private')
    const open = await bob.createRoom(name)
    expect(open.name).toBe(name)
    expectRefusal(
      await anna.send('PATCH', `/api/rooms/${first.id}`, { kind: 'open' }),
      'room_name_taken',
    )
    const kind = async () => (await anna.rooms()).find(({ id }) => id === first.id)?.kind
    await vi.waitFor(async () => expect(await kind()).toBe('private'), soon)
    await bob.deleteRoom(open)
    expect((await anna.changeRoom(first, { kind: 'open' })).kind).toBe('open')
    expectRefusal(await bob.send('POST', '/api/rooms', { name }), 'room_name_taken')
  })

  test('is made once by a request that comes twice, and again when it is deleted', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const name = aName('Committee')
    const create = (typed: string) =>
      anna.send('POST', '/api/rooms', { name: typed, kind: 'private' })
    const twice = await Promise.all([create(name), create(` ${name.toUpperCase()}`)])
    expect(twice.map(({ status }) => status).sort()).toEqual([201, 409])
    expectRefusal(await create(name), 'room_name_taken')
    const mine = await vi.waitFor(async () => {
      const rooms = (await anna.rooms()).filter(({ kind }) => kind === 'private')
      expect(rooms).toHaveLength(1)
      return rooms
    }, soon)
    for (const room of mine) await anna.deleteRoom(room)
    expect((await create(name)).status).toBe(201)
  })

  test('that was open is gone for those who do not belong, and comes back when it is opened', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const eve = await aPerson(parlor, 'eve')
    const room = await anna.createRoom(aName('Tea'))
    await bob.join(room)
    const lists = [new RoomList(bob), new RoomList(eve)] as const
    for (const list of lists) {
      await vi.waitFor(async () => {
        await list.poll()
        expect(list.rooms.has(room.id)).toBe(true)
      }, soon)
    }
    await anna.changeRoom(room, { kind: 'private' })
    await vi.waitFor(async () => {
      await lists[1].poll()
      expect(lists[1].rooms.has(room.id)).toBe(false)
    }, soon)
    await vi.waitFor(async () => {
      await lists[0].poll()
      expect(lists[0].rooms.get(room.id)?.kind).toBe('private')
    }, soon)
    expectRefusal(await eve.send('PUT', '/api/me/room', { roomId: room.id }), 'room_not_found')
    await anna.changeRoom(room, { kind: 'open' })
    for (const list of lists) await vi.waitFor(() => list.expectFresh(), soon)
    expect(lists[1].rooms.get(room.id)?.kind).toBe('open')
  })

  test('that was deleted is not told of to those who did not belong', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Committee'), 'private')
    await anna.join(room)
    await anna.deleteRoom(room)
    const { room: told } = expectRefusal(await anna.sendPoll(room), 'room_deleted')
    expect(told).toEqual({ id: room.id, name: room.name })
    expectRefusal(await bob.sendPoll(room), 'room_not_found')
    expectRefusal(await bob.send('PUT', '/api/me/room', { roomId: room.id }), 'room_not_found')
  })
})

describe('P13: whatever happens in a private room', () => {
  test('changes nothing that others are told: neither ETag, cursor nor number', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const open = await anna.createRoom(aName('Tea'))
    const room = await anna.createRoom(aName('Committee'), 'private')
    await bob.join(open)
    const seen = async () => {
      const list = await bob.send('GET', '/api/rooms')
      const news = await bob.sendNews(cursor)
      const poll = await bob.sendPoll(open)
      // Of three processes, each is to be asked for each.
      await bob.session()
      const told = JSON.parse(news.text)
      // What each process has told stands in it in the order in which they were asked.
      const places = String(told.cursor)
        .split(/\.(?=\w+-)/)
        .sort()
      return [
        list.headers.get('etag'),
        { ...told, cursor: places },
        poll.headers.get('parlor-news'),
      ]
    }
    let { cursor } = await bob.news()
    const before = await vi.waitFor(async () => {
      // Of every process.
      for (let at = 0; at < processes; at += 1) ({ cursor } = await bob.news(cursor))
      const one = await seen()
      for (let at = 0; at < processes; at += 1) expect(await seen()).toEqual(one)
      expect(one[2]).not.toBeNull()
      return one
    }, soon)
    await anna.join(room)
    const message = await anna.post(room, 'hello')
    await anna.edit(room, message, 'hello again')
    await anna.changeRoom(room, { name: aName('Board'), topic: 'secret' })
    const carla = await aPerson(parlor, 'carla')
    await anna.act('PUT', room, 'members', await idOf(carla), { role: 'member' })
    await anna.act('DELETE', room, 'members', await idOf(carla))
    expect(await seen()).toEqual(before)
    await anna.deleteRoom(room)
    expect(await seen()).toEqual(before)
    // It is the quiet that is tested, not a list that tells nothing any more.
    await anna.changeRoom(open, { topic: 'Earl Grey' })
    await vi.waitFor(async () => expect(JSON.stringify(await seen())).toContain('Earl Grey'), soon)
  })
})
