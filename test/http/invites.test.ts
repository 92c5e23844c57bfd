import Type from 'typebox'
import { describe, expect, vi } from 'vitest'
import { AcceptedInvite, Invite, InvitePreview, InviteSummary } from '../../src/protocol/invites.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { soon } from '../support/engines.ts'
import {
  aParlor,
  aParlorOutOfTime,
  aPerson,
  aRoom,
  aStranger,
  type Parlor,
  testIn,
} from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'
import { parlorCommand } from './operator.ts'

const test = testIn({})
const week = 7 * 24 * 60 * 60 * 1000

type Limits = { expiresIn?: number; uses?: number }

async function invite(by: Person, room: Pick<Room, 'id'> | null, limits: Limits = {}) {
  const path = room ? `/api/rooms/${room.id}/invites` : '/api/invites'
  const reply = await by.send('POST', path, limits)
  return content(reply, 201, Type.Object({ invite: Invite })).invite
}

const open = (person: Person, code: string) => person.send('GET', `/api/invites/${code}`)
const accept = (person: Person, code: string) => person.send('POST', `/api/invites/${code}`)
const withdraw = (person: Person, code: string) => person.send('DELETE', `/api/invites/${code}`)
const accepted = async (person: Person, code: string) =>
  content(await accept(person, code), 200, AcceptedInvite).room

async function listed(person: Person, room: Room | null) {
  const path = room ? `/api/rooms/${room.id}/invites` : '/api/invites'
  return content(
    await person.send('GET', path),
    200,
    Type.Object({ invites: Type.Array(InviteSummary) }),
  ).invites
}

function signUp(stranger: Person, code?: string) {
  const { name: username, password } = stranger
  return stranger.send('POST', '/api/accounts', { username, password, invite: code })
}

async function closedParlor(registration: string, parlor?: Parlor) {
  const place = parlor ?? (await aParlor())
  const owner = await aPerson(place)
  await owner.send('PATCH', '/api/instance', { registration })
  return { parlor: place, owner }
}

describe('an invitation to a room', () => {
  test('says to strangers who invites to what, and lets them in', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const { code, url, ...rest } = await invite(anna, room)
    expect(code).toMatch(/^[0-9A-Za-z]{24}$/)
    expect(new URL(url)).toMatchObject({
      hostname: new URL(parlor.url).hostname,
      pathname: `/invite/${code}`,
    })
    expect(rest).toMatchObject({ room: { id: room.id, name: room.name }, usesLeft: null })
    expect(Date.parse(rest.expiresAt) - Date.now()).toBeGreaterThan(week - 60_000)
    expect(Date.parse(rest.expiresAt) - Date.now()).toBeLessThanOrEqual(week)

    const bob = aStranger(parlor)
    expect(content(await open(bob, code), 200, InvitePreview)).toEqual({
      instance: { name: 'Parlor' },
      room: { name: room.name },
      invitedBy: { id: room.createdBy.id, username: anna.name },
    })
    expect((await signUp(bob, code)).status).toBe(201)
    expect((await accepted(bob, code))?.id).toBe(room.id)
    expect((await bob.rooms()).find(({ id }) => id === room.id)?.belongs).toBe(true)
    expect((await bob.session()).room, 'they belong to it, and are not inside yet').toBeNull()
  })

  test('lets in who has an account already, and a retry changes nothing', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const bob = await aPerson(parlor)
    const room = await aRoom(anna)
    const { code } = await invite(anna, room, { uses: 2 })
    for (const _ of [1, 2, 3]) expect((await accepted(bob, code))?.id).toBe(room.id)
    // Who belongs to the room already uses up nothing either.
    expect((await accepted(anna, code))?.id).toBe(room.id)
    const [only] = await listed(anna, room)
    expect(only).toMatchObject({ usesLeft: 1, usedBy: [{ user: { username: bob.name } }] })
    expect(JSON.stringify(await listed(anna, room))).not.toContain(code)
  })

  test('is good for as many as it says, also for those who come at the same moment', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const { code } = await invite(anna, room, { uses: 3 })
    const friends = await Promise.all(Array.from({ length: 4 }, () => aPerson(parlor)))
    const strangers = Array.from({ length: 4 }, () => aStranger(parlor))
    const replies = await Promise.all([
      ...friends.map((friend) => accept(friend, code)),
      ...strangers.map((stranger) => signUp(stranger, code)),
    ])
    const statuses = replies.map(({ status }) => status)
    expect(statuses.filter((status) => status < 300)).toHaveLength(3)
    expect(statuses.filter((status) => status === 410)).toHaveLength(5)
    const [only] = await listed(anna, room)
    expect([only?.usesLeft, only?.usedBy.length]).toEqual([0, 3])
    expectRefusal(await open(aStranger(parlor), code), 'invite_invalid')
    // Nobody was let in by halves: who was refused has no account.
    for (const [i, stranger] of strangers.entries()) {
      const { name: username, password } = stranger
      const logIn = await stranger.send('POST', '/api/session', { username, password })
      expect(logIn.status).toBe(replies[friends.length + i]?.status === 201 ? 200 : 401)
    }
  })

  test('is taken back by whoever made it, or has a say there; by nobody else', async ({
    parlor,
  }) => {
    await aPerson(parlor, 'owner')
    const [anna, bob, cleo] = [await aPerson(parlor), await aPerson(parlor), await aPerson(parlor)]
    const room = await aRoom(anna, bob, cleo)
    const { code, id } = await invite(bob, room)
    expect(await listed(cleo, room), 'she made none').toEqual([])
    expectRefusal(await withdraw(cleo, code), 'not_allowed')
    expectRefusal(await withdraw(cleo, id), 'invite_invalid')
    expectRefusal(await withdraw(cleo, 'nothing'), 'invite_invalid')
    expect((await open(cleo, code)).status).toBe(200)

    expect((await withdraw(anna, id)).status).toBe(204)
    expect((await withdraw(bob, code)).status, 'it was done').toBe(204)
    for (const gone of [await open(aStranger(parlor), code), await accept(cleo, code)]) {
      expectRefusal(gone, 'invite_invalid')
    }
    expectRefusal(await signUp(aStranger(parlor), code), 'invite_invalid')
    expect(await listed(anna, room)).toEqual([])
    await parlorCommand(parlor, 'make-admin', cleo.name)
    expect((await cleo.send('GET', '/api/audit')).body).toMatchObject({
      entries: expect.arrayContaining([
        expect.objectContaining({
          act: 'invite_withdrawn',
          actor: expect.objectContaining({ username: anna.name }),
          person: expect.objectContaining({ username: bob.name }),
        }),
      ]),
    })
  })

  test('is no more once the room is deleted, or whoever made it is shut out', async ({
    parlor,
  }) => {
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const [tea, rum] = [await aRoom(anna), await aRoom(anna, bob)]
    const toTea = await invite(anna, tea)
    const toRum = await invite(bob, rum)
    await anna.deleteRoom(tea)
    await parlorCommand(parlor, 'disable', bob.name)
    for (const { code } of [toTea, toRum]) {
      expectRefusal(await open(anna, code), 'invite_invalid')
      expectRefusal(await accept(anna, code), 'invite_invalid')
    }
  })

  test('that nobody could make is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const path = `/api/rooms/${room.id}/invites`
    expectRefusal(await anna.send('POST', '/api/rooms/nowhere/invites', {}), 'room_not_found')
    expectRefusal(await anna.send('GET', '/api/rooms/nowhere/invites'), 'room_not_found')
    for (const [field, value] of [
      ['uses', 0],
      ['uses', 1.5],
      ['uses', -1],
      ['expiresIn', 0],
      ['expiresIn', 1e12],
      ['expiresIn', 'week'],
    ] as const) {
      expectInvalid(await anna.send('POST', path, { [field]: value }), field)
    }
    for (const code of ['nothing', 'x'.repeat(64), '__proto__']) {
      expectRefusal(await open(anna, code), 'invite_invalid')
    }
  })
})

test('an invitation runs out to the second', async () => {
  const parlor = await aParlorOutOfTime()
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const { code, id: older } = await invite(anna, room, { expiresIn: 3600 })
  const bob = aStranger(parlor)
  await parlor.pass(3600_000 - 1)
  expect((await open(bob, code)).status).toBe(200)
  const { id: newer } = await invite(anna, room)
  expect((await listed(anna, room)).map(({ id }) => id)).toEqual([newer, older])
  await parlor.pass(1)
  expectRefusal(await open(bob, code), 'invite_invalid')
  expectRefusal(await signUp(bob, code), 'invite_invalid')
  const short = await invite(anna, await aRoom(anna), { expiresIn: 1 })
  expect((await open(bob, short.code)).status).toBe(200)
  await parlor.pass(1000)
  expectRefusal(await open(bob, short.code), 'invite_invalid')
})

test('its code is not kept, only what proves it', async () => {
  const parlor = await aParlor()
  const anna = await aPerson(parlor)
  const { code } = await invite(anna, null)
  expect(await parlor.database.text()).not.toContain(code)
})

describe('where an account needs an invitation', () => {
  test('one to the instance alone is enough, and anybody with an account may give it', async () => {
    const { parlor, owner } = await closedParlor('invite')
    const first = await invite(owner, null, { uses: 1 })
    expect(first.room).toBeNull()
    const bob = aStranger(parlor)
    expectRefusal(await signUp(bob), 'registration_closed')
    expectRefusal(await signUp(bob, 'nothing'), 'invite_invalid')
    expect((await signUp(bob, first.code)).status).toBe(201)
    expect(await accepted(bob, first.code)).toBeNull()

    const second = await invite(bob, null)
    expect((await signUp(aStranger(parlor), second.code)).status).toBe(201)
    expect((await listed(bob, null)).map(({ id }) => id)).toEqual([second.id])
    expect(new Set((await listed(owner, null)).map(({ id }) => id))).toEqual(
      new Set([first.id, second.id]),
    )
  })

  test('a name that is taken uses nothing up', async () => {
    const { parlor, owner } = await closedParlor('invite')
    const { code } = await invite(owner, null, { uses: 1 })
    const twin = aStranger(parlor)
    const taken = { username: owner.name, password: twin.password, invite: code }
    expectRefusal(await twin.send('POST', '/api/accounts', taken), 'username_taken')
    expect((await signUp(twin, code)).status).toBe(201)
  })

  test('and none is made where registration is closed, even by one', async () => {
    const { parlor, owner } = await closedParlor('closed')
    const { code } = await invite(owner, await aRoom(owner))
    expectRefusal(await signUp(aStranger(parlor), code), 'registration_closed')
  })
})

describe('an invitation to a private room', () => {
  async function aPrivateRoom(parlor: Parlor) {
    const anna = await aPerson(parlor)
    const reply = await anna.send('POST', '/api/rooms', { name: 'Committee', kind: 'private' })
    return { anna, room: content(reply, 201, Type.Object({ room: Type.Any() })).room as Room }
  }

  test('is for those with a say there to give, and lets in who could not see the room', async ({
    parlor,
  }) => {
    const { anna, room } = await aPrivateRoom(parlor)
    const [bob, cleo] = [await aPerson(parlor), await aPerson(parlor)]
    const path = `/api/rooms/${room.id}/invites`
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? {} : undefined
      expectRefusal(await bob.send(method, path, body), 'room_not_found')
    }
    const { code, id } = await invite(anna, room)
    expectRefusal(await withdraw(cleo, id), 'invite_invalid')
    expect((await accepted(bob, code))?.name).toBe('Committee')
    await vi.waitFor(async () => {
      expect((await bob.rooms()).map(({ id }) => id)).toContain(room.id)
    }, soon)
    expectRefusal(await bob.send('POST', path, {}), 'not_allowed')
    // One that he made while he had a say is good for as long as he has it.
    const bobs = `/api/rooms/${room.id}/members/${(await bob.session()).user.id}`
    await anna.send('PUT', bobs, { role: 'moderator' })
    const his = await invite(bob, room)
    expect((await open(cleo, his.code)).status).toBe(200)
    await anna.send('PUT', bobs, { role: 'member' })
    for (const reply of [await open(cleo, his.code), await accept(cleo, his.code)]) {
      expectRefusal(reply, 'invite_invalid')
    }
    expect((await cleo.rooms()).map(({ id }) => id)).not.toContain(room.id)
  })

  test('is not for the owner of the instance to give, see or take back', async () => {
    const parlor = await aParlor()
    const owner = await aPerson(parlor)
    const { anna, room } = await aPrivateRoom(parlor)
    const { id, code } = await invite(anna, room)
    const path = `/api/rooms/${room.id}/invites`
    expectRefusal(await owner.send('GET', path), 'room_not_found')
    expectRefusal(await owner.send('POST', path, {}), 'room_not_found')
    expectRefusal(await withdraw(owner, id), 'invite_invalid')
    expect((await open(owner, code)).status).toBe(200)
  })
})
