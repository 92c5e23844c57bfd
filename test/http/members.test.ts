import { describe, expect, vi } from 'vitest'
import { aName, aParlor, aPerson, test } from '../support/examples.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'
import { aCommittee } from './committee.ts'
import { anAdmin, idOf } from './standing.ts'

const soon = { timeout: 30_000 }
const far = '2100-01-01T00:00:00.000Z'

describe('belonging to a room', () => {
  test('begins with the first time inside, outlasts leaving, and is ended by oneself', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Tea'))
    const listed = async () => (await bob.rooms()).find(({ id }) => id === room.id)
    await vi.waitFor(async () => expect(await listed()).toMatchObject({ belongs: false }), soon)
    expect((await bob.join(room)).room).toMatchObject({ belongs: true, role: 'member' })
    await bob.leave()
    await vi.waitFor(async () => expect(await listed()).toMatchObject({ belongs: true }), soon)
    await bob.join(room)
    await bob.act('DELETE', room, 'members', 'me')
    await vi.waitFor(async () => {
      expect(await listed()).toMatchObject({ belongs: false, role: null, unread: null })
    }, soon)
    expect((await bob.session()).room).toBeNull()
    expect((await anna.members(room)).map(({ role }) => role)).toEqual(['owner'])
    // Once more is harmless, and the door is open.
    await bob.act('DELETE', room, 'members', 'me')
    await bob.join(room)
  })

  test('is seen by all who see the room: who, as what, and whether they look at it', async ({
    parlor,
  }) => {
    const { anna, bob, mia, room, path } = await aCommittee(parlor)
    await bob.join(room)
    const ids = [await idOf(anna), await idOf(mia), await idOf(bob)]
    await vi.waitFor(async () => {
      const members = await bob.members(room)
      expect(members.map(({ user }) => user.id)).toEqual(ids)
      expect(members.map(({ role }) => role)).toEqual(['owner', 'moderator', 'member'])
      expect(members.map(({ here }) => here)).toEqual([false, false, true])
    }, soon)
    const eve = await aPerson(parlor, 'eve')
    expectRefusal(await eve.send('GET', `${path}/members`), 'room_not_found')
    const more = [await aPerson(parlor, 'zoe'), await aPerson(parlor, 'kim')]
    for (const person of [...more, eve]) {
      await anna.act('PUT', room, 'members', await idOf(person), { role: 'member' })
    }
    const names = (await bob.members(room)).slice(2).map(({ user }) => user.username)
    expect(names, 'by name, those with the same role').toEqual(
      [bob, eve, ...more].map(({ name }) => name).toSorted(),
    )
  })

  test('P16: raises the number that polls of other rooms carry, and so does its end', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const here = await bob.createRoom(aName('Tea'))
    await bob.join(here)
    const number = async () => {
      const news = (await bob.sendPoll(here)).headers.get('parlor-news')
      expect(news).not.toBeNull()
      return Number(news)
    }
    const before = await vi.waitFor(number, soon)
    const room = await anna.createRoom(aName('Committee'), 'private')
    await anna.join(room)
    await anna.post(room, 'one')
    await anna.post(room, 'two')
    expect(await number()).toBe(before)
    await anna.act('PUT', room, 'members', await idOf(bob), { role: 'member' })
    const { cursor } = await vi.waitFor(async () => {
      const news = await bob.news()
      expect(news.rooms.map(({ id }) => id)).toContain(room.id)
      return news
    }, soon)
    const belonging = await vi.waitFor(async () => {
      const now = await number()
      expect(now).toBeGreaterThan(before)
      return now
    }, soon)
    await anna.act('DELETE', room, 'members', await idOf(bob))
    await vi.waitFor(async () => expect(await number()).toBeGreaterThan(belonging), soon)
    await vi.waitFor(async () => {
      const { gone, all } = await bob.news(cursor)
      expect(all ? all.includes(room.id) : !gone.includes(room.id)).toBe(false)
    }, soon)
  })
})

describe('somebody who is removed', () => {
  test('is told so by their next poll, and finds no such room after that', async ({ parlor }) => {
    const { anna, bob, mia, room, path } = await aCommittee(parlor)
    const { cursor } = await bob.join(room)
    const message = await bob.post(room, 'hello')
    await mia.act('DELETE', room, 'members', await idOf(bob))
    for (const reply of [
      await bob.sendPost(room, 'still here?'),
      await bob.sendEdit(room, message, 'hallo'),
      await bob.sendEdit(room, message, 'hello'),
      await bob.sendDeletion(room, message),
      await bob.sendPost(room, 'hello', message.key),
      await bob.send('GET', `${path}/messages`),
      await bob.send('GET', `${path}/members`),
    ]) {
      expectRefusal(reply, 'room_not_found')
    }
    const { reason } = expectRefusal(await bob.sendPoll(room, cursor), 'not_in_room')
    expect(reason).toBe('removed')
    expect((await bob.rooms()).map(({ id }) => id)).not.toContain(room.id)
    expect((await bob.session()).room).toBeNull()
    await vi.waitFor(async () => {
      expectRefusal(await bob.sendPoll(room, cursor), 'room_not_found')
    }, soon)
    // What they said stays, and they may be asked back in.
    await anna.join(room)
    expect((await anna.history(room)).messages).toMatchObject([{ body: 'hello' }])
    await anna.act('PUT', room, 'members', await idOf(bob), { role: 'member' })
    await bob.join(room)
    await mia.act('DELETE', room, 'members', await idOf(bob))
    expectRefusal(await bob.sendPoll(room, cursor), 'not_in_room')
  })

  test('from an open room may come again', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Tea'))
    const { cursor } = await bob.join(room)
    await anna.act('DELETE', room, 'members', await idOf(bob))
    expect(expectRefusal(await bob.sendPoll(room, cursor), 'not_in_room').reason).toBe('removed')
    await vi.waitFor(async () => {
      const problem = expectRefusal(await bob.sendPoll(room, cursor), 'not_in_room')
      expect(problem.reason).toBeUndefined()
    }, soon)
    await bob.join(room)
    await bob.poll(room, cursor)
  })
})

describe('what is refused, and changes nothing', () => {
  test('a moderator against a moderator, the owner or themselves', async ({ parlor }) => {
    const { anna, bob, mia, room, path } = await aCommittee(parlor)
    await anna.act('PUT', room, 'members', await idOf(bob), { role: 'moderator' })
    for (const target of [await idOf(anna), await idOf(bob), await idOf(mia)]) {
      for (const [method, what, json] of [
        ['DELETE', 'members', undefined],
        ['PUT', 'bans', {}],
        ['PUT', 'mutes', { until: far }],
      ] as const) {
        expectRefusal(await mia.send(method, `${path}/${what}/${target}`, json), 'not_allowed')
      }
    }
    const members = `${path}/members/${await idOf(bob)}`
    expectRefusal(await mia.send('PUT', members, { role: 'member' }), 'not_allowed')
    const owners = `${path}/members/${await idOf(anna)}`
    expectRefusal(await anna.send('PUT', owners, { role: 'member' }), 'not_allowed')
    expectRefusal(await anna.send('DELETE', owners), 'not_allowed')
    expect(await anna.members(room)).toHaveLength(3)
  })

  test('a moderator of an open room against an admin', async () => {
    const parlor = await aParlor()
    const admin = await anAdmin(parlor)
    const anna = await aPerson(parlor, 'anna')
    const room = await anna.createRoom(aName('Tea'))
    await admin.join(room)
    for (const what of ['bans', 'mutes'] as const) {
      const path = `/api/rooms/${room.id}/${what}/${await idOf(admin)}`
      expectRefusal(await anna.send('PUT', path, { until: far }), 'not_allowed')
    }
    // Where admins have no say, they are as others are.
    const committee = await anna.createRoom(aName('Committee'), 'private')
    await anna.act('PUT', committee, 'members', await idOf(admin), { role: 'member' })
    await anna.act('PUT', committee, 'bans', await idOf(admin), {})
  })

  test('a member against anybody, and somebody who does not exist', async ({ parlor }) => {
    const { anna, bob, mia, room, path } = await aCommittee(parlor)
    const eve = await aPerson(parlor, 'eve')
    const target = await idOf(mia)
    expectRefusal(await bob.send('DELETE', `${path}/members/${target}`), 'not_allowed')
    expectRefusal(await bob.send('PUT', `${path}/bans/${target}`, {}), 'not_allowed')
    const invited = `${path}/members/${await idOf(eve)}`
    expectRefusal(await bob.send('PUT', invited, { role: 'member' }), 'not_allowed')
    expectRefusal(await mia.send('PUT', invited, { role: 'moderator' }), 'not_allowed')
    expectInvalid(await anna.send('PUT', invited, { role: 'owner' }), 'role')
    for (const nobody of ['nobody', '%F0%9F%92%A5']) {
      const somebody = `${path}/members/${nobody}`
      expectRefusal(await anna.send('PUT', somebody, { role: 'member' }), 'person_not_found')
    }
    expectInvalid(await anna.send('PUT', `${path}/mutes/${target}`, { until: 'soon' }), 'until')
    expect(await anna.members(room)).toHaveLength(3)
  })
})
