import Type from 'typebox'
import { describe, expect, vi } from 'vitest'
import { aName, aParlor, aPerson, type Parlor, test } from '../support/examples.ts'
import { content, expectInvalid, expectRefusal, type Reply } from '../support/reply.ts'
import { anAdmin, idOf } from './standing.ts'

const soon = { timeout: 30_000 }
const far = '2100-01-01T00:00:00.000Z'

/** A private room of Anna’s to which Bob belongs, and Mia as a moderator. */
async function aCommittee(parlor: { readonly url: string }) {
  const anna = await aPerson(parlor, 'anna')
  const bob = await aPerson(parlor, 'bob')
  const mia = await aPerson(parlor, 'mia')
  const room = await anna.createRoom(aName('Committee'), 'private')
  await anna.act('PUT', room, 'members', await idOf(bob), { role: 'member' })
  await anna.act('PUT', room, 'members', await idOf(mia), { role: 'moderator' })
  return { anna, bob, mia, room, path: `/api/rooms/${room.id}` }
}

/** An open room of Anna’s that Bob has been in, with a file in it, and a way in that he made. */
async function aRoomThatBobWasIn(parlor: Parlor) {
  const anna = await aPerson(parlor, 'anna')
  const bob = await aPerson(parlor, 'bob')
  const room = await anna.createRoom(aName('Tea'))
  await anna.join(room)
  const file = await anna.upload(room, 'recipe.txt', 'saffron')
  await anna.postFiles(room, '', file)
  const { id } = await anna.post(room, 'saffron for the rice')
  await bob.join(room)
  const made = await bob.send('POST', `/api/rooms/${room.id}/invites`, {})
  const { code } = content(made, 201, Type.Object({ invite: Made })).invite
  await bob.act('DELETE', room, 'members', 'me')
  await parlor.indexed()
  return {
    anna,
    bob,
    room,
    file,
    invite: { code, message: `/api/rooms/${room.id}/messages/${id}` },
  }
}

const Made = Type.Object({ code: Type.String() })

/** What somebody is told: the status, or why not. */
function codeOf({ status, body }: Reply): unknown {
  return status < 400 ? status : (body as { code: string }).code
}

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

describe('somebody who is banned', () => {
  test('from a private room that they never saw learns nothing of it', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Den'), 'private')
    const { cursor } = await bob.news()
    await anna.act('PUT', room, 'bans', await idOf(bob), {})
    expect(JSON.stringify(await bob.news(cursor))).not.toContain(room.id)
    await anna.act('DELETE', room, 'bans', await idOf(bob))
    expect(JSON.stringify(await bob.news(cursor))).not.toContain(room.id)
  })

  test('is put out, may not come in, and may again once that is lifted or over', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Tea'))
    const { cursor } = await bob.join(room)
    const id = await idOf(bob)
    await anna.act('PUT', room, 'bans', id, { reason: 'spilt the tea' })
    expect(expectRefusal(await bob.sendPoll(room, cursor), 'not_in_room').reason).toBe('banned')
    const join = () => bob.send('PUT', '/api/me/room', { roomId: room.id })
    expect(expectRefusal(await join(), 'banned').until).toBeUndefined()
    const bans = await anna.send('GET', `/api/rooms/${room.id}/bans`)
    expect(bans.body).toMatchObject({ bans: [{ user: { id }, reason: 'spilt the tea' }] })
    expectRefusal(await bob.send('GET', `/api/rooms/${room.id}/bans`), 'not_allowed')
    await anna.act('DELETE', room, 'bans', id)
    await bob.join(room)
    const until = new Date(Date.now() + 3_600_000).toISOString()
    await anna.act('PUT', room, 'bans', id, { until })
    expect(expectRefusal(await join(), 'banned').until).toBe(until)
    await parlor.pass(3_700_000)
    await bob.join(room)
  })

  test('from an open room reads nothing of it, in no other way either', async ({ parlor }) => {
    const { anna, bob, room, file, invite } = await aRoomThatBobWasIn(parlor)
    const seen = async () => ({
      found: (await bob.search({ q: 'saffron', room: room.id })).hits.length,
      file: (await bob.download(file)).status,
      members: codeOf(await bob.send('GET', `/api/rooms/${room.id}/members`)),
      report: codeOf(await bob.send('POST', `${invite.message}/reports`, { reason: 'rude' })),
      invite: codeOf(await bob.send('POST', `/api/rooms/${room.id}/invites`, {})),
      invited: codeOf(await bob.send('GET', `/api/invites/${invite.code}`)),
      listed: (await bob.rooms()).find(({ id }) => id === room.id)?.last?.excerpt ?? null,
      news: (await bob.news()).rooms.find(({ id }) => id === room.id)?.last?.excerpt ?? null,
    })
    const all = { found: 1, file: 200, members: 200, report: 201, invite: 201, invited: 200 }
    const shown = { listed: 'saffron for the rice', news: 'saffron for the rice' }
    await vi.waitFor(async () => expect(await seen()).toEqual({ ...all, ...shown }), soon)
    await anna.act('PUT', room, 'bans', await idOf(bob), {})
    const refused = { members: 'banned', report: 'banned', invite: 'banned' }
    const none = { found: 0, file: 404, ...refused, invited: 'invite_invalid' }
    await vi.waitFor(async () => {
      expect(await seen()).toEqual({ ...none, listed: null, news: null })
    }, soon)
    await anna.act('DELETE', room, 'bans', await idOf(bob))
    await vi.waitFor(async () => expect(await seen()).toEqual({ ...all, ...shown }), soon)
  })

  test('from a private room finds none, until they are asked in again', async ({ parlor }) => {
    const { bob, mia, room } = await aCommittee(parlor)
    const { cursor } = await bob.join(room)
    await mia.act('PUT', room, 'bans', await idOf(bob), {})
    expect(expectRefusal(await bob.sendPoll(room, cursor), 'not_in_room').reason).toBe('banned')
    expectRefusal(await bob.send('PUT', '/api/me/room', { roomId: room.id }), 'room_not_found')
    await mia.act('PUT', room, 'members', await idOf(bob), { role: 'member' })
    await bob.join(room)
  })
})

test('somebody who is muted reads and does not write, until that is over', async () => {
  const parlor = await aParlor()
  const { anna, bob, room } = await aCommittee(parlor)
  await bob.join(room)
  const message = await bob.post(room, 'hello')
  const until = new Date(Date.now() + 3_600_000).toISOString()
  await anna.act('PUT', room, 'mutes', await idOf(bob), { until })
  for (const reply of [
    await bob.sendPost(room, 'and another thing'),
    await bob.sendEdit(room, message, 'hallo'),
    await bob.sendReaction('PUT', room, message, '👍'),
  ]) {
    expect(expectRefusal(reply, 'muted').until).toBe(until)
  }
  expect((await bob.history(room)).messages).toHaveLength(1)
  const muted = (await anna.members(room)).find(({ mutedUntil }) => mutedUntil !== null)
  expect(muted).toMatchObject({ user: { id: await idOf(bob) }, mutedUntil: until })
  await anna.act('DELETE', room, 'mutes', await idOf(bob))
  await bob.post(room, 'thank you')
  await anna.act('PUT', room, 'mutes', await idOf(bob), { until })
  await parlor.pass(3_700_000)
  await bob.post(room, 'over')
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
