import Type from 'typebox'
import { describe, expect, vi } from 'vitest'
import { aName, aParlor, aPerson, type Parlor, test } from '../support/examples.ts'
import { content, expectRefusal, type Reply } from '../support/reply.ts'
import { aCommittee } from './committee.ts'
import { idOf } from './standing.ts'

const soon = { timeout: 30_000 }

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
