import Type from 'typebox'
import { describe, expect, vi } from 'vitest'
import { AuditPage } from '../../src/protocol/audit.ts'
import { aName, annaAndBob, aParlor, aPerson, type Parlor, test } from '../support/examples.ts'
import { content, expectRefusal, type Reply } from '../support/reply.ts'
import { aCommittee } from './committee.ts'
import { idOf, theOwner } from './standing.ts'

const soon = { timeout: 30_000 }
const far = '2100-01-01T00:00:00.000Z'

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
    const listed = await anna.send('GET', `/api/rooms/${room.id}/bans`)
    expect(listed.body).toMatchObject({ bans: [{ user: { id }, until }] })
    expect(expectRefusal(await join(), 'banned').until).toBe(until)
    await parlor.pass(3_700_000)
    await bob.join(room)
    expect((await anna.send('GET', `/api/rooms/${room.id}/bans`)).body).toEqual({ bans: [] })
  })

  test('from an open room reads nothing of it, in no other way either', async ({ parlor }) => {
    const { anna, bob, room, file, invite } = await aRoomThatBobWasIn(parlor)
    const seen = async () => ({
      found: (await bob.search({ q: 'saffron', room: room.id })).hits.length,
      files: (await bob.filesOf(room)).files.length,
      file: (await bob.download(file)).status,
      members: codeOf(await bob.send('GET', `/api/rooms/${room.id}/members`)),
      report: codeOf(await bob.send('POST', `${invite.message}/reports`, { reason: 'rude' })),
      invite: codeOf(await bob.send('POST', `/api/rooms/${room.id}/invites`, {})),
      invited: codeOf(await bob.send('GET', `/api/invites/${invite.code}`)),
      listed: (await bob.rooms()).find(({ id }) => id === room.id)?.last?.excerpt ?? null,
      news: (await bob.news()).rooms.find(({ id }) => id === room.id)?.last?.excerpt ?? null,
    })
    const all = {
      found: 1,
      files: 1,
      file: 200,
      members: 200,
      report: 201,
      invite: 201,
      invited: 200,
    }
    const shown = { listed: 'saffron for the rice', news: 'saffron for the rice' }
    await vi.waitFor(async () => expect(await seen()).toEqual({ ...all, ...shown }), soon)
    await anna.act('PUT', room, 'bans', await idOf(bob), {})
    const refused = { members: 'banned', report: 'banned', invite: 'banned' }
    const none = { found: 0, files: 0, file: 404, ...refused, invited: 'invite_invalid' }
    await vi.waitFor(async () => {
      expect(await seen()).toEqual({ ...none, listed: null, news: null })
    }, soon)
    // Nor does an invitation of somebody who may give one let them in.
    const annas = await anna.send('POST', `/api/rooms/${room.id}/invites`, {})
    const { code } = content(annas, 201, Type.Object({ invite: Made })).invite
    expectRefusal(await bob.send('POST', `/api/invites/${code}`), 'banned')
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
  const { cursor } = await bob.join(room)
  const message = await bob.post(room, 'hello')
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const polled = async () =>
    Number((await bob.sendPoll(room, cursor)).headers.get('parlor-news') ?? Number.NaN)
  const told = async (news: { rooms: { id: string; mutedUntil?: string }[] }) => [
    news.rooms.find(({ id }) => id === room.id)?.mutedUntil,
    (await bob.rooms()).find(({ id }) => id === room.id)?.mutedUntil,
    (await bob.join(room)).room.mutedUntil,
  ]
  const before = await bob.news()
  expect(await told(before)).toEqual([undefined, undefined, undefined])
  const number = await polled()
  await anna.act('PUT', room, 'mutes', await idOf(bob), { until })
  await vi.waitFor(async () => {
    expect(await polled(), 'a poll says that there is something').toBeGreaterThan(number)
    const news = await bob.news(before.cursor)
    expect(await told(news), 'to the one who is muted').toEqual([until, until, until])
  }, soon)
  const others = (await anna.rooms()).find(({ id }) => id === room.id)
  expect(others).not.toHaveProperty('mutedUntil')
  for (const reply of [
    await bob.sendPost(room, 'and another thing'),
    await bob.sendEdit(room, message, 'hallo'),
    await bob.sendReaction('PUT', room, message, '👍'),
  ]) {
    expect(expectRefusal(reply, 'muted').until).toBe(until)
  }
  expect((await bob.history(room)).messages).toHaveLength(1)
  // Nor does anybody see them begin to write.
  const typing = { on: true }
  expect((await bob.send('PUT', `/api/rooms/${room.id}/typing`, typing)).status).toBe(204)
  const { cursor: now } = await anna.join(room)
  expect(await anna.poll(room, now)).not.toHaveProperty('typing')
  const muted = (await anna.members(room)).find(({ mutedUntil }) => mutedUntil !== null)
  expect(muted).toMatchObject({ user: { id: await idOf(bob) }, mutedUntil: until })
  await anna.act('DELETE', room, 'mutes', await idOf(bob))
  await vi.waitFor(async () => {
    expect(await told(await bob.news())).toEqual([undefined, undefined, undefined])
  }, soon)
  await bob.post(room, 'thank you')
  await anna.act('PUT', room, 'mutes', await idOf(bob), { until })
  await parlor.pass(3_700_000)
  await bob.post(room, 'over')
  expect((await anna.members(room)).map(({ mutedUntil }) => mutedUntil)).toEqual([null, null, null])
})

test('nobody is banned or muted until a time that is over, nor for a reason that cannot be read', async ({
  parlor,
}) => {
  const { anna, bob, room, path } = await aCommittee(parlor)
  const id = await idOf(bob)
  const over = new Date(Date.now() - 60_000).toISOString()
  for (const [what, body, field] of [
    ['bans', { until: over }, 'until'],
    ['mutes', { until: over }, 'until'],
    ['bans', { reason: 'spilt\u202Eaet' }, 'reason'],
    ['bans', { reason: 'spilt\u0007' }, 'reason'],
  ] as const) {
    const refused = await anna.send('PUT', `${path}/${what}/${id}`, body)
    expect(expectRefusal(refused, 'invalid_input').errors).toMatchObject([{ field }])
  }
  const members = await anna.members(room)
  expect(members.find(({ user }) => user.id === id)).toMatchObject({ mutedUntil: null })
})

test('a moderator who is muted neither pins nor says what the room is about', async ({
  parlor,
}) => {
  const { anna, mia, room, path } = await aCommittee(parlor)
  await mia.join(room)
  const message = await mia.post(room, 'hello')
  await anna.act('PUT', room, 'mutes', await idOf(mia), { until: '2100-01-01T00:00:00.000Z' })
  expectRefusal(await mia.send('PUT', `${path}/pins/${message.id}`), 'muted')
  expectRefusal(await mia.send('PATCH', path, { topic: 'Nobody listens to me' }), 'muted')
  expectRefusal(await mia.send('DELETE', `${path}/mutes/${await idOf(mia)}`), 'not_allowed')
  const here = (await anna.rooms()).find(({ id }) => id === room.id)
  expect(here?.topic).toBe('')
})

test('what is done to people is written down for admins with its reason, of a private room neither where nor why', async () => {
  const parlor = await aParlor()
  const owner = await theOwner(parlor)
  const { anna, bob, room } = await annaAndBob(parlor)
  const id = await idOf(bob)
  await anna.act('PUT', room, 'members', id, { role: 'moderator', reason: 'knows the boats' })
  await anna.act('PUT', room, 'mutes', id, { until: far, reason: ' sang  all night ' })
  for (const _ of [1, 2]) await anna.act('DELETE', room, 'mutes', id)
  for (const _ of [1, 2]) await anna.act('DELETE', room, 'members', id, { reason: 'asked to go' })
  await anna.act('PUT', room, 'bans', id, { until: far, reason: 'spilt the tea' })
  for (const _ of [1, 2]) await anna.act('DELETE', room, 'bans', id)
  await bob.join(room)
  for (const _ of [1, 2]) await anna.changeRoom(room, { archived: true, reason: 'winter' })
  await anna.changeRoom(room, { archived: false })
  for (const _ of [1, 2]) await anna.changeRoom(room, { slowMode: 30, reason: 'too loud' })
  await anna.changeRoom(room, { topic: 'Ours to say' })
  const den = await anna.createRoom(aName('Den'), 'private')
  await anna.act('PUT', den, 'members', id, { role: 'member' })
  await anna.act('PUT', den, 'members', id, { role: 'moderator' })
  // Who administers is there what others are that belong to it.
  await anna.act('PUT', den, 'members', await idOf(owner), { role: 'member' })
  expectRefusal(await owner.send('PUT', `/api/rooms/${den.id}/bans/${id}`, {}), 'not_allowed')
  await anna.act('PUT', den, 'bans', id, { reason: 'what the den is about' })
  await anna.changeRoom(den, { archived: true, slowMode: 60 })
  await anna.changeRoom(room, { ownerId: id, reason: 'off to sea' })
  // What a room is about is for those to say who look after it, and an act of power if an admin does.
  await owner.changeRoom(room, { topic: 'Ours no more' })
  const all = content(await owner.send('GET', '/api/audit'), 200, AuditPage)
  const [newest, ...written] = all.entries
  const ofTheDen = written.filter(({ room }) => room === null)
  expect(
    ofTheDen.map(({ act, person, detail, seq, reason }) => [act, person?.id, detail, seq, reason]),
    'of a private room',
  ).toEqual([
    ['room_changed', undefined, 'slowMode: 60', null, null],
    ['room_archived', undefined, null, null, null],
    ['member_banned', id, null, null, null],
    ['member_role_changed', id, 'moderator', null, null],
  ])
  const entries = written.filter(({ room }) => room !== null)
  expect(newest).toMatchObject({
    act: 'room_changed',
    actor: { username: owner.name },
    room: { id: room.id },
    detail: 'topic',
  })
  for (const entry of entries) {
    expect(entry).toMatchObject({ actor: { username: anna.name }, room: { id: room.id } })
  }
  expect(
    entries.toReversed().map((each) => [each.act, each.person?.id, each.detail, each.reason]),
  ).toEqual([
    ['member_role_changed', id, 'moderator', 'knows the boats'],
    ['member_muted', id, far, 'sang  all night'],
    ['member_unmuted', id, null, null],
    ['member_removed', id, null, 'asked to go'],
    ['member_banned', id, far, 'spilt the tea'],
    ['member_unbanned', id, null, null],
    ['room_archived', undefined, null, 'winter'],
    ['room_unarchived', undefined, null, null],
    ['room_changed', undefined, 'slowMode: 30', 'too loud'],
    ['room_handed_over', id, null, 'off to sea'],
  ])
  const older = await owner.send('GET', `/api/audit?after=${entries[1]?.id}`)
  expect(content(older, 200, AuditPage).entries, 'what is older').toEqual(entries.slice(2))
})
