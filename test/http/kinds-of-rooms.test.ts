import { describe, expect, vi } from 'vitest'
import { Acquaintances as Offered } from '../../src/protocol/acquaintances.ts'
import { aName, annaAndBob, aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'
import { aViewer, RoomList } from './room-list.ts'

const soon = { timeout: 30_000 }

const idOf = async (person: Person) => (await person.session()).user.id
const nameOf = async (person: Person) => (await person.session()).user.username
const idsOf = (rooms: { id: string }[]) => rooms.map(({ id }) => id)

describe('a direct room', () => {
  test('tells whoever is in it, wherever they are, while another of them looks at it', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const eve = await aPerson(parlor, 'eve')
    const direct = await anna.talkTo([await idOf(bob)])
    const elsewhere = await aRoom(anna)
    const { cursor } = await anna.catchUp(elsewhere)
    const number = async () =>
      Number((await anna.sendPoll(elsewhere, cursor)).headers.get('parlor-news'))
    const asSeenBy = async (person: Person) =>
      (await person.rooms()).find(({ id }) => id === direct.id)?.here
    const list = await aViewer(anna)
    await vi.waitFor(async () => expect(await number()).toBeGreaterThan(0), soon)
    expect(list.rooms.get(direct.id)?.here).toBe(false)

    let before = await number()
    await bob.join(direct)
    await expect.poll(number, soon).toBeGreaterThan(before)
    await vi.waitFor(async () => {
      await list.poll()
      expect(list.rooms.get(direct.id)?.here).toBe(true)
    }, soon)
    expect(await asSeenBy(bob), 'he knows where he is himself').toBe(false)
    expect(await asSeenBy(eve)).toBeUndefined()
    expect((await anna.rooms()).find(({ id }) => id === elsewhere.id)).not.toHaveProperty('here')

    before = await number()
    await bob.join(elsewhere)
    await expect.poll(number, soon).toBeGreaterThan(before)
    await vi.waitFor(async () => {
      await list.poll()
      expect(list.rooms.get(direct.id)?.here).toBe(false)
      expect(await asSeenBy(anna)).toBe(false)
    }, soon)
  })

  test('is one for the same people, whoever asks, named by the others', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const eve = await aPerson(parlor, 'eve')
    const room = await anna.talkTo([await idOf(bob)])
    expect(room).toMatchObject({
      name: await nameOf(bob),
      kind: 'direct',
      role: 'member',
      canDelete: false,
    })
    const same = await bob.talkTo([await idOf(anna), await idOf(bob)], 200)
    expect(same).toMatchObject({ id: room.id, name: await nameOf(anna) })
    const three = await bob.talkTo([await idOf(anna), await idOf(eve)])
    expect(three.id).not.toBe(room.id)
    expect(new Set(three.name.split(', '))).toEqual(
      new Set([await nameOf(anna), await nameOf(eve)]),
    )
    await vi.waitFor(async () => expect(idsOf(await eve.rooms())).toContain(three.id), soon)
    expect(idsOf(await eve.rooms())).not.toContain(room.id)
    expectRefusal(await eve.sendPoll(room), 'room_not_found')
    await bob.join(room)
    await bob.post(room, 'just us')
    await vi.waitFor(async () => {
      const [mine] = (await anna.rooms()).filter(({ id }) => id === room.id)
      expect(mine).toMatchObject({ unread: 1, name: await nameOf(bob) })
    }, soon)
  })

  test('is offered with people of one’s rooms, by a part of their names, and with nobody else', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const eve = await aPerson(parlor, 'eve')
    const room = await aRoom(anna, bob)
    const offered = async (person: Person, name: string) => {
      const part = encodeURIComponent(name.slice(1).toUpperCase())
      return content(await person.send('GET', `/api/me/people?q=${part}`), 200, Offered).people
    }
    const asBob = { id: await idOf(bob), username: bob.name }
    expect(await offered(anna, bob.name)).toEqual([asBob])
    expect(await offered(anna, eve.name), 'in no room of hers').toEqual([])
    expect(await offered(anna, anna.name), 'herself').toEqual([])
    expect(await offered(eve, bob.name)).toEqual([])
    expect(await offered(anna, '_%%'), 'nothing stands for any letter').toEqual([])
    const zoe = await aPerson(parlor, 'Zoë')
    await zoe.join(room)
    const asZoe = { id: await idOf(zoe), username: zoe.name }
    expect(await offered(anna, zoe.name.replace('ë', 'e')), 'accents aside').toEqual([asZoe])
    expectInvalid(await anna.send('GET', '/api/me/people?q=b'), 'q')
    expectInvalid(await anna.send('GET', '/api/me/people'), 'q')

    // With accents, too, where a name without them is found; and by one letter where that is a name.
    const [zoey, li] = [await aPerson(parlor, 'Zoey'), await aPerson(parlor, '李')]
    for (const one of [zoey, li]) await one.join(room)
    expect((await offered(anna, '.zoe')).map(({ username }) => username)).toEqual(
      expect.arrayContaining([zoe.name, zoey.name]),
    )
    expect((await offered(anna, '.李')).map(({ username }) => username)).toEqual([li.name])

    const block = `/api/me/blocks/${await idOf(anna)}`
    await bob.send('PUT', block)
    expect(await offered(anna, bob.name), 'by whom she is blocked').toEqual([])
    expect(await offered(bob, anna.name), 'whom he has blocked').toEqual([])
    await bob.send('DELETE', block)
    expect(await offered(anna, bob.name)).toEqual([asBob])
    await anna.deleteRoom(room)
    expect(await offered(anna, bob.name), 'whose room is gone').toEqual([])
  })

  test('takes two to ten people, who exist, and is made once however often it is asked for', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const [a, b] = [await idOf(anna), await idOf(bob)]
    expectInvalid(await anna.send('POST', '/api/direct', { people: [] }), 'people')
    expectInvalid(await anna.send('POST', '/api/direct', { people: [a] }), 'people')
    const ten = Array.from({ length: 10 }, (_, i) => `nobody${i}`)
    expectInvalid(await anna.send('POST', '/api/direct', { people: ten }), 'people')
    const nine = ten.slice(1)
    expectRefusal(await anna.send('POST', '/api/direct', { people: nine }), 'person_not_found')
    expectRefusal(await anna.send('POST', '/api/direct', { people: ['x'] }), 'person_not_found')
    const asked = [anna, bob, anna, bob].map((one) =>
      one.send('POST', '/api/direct', { people: [a, b] }),
    )
    const statuses = (await Promise.all(asked)).map(({ status }) => status)
    expect(statuses.toSorted()).toEqual([200, 200, 200, 201])
  })

  test('is left for good, renamed and added to by nobody', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const eve = await aPerson(parlor, 'eve')
    const room = await anna.talkTo([await idOf(bob)])
    const path = `/api/rooms/${room.id}`
    expectRefusal(await anna.send('DELETE', `${path}/members/me`), 'not_allowed')
    expectRefusal(await anna.send('PATCH', path, { name: 'Us' }), 'not_allowed')
    expectRefusal(await anna.send('PATCH', path, { kind: 'open' }), 'not_allowed')
    expectRefusal(await anna.send('DELETE', path), 'not_room_owner')
    const added = `${path}/members/${await idOf(eve)}`
    expectRefusal(await anna.send('PUT', added, { role: 'member' }), 'not_allowed')
    const removed = `${path}/members/${await idOf(bob)}`
    expectRefusal(await anna.send('DELETE', removed), 'not_allowed')
    expect(await anna.members(room)).toHaveLength(2)
  })
})

describe('what is set of a room', () => {
  test('reaches those inside with their next poll, and all others with their list', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Tea'))
    const { cursor } = await bob.join(room)
    const list = new RoomList(bob)
    await list.poll()
    const name = aName('Coffee')
    const changed = await anna.changeRoom(room, { name: ` ${name}`, topic: 'What we drink' })
    expect(changed).toMatchObject({ id: room.id, name, topic: 'What we drink' })
    await vi.waitFor(async () => {
      expect((await bob.poll(room, cursor)).room).toEqual({
        name,
        topic: 'What we drink',
        kind: 'open',
        archivedAt: null,
        slowMode: 0,
      })
    }, soon)
    await vi.waitFor(() => list.expectFresh(), soon)
    expect(list.rooms.get(room.id)).toMatchObject({ name, topic: 'What we drink' })
    expect((await bob.join(room)).room.name).toBe(name)
    // The name before is free, and the one of now is not.
    expectRefusal(await bob.send('POST', '/api/rooms', { name }), 'room_name_taken')
    await bob.createRoom(room.name)
  })

  test('is its owner’s to say; the topic also its moderators’', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Tea'))
    await bob.join(room)
    const path = `/api/rooms/${room.id}`
    expectRefusal(await bob.send('PATCH', path, { topic: 'mine' }), 'not_allowed')
    await anna.act('PUT', room, 'members', await idOf(bob), { role: 'moderator' })
    const longest = 'x'.repeat(250)
    expect((await bob.changeRoom(room, { topic: longest })).topic).toBe(longest)
    expect((await bob.changeRoom(room, { topic: 'ours' })).topic).toBe('ours')
    expect((await anna.changeRoom(room, { slowMode: 3600 })).slowMode).toBe(3600)
    expectInvalid(await anna.send('PATCH', path, { slowMode: 3601 }), 'slowMode')
    for (const change of [{ name: 'Mine' }, { kind: 'private' }, { ownerId: await idOf(bob) }]) {
      expectRefusal(await bob.send('PATCH', path, change), 'not_allowed')
    }
    expectInvalid(await anna.send('PATCH', path, { topic: 'x'.repeat(251) }), 'topic')
    expectInvalid(await anna.send('PATCH', path, { topic: 'a\u202Eb' }), 'topic')
    expectInvalid(await anna.send('PATCH', path, { name: ' ' }), 'name')
    expectInvalid(await anna.send('PATCH', path, { kind: 'direct' }), 'kind')
    expect((await anna.rooms()).find(({ id }) => id === room.id)).toMatchObject({
      name: room.name,
      kind: 'open',
      topic: 'ours',
    })
  })

  test('also its owner: it is handed over to somebody who belongs', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Tea'))
    const path = `/api/rooms/${room.id}`
    expectInvalid(await anna.send('PATCH', path, { ownerId: await idOf(bob) }), 'ownerId')
    await bob.join(room)
    expectRefusal(await anna.send('DELETE', `${path}/members/me`), 'not_allowed')
    const handed = await anna.changeRoom(room, { ownerId: await idOf(bob) })
    expect(handed).toMatchObject({ role: 'moderator', canDelete: false })
    expectRefusal(await anna.send('DELETE', path), 'not_room_owner')
    await anna.act('DELETE', room, 'members', 'me')
    await vi.waitFor(async () => {
      const mine = (await bob.rooms()).find(({ id }) => id === room.id)
      expect(mine).toMatchObject({ role: 'owner', canDelete: true })
    }, soon)
    await bob.deleteRoom(room)
  })

  test('to nobody who cannot log in', async () => {
    const parlor = await aParlor()
    const boss = await aPerson(parlor, 'owner')
    const { anna, bob, room } = await annaAndBob(parlor)
    await bob.leave()
    await boss.send('PATCH', `/api/people/${await idOf(bob)}`, { disabled: true })
    const ownerId = (await anna.members(room)).find(({ role }) => role !== 'owner')?.user.id
    expectRefusal(
      await anna.send('PATCH', `/api/rooms/${room.id}`, { ownerId }),
      'person_not_found',
    )
    const mine = (await anna.rooms()).find(({ id }) => id === room.id)
    expect(mine).toMatchObject({ role: 'owner' })
  })

  test('also that it can only be read', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Tea'))
    await bob.join(room)
    const message = await bob.post(room, 'hello')
    const archived = await anna.changeRoom(room, { archived: true })
    expect(archived.archivedAt).not.toBeNull()
    expect((await anna.changeRoom(room, { archived: true })).archivedAt).toBe(archived.archivedAt)
    expectRefusal(await bob.sendPost(room, 'anybody?'), 'room_archived')
    expectRefusal(await bob.sendEdit(room, message, 'hallo'), 'room_archived')
    expectRefusal(await bob.sendReaction('PUT', room, message, '👍'), 'room_archived')
    expect((await bob.history(room)).messages).toMatchObject([{ body: 'hello' }])
    await anna.join(room)
    expectRefusal(
      await anna.send('PUT', `/api/rooms/${room.id}/pins/${message.id}`),
      'room_archived',
    )
    await bob.deleteMessage(room, message)
    await anna.changeRoom(room, { archived: false })
    await bob.post(room, 'on with it')
  })

  test('also how soon after a message the next one may come', async () => {
    const parlor = await aParlor()
    const { anna, bob, room } = await annaAndBob(parlor)
    await anna.changeRoom(room, { slowMode: 60 })
    await bob.post(room, 'one')
    const refused = await bob.sendPost(room, 'two')
    expectRefusal(refused, 'too_many_requests')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50)
    expect(Number(refused.headers.get('retry-after')), 'seconds').toBeLessThanOrEqual(60)
    await anna.post(room, 'those who moderate')
    await anna.post(room, 'need not wait')
    const both = await Promise.all([anna.sendPost(room, 'three'), bob.sendPost(room, 'four')])
    expect(both.map(({ status }) => status)).toEqual([201, 429])
    await parlor.pass(61_000)
    await bob.post(room, 'five')
  })
})
