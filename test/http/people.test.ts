import Type from 'typebox'
import { describe, expect } from 'vitest'
import { Overview, PeoplePage, PersonEntry } from '../../src/protocol/admins.ts'
import { AuditPage } from '../../src/protocol/audit.ts'
import { aParlor, aParlorOutOfTime, aPerson, aRoom, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'
import { anAdmin, idOf, theOwner } from './standing.ts'

const test = testIn({})
const hour = 60 * 60 * 1000

const entryIn = (reply: Parameters<typeof content>[0]) =>
  content(reply, 200, Type.Object({ person: PersonEntry })).person

async function change(by: Person, of: Person, body: object, id?: string) {
  return by.send('PATCH', `/api/people/${id ?? (await idOf(of))}`, body)
}

async function found(by: Person, query = '') {
  return content(await by.send('GET', `/api/people${query}`), 200, PeoplePage)
}

async function audited(by: Person) {
  return content(await by.send('GET', '/api/audit'), 200, AuditPage).entries
}

const logIn = (person: Person) => {
  const { name: username, password } = person
  return person.send('POST', '/api/session', { username, password })
}

describe('the list of people', () => {
  test('is for admins, and finds somebody by a part of their name in any case', async ({
    parlor,
  }) => {
    const owner = await theOwner(parlor)
    const anna = await aPerson(parlor, 'Željka ')
    expectRefusal(await anna.send('GET', '/api/people'), 'not_allowed')
    const { people } = await found(owner, `?q=${encodeURIComponent(anna.name.toUpperCase())}`)
    expect(people).toEqual([
      {
        id: await idOf(anna),
        username: anna.name,
        role: 'member',
        createdAt: expect.stringMatching(/Z$/),
        lastSeenAt: expect.stringMatching(/Z$/),
        disabled: false,
        ban: null,
      },
    ])
    const part = anna.name.slice(3, 12)
    expect((await found(owner, `?q=${part}`)).people.map(({ username }) => username)).toEqual([
      anna.name,
    ])
    for (const nothing of ['%25', '_', '!', 'nobody at all']) {
      expect((await found(owner, `?q=${nothing}`)).people, nothing).toEqual([])
    }
  })

  test('comes page by page, everybody once', async () => {
    const parlor = await aParlor()
    const owner = await aPerson(parlor)
    for (let i = 0; i < 104; i += 8) {
      await Promise.all(Array.from({ length: 8 }, () => aPerson(parlor)))
    }
    const first = await found(owner)
    expect(first.people).toHaveLength(100)
    const second = await found(owner, `?after=${first.next}`)
    expect(second.next).toBeNull()
    const ids = [...first.people, ...second.people].map(({ id }) => id)
    expect([ids[0], ids.length, new Set(ids).size]).toEqual([await idOf(owner), 105, 105])
  })
})

describe('roles', () => {
  test('are given by owners alone, and take effect at the next request', async ({ parlor }) => {
    const owner = await theOwner(parlor)
    const admin = await anAdmin(parlor)
    const anna = await aPerson(parlor)
    for (const by of [admin, anna]) {
      expectRefusal(await change(by, anna, { role: 'admin' }), 'not_allowed')
    }
    expect((await anna.session()).user.role).toBe('member')
    expect(entryIn(await change(owner, anna, { role: 'admin' })).role).toBe('admin')
    expect((await found(anna)).people.length).toBeGreaterThan(0)
    expect(entryIn(await change(owner, anna, { role: 'member' })).role).toBe('member')
    expectRefusal(await anna.send('GET', '/api/people'), 'not_allowed')
    expectInvalid(await change(owner, anna, { role: 'king' }), 'role')
    const before = (await audited(owner)).length
    await change(owner, anna, { role: 'member' })
    expect(await audited(owner), 'nothing changed').toHaveLength(before)
  })

  test('leave the instance an owner: nobody gives theirs up', async () => {
    const parlor = await aParlor()
    const owner = await aPerson(parlor)
    const anna = await aPerson(parlor)
    for (const body of [{ role: 'member' }, { disabled: true }, { role: 'owner' }]) {
      expectRefusal(await change(owner, owner, body), 'not_allowed')
    }
    expect((await owner.session()).user.role).toBe('owner')
    // Two owners who demote each other at the same moment: one of them is late.
    await change(owner, anna, { role: 'owner' })
    const [idOfOwner, idOfAnna] = [await idOf(owner), await idOf(anna)]
    const replies = await Promise.all([
      change(owner, anna, { role: 'member' }, idOfAnna),
      change(anna, owner, { role: 'member' }, idOfOwner),
    ])
    const roles = [(await owner.session()).user.role, (await anna.session()).user.role]
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(roles)).toEqual(new Set(['owner', 'member']))
  })
})

describe('shutting an account', () => {
  test('ends its sessions at once and takes it out of its room; opening undoes it', async ({
    parlor,
  }) => {
    const admin = await anAdmin(parlor)
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const id = await idOf(anna)
    const room = await aRoom(bob, anna)
    expect(entryIn(await change(admin, anna, { disabled: true })).disabled).toBe(true)
    expectRefusal(await anna.sendPoll(room), 'not_logged_in')
    expectRefusal(await logIn(anna), 'invalid_credentials')
    expect((await bob.rooms()).find((each) => each.id === room.id)?.people).toBe(1)
    expect(entryIn(await change(admin, anna, { disabled: false }, id)).disabled).toBe(false)
    expect((await logIn(anna)).status).toBe(200)
    expect((await audited(admin)).slice(0, 2)).toMatchObject([
      { act: 'person_enabled', actor: { username: admin.name }, person: { username: anna.name } },
      { act: 'person_disabled', actor: { username: admin.name }, person: { username: anna.name } },
    ])
  })

  test('is not for admins to do to owners, admins or themselves, nor for members at all', async ({
    parlor,
  }) => {
    const owner = await theOwner(parlor)
    const [admin, other] = [await anAdmin(parlor), await anAdmin(parlor)]
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const before = (await audited(owner)).length
    const tried: [Person, Person][] = [
      [admin, owner],
      [admin, other],
      [admin, admin],
      [anna, bob],
      [anna, owner],
      [owner, owner],
    ]
    for (const [by, of] of tried) {
      const id = await idOf(of)
      const path = `/api/people/${id}`
      expectRefusal(await by.send('PATCH', path, { disabled: true }), 'not_allowed')
      expectRefusal(await by.send('PUT', `${path}/ban`, {}), 'not_allowed')
      expectRefusal(await by.send('DELETE', `${path}/ban`), 'not_allowed')
      expectRefusal(await by.send('POST', `${path}/password-resets`), 'not_allowed')
      expect((await of.session()).user.id).toBe(id)
    }
    expect(await audited(owner)).toHaveLength(before)
    // A member is told the same of somebody who is not there.
    expectRefusal(await anna.send('PATCH', '/api/people/nobody', { disabled: true }), 'not_allowed')
    for (const id of ['nobody', '1%27--', 'x'.repeat(65)]) {
      const reply = await owner.send('PATCH', `/api/people/${id}`, { disabled: true })
      expect(reply.status).toBe(404)
    }
  })
})

test('a ban ends at its hour, and is told with its reason to whoever knows the password', async () => {
  const parlor = await aParlorOutOfTime()
  const owner = await aPerson(parlor)
  const anna = await aPerson(parlor)
  const room = await aRoom(owner, anna)
  const ban = `/api/people/${await idOf(anna)}/ban`
  const { headers } = await owner.send('GET', '/api/session')
  const now = Date.parse(headers.get('date') ?? '')
  expectInvalid(
    await owner.send('PUT', ban, { until: new Date(now - hour).toISOString() }),
    'until',
  )
  expectInvalid(await owner.send('PUT', ban, { until: 'tomorrow' }), 'until')
  expectInvalid(await owner.send('PUT', ban, { reason: '' }), 'reason')
  const until = new Date(now + hour).toISOString()
  const banned = entryIn(await owner.send('PUT', ban, { until, reason: 'Shouting.' }))
  expect(banned).toMatchObject({ disabled: false, ban: { until, reason: 'Shouting.' } })

  expectRefusal(await anna.sendPoll(room), 'not_logged_in')
  expect(expectRefusal(await logIn(anna), 'banned')).toMatchObject({ until, detail: 'Shouting.' })
  const { name: username } = anna
  const guess = await anna.send('POST', '/api/session', { username, password: 'not the one' })
  expectRefusal(guess, 'invalid_credentials')
  await parlor.pass(hour + 60_000)
  expect((await logIn(anna)).status).toBe(200)
  await anna.join(room)
  expect((await found(owner)).people.map((one) => one.ban)).toEqual([null, null])

  await owner.send('PUT', ban, {})
  expect(expectRefusal(await logIn(anna), 'banned').until).toBeUndefined()
  expect(entryIn(await owner.send('DELETE', ban)).ban).toBeNull()
  expect((await logIn(anna)).status).toBe(200)
  const acts = (await audited(owner)).map(({ act, detail, reason }) => [act, detail, reason])
  expect(acts.slice(0, 3)).toEqual([
    ['person_unbanned', null, null],
    ['person_banned', null, null],
    ['person_banned', until, 'Shouting.'],
  ])
})

test('an admin gives a link that sets a new password, once', async ({ parlor }) => {
  const admin = await anAdmin(parlor)
  const anna = await aPerson(parlor)
  const reply = await admin.send('POST', `/api/people/${await idOf(anna)}/password-resets`)
  const { url } = content(reply, 201, Type.Object({ url: Type.String() }))
  expect(new URL(url).pathname).toBe('/reset')
  expect((await audited(admin))[0]?.act).toBe('reset_offered')
  const path = `/api/password-resets/${new URL(url).hash.slice(1)}`
  const password = 'a kettle and a dot.'
  expect((await anna.send('POST', path, { password })).status).toBe(204)
  expectRefusal(await anna.send('POST', path, { password }), 'reset_invalid')
  expectRefusal(await anna.send('GET', '/api/session'), 'not_logged_in')
  const { name: username } = anna
  expect((await anna.send('POST', '/api/session', { username, password })).status).toBe(200)
  expect(await parlor.database.text()).not.toContain(new URL(url).hash.slice(1))
})

test('what somebody wrote in a span of time is deleted, in one room or in all open ones', async ({
  parlor,
}) => {
  const admin = await anAdmin(parlor)
  const [anna, bob, cleo] = [await aPerson(parlor), await aPerson(parlor), await aPerson(parlor)]
  const [tea, rum] = [await aRoom(bob, cleo), await aRoom(bob, cleo)]
  const spam = async (room: typeof tea, count: number) => {
    await anna.join(room)
    for (let i = 0; i < count; i += 1) await anna.post(room, `buy ${i}`)
  }
  const from = new Date(Date.now() - hour).toISOString()
  await spam(tea, 3)
  await spam(rum, 2)
  await bob.join(tea)
  const { cursor } = await bob.poll(tea)
  await bob.post(tea, 'mine stays')
  const path = `/api/people/${await idOf(anna)}/message-deletions`
  expectRefusal(await cleo.send('POST', path, { from, roomId: tea.id }), 'not_allowed')
  expectRefusal(await bob.send('POST', path, { from }), 'not_allowed')
  expectRefusal(await bob.send('POST', path, { from, roomId: 'nowhere' }), 'room_not_found')
  const earlier = { from, to: from }
  expect((await admin.send('POST', path, earlier)).body).toEqual({ deleted: 0 })

  const inTea = await bob.send('POST', path, { from, roomId: tea.id, reason: 'Spam.' })
  expect(inTea.body).toEqual({ deleted: 3 })
  const poll = await bob.poll(tea, cursor)
  expect(poll.revised?.map(({ body, deletedAt }) => [body, deletedAt !== null])).toEqual([
    ['', true],
    ['', true],
    ['', true],
  ])
  expect((await admin.send('POST', path, { from })).body).toEqual({ deleted: 2 })
  expect(await parlor.database.text()).not.toMatch(/buy \d/)
  expect((await bob.history(tea)).messages.at(-1)?.body).toBe('mine stays')
  expect((await audited(admin)).slice(0, 2)).toMatchObject([
    { act: 'messages_deleted', actor: { username: admin.name }, detail: '2' },
    {
      act: 'messages_deleted',
      actor: { username: bob.name },
      person: { username: anna.name },
      room: { id: tea.id },
      detail: '3',
      reason: 'Spam.',
    },
  ])
})

test('admins are told how the server is, and nobody else', async ({ parlor }) => {
  const admin = await anAdmin(parlor)
  const anna = await aPerson(parlor)
  expectRefusal(await anna.send('GET', '/api/overview'), 'not_allowed')
  const { body } = await admin.send('GET', '/api/overview')
  expect(body).toMatchObject({
    version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    database: expect.stringMatching(/^(SQLite|PostgreSQL)$/),
    failedJobs: 0,
    files: { bytes: expect.any(Number), limit: 20_000 * 2 ** 20 },
  })
  expect((body as { storage: number }).storage).toBeGreaterThan(50_000)
  const counted = async () => content(await admin.send('GET', '/api/overview'), 200, Overview)
  const before = await counted()
  const [bob, cleo] = [await aPerson(parlor), await aPerson(parlor)]
  const [tea, gone] = [await aRoom(bob, cleo), await aRoom(cleo)]
  await cleo.post(gone, 'one')
  await cleo.deleteRoom(gone)
  await bob.join(tea)
  for (const body of ['two', 'three']) await bob.post(tea, body)
  expect((await cleo.send('DELETE', '/api/me', { password: cleo.password })).status).toBe(204)
  expect(await counted(), 'what is deleted does not count').toMatchObject({
    people: before.people + 1,
    rooms: before.rooms + 1,
    messages: before.messages + 2,
  })
})
