import { isDeepStrictEqual } from 'node:util'
import { expect, vi } from 'vitest'
import { processes } from '../support/engines.ts'
import { aName, aPerson, aStranger, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import type { Reply } from '../support/reply.ts'
import {
  aFullRoom,
  ask,
  byQuery,
  far,
  harmless,
  inside,
  type Names,
  nameOf,
  ofNoRoom,
  outside,
  randomId,
  throughFiles,
  toldBy,
} from './matrix.ts'
import { everyRoute, type Route } from './routes.ts'
import { anAdmin, idOf, theOwner } from './standing.ts'

const test = testIn({})

/**
 * P13, for every route that there is, whoever adds it: what somebody who does not see a private room is
 * answered is to the letter what they are answered for a room that there never was. And what those who
 * belong to it may, as it is written in `matrix.ts`.
 */

test('no route is missing here', async ({ parlor }) => {
  const known = new Set([...Object.keys(inside), ...throughFiles, ...byQuery, ...ofNoRoom])
  const routes = await everyRoute(await theOwner(parlor))
  expect(routes.map(nameOf).filter((name) => !known.has(name))).toEqual([])
})

test('whoever does not see a room is answered as if there were none', {
  timeout: 120_000,
}, async ({ parlor }) => {
  const { owner, room, message, file } = await aFullRoom(parlor)
  const [elsewhere, nowhere, removed, banned] = [
    await aPerson(parlor, 'elsewhere'),
    await aPerson(parlor, 'nowhere'),
    await aPerson(parlor, 'removed'),
    await aPerson(parlor, 'banned'),
  ]
  const open = await elsewhere.createRoom(aName('Tea'))
  await elsewhere.join(open)
  for (const person of [removed, banned]) {
    await owner.act('PUT', room, 'members', await idOf(person), { role: 'member' })
    await person.join(room)
  }
  await owner.act('DELETE', room, 'members', await idOf(removed))
  await owner.act('PUT', room, 'bans', await idOf(banned), {})
  // That is said once, by each process.
  for (const person of [removed, banned]) {
    for (let i = 0; i < processes; i += 1) await person.sendPoll(room)
  }
  const routes = (await everyRoute(owner)).filter((route) => !ofNoRoom.has(nameOf(route)))
  expect(routes.length).toBeGreaterThan(30)
  const names = { room: room.id, message: message.id, file, person: await idOf(owner) }
  const none = { ...names, room: randomId(), file: randomId() }
  const people = { elsewhere, nowhere, removed, banned }
  const admins = { admin: await anAdmin(parlor), instanceOwner: await theOwner(parlor) }
  const leaks: unknown[] = []
  for (const [who, person] of Object.entries({ ...people, ...admins })) {
    for (const route of routes) {
      // An answer about a real room that was deleted meanwhile would not be refused at all.
      const real = await ask(person, route, names)
      const isRefused = real.status > 399 || harmless.has(nameOf(route))
      const told = toldBy(real)
      const wrong = toldBy(await ask(person, route, none))
      if (!isRefused || !isDeepStrictEqual(told, wrong))
        leaks.push([`${who}: ${nameOf(route)}`, told, wrong])
    }
  }
  expect(leaks).toEqual([])
  // In a room of their own, the message of another one is none.
  for (const route of routes.filter(({ template }) => template.includes('{messageId}'))) {
    const here = { ...names, room: open.id }
    const real = await ask(elsewhere, route, here)
    const never = await ask(elsewhere, route, { ...here, message: '999999999999' })
    expect(toldBy(real), nameOf(route)).toEqual(toldBy(never))
  }
  await owner.poll(room)
  const { messages } = await owner.history(room)
  expect(messages).toMatchObject([message, { files: [{ id: file }] }])
})

test('what is asked of no room tells nobody of one that they do not see', async ({ parlor }) => {
  const { owner, room, file } = await aFullRoom(parlor)
  const [elsewhere, removed, banned] = [
    await aPerson(parlor, 'elsewhere'),
    await aPerson(parlor, 'removed'),
    await aPerson(parlor, 'banned'),
  ]
  for (const person of [removed, banned]) {
    await owner.act('PUT', room, 'members', await idOf(person), { role: 'member' })
    await person.join(room)
    await owner.post(room, `@${person.name} the secret word`)
  }
  await owner.act('DELETE', room, 'members', await idOf(removed))
  await owner.act('PUT', room, 'bans', await idOf(banned), { reason: 'the secret word' })
  await parlor.indexed()
  const answers = (await everyRoute(owner)).filter(
    (route) => route.method === 'GET' && ofNoRoom.has(nameOf(route)),
  )
  expect(answers.length).toBeGreaterThan(15)
  const admins = { admin: await anAdmin(parlor), instanceOwner: await theOwner(parlor) }
  const words = [room.id, room.name, file, 'the secret word']
  const leaks: unknown[] = []
  for (const [who, person] of Object.entries({ elsewhere, removed, banned, ...admins })) {
    for (const { template } of answers) {
      const query = template.endsWith('/people') ? `?q=${owner.name}` : ''
      const { text } = await person.send('GET', `${template}${query}`)
      const told = words.filter((word) => text.includes(word))
      if (told.length > 0) leaks.push([`${who}: ${template}`, told])
    }
  }
  expect(leaks).toEqual([])
})

test('nobody without a living session learns of a room', async ({ parlor }) => {
  const { owner, room, message, file } = await aFullRoom(parlor)
  const disabled = await aPerson(parlor, 'disabled')
  await owner.act('PUT', room, 'members', await idOf(disabled), { role: 'member' })
  await disabled.join(room)
  const boss = await theOwner(parlor)
  await boss.send('PATCH', `/api/people/${await idOf(disabled)}`, { disabled: true })
  const names = { room: room.id, message: message.id, file, person: await idOf(owner) }
  const none = { ...names, room: randomId(), file: randomId() }
  for (const person of [disabled, aStranger(parlor)]) {
    for (const route of await everyRoute(owner)) {
      if (ofNoRoom.has(nameOf(route))) continue
      const real = await ask(person, route, names)
      expect([real.status, real.body], nameOf(route)).toMatchObject([
        401,
        { code: 'not_logged_in' },
      ])
      expect(toldBy(real)).toEqual(toldBy(await ask(person, route, none)))
    }
  }
})

test.for(['member', 'muted', 'moderator', 'owner'] as const)(
  'inside, %s may what is written here',
  async (role, { parlor }) => {
    const { owner, room, message: others, file } = await aFullRoom(parlor)
    const target = await aPerson(parlor, 'target')
    await owner.act('PUT', room, 'members', await idOf(target), { role: 'member' })
    const person = role === 'owner' ? owner : await aPerson(parlor, role)
    if (role !== 'owner') {
      const given = role === 'moderator' ? 'moderator' : 'member'
      await owner.act('PUT', room, 'members', await idOf(person), { role: given })
      await vi.waitFor(() => person.join(room))
    }
    const message = await person.post(room, 'my own')
    if (role === 'muted') {
      await owner.act('PUT', room, 'mutes', await idOf(person), { until: far })
    }
    const names = { room: room.id, message: message.id, file, person: await idOf(target) }
    const routes = new Map((await everyRoute(owner)).map((route) => [nameOf(route), route]))
    const column = ['member', 'muted', 'moderator', 'owner'].indexOf(role)
    const told: Record<string, unknown> = {}
    const expected: Record<string, unknown> = {}
    for (const [name, answers] of Object.entries(inside)) {
      const route = routes.get(name)
      if (!route) continue
      // One reports what somebody else wrote.
      const about = name.endsWith('/reports') && role !== 'owner' ? others : message
      const { status, body } = await ask(person, route, { ...names, message: about.id })
      told[name] = status < 400 ? status : (body as { code: string }).code
      expected[name] = answers[column]
    }
    expect(told).toEqual(expected)
  },
)

test.for(['banned', 'admin', 'other'] as const)(
  'outside of an open room, %s may what is written here, and who is banned reads nothing of it',
  async (who, { parlor }) => {
    const { owner, room, message, file } = await aFullRoom(parlor, 'open')
    const target = await aPerson(parlor, 'target')
    await target.join(room)
    const person = who === 'admin' ? await anAdmin(parlor) : await aPerson(parlor, who)
    if (who === 'banned') {
      await person.join(room)
      await owner.act('PUT', room, 'bans', await idOf(person), {})
      // That is said once, by each process.
      for (let i = 0; i < processes; i += 1) await person.sendPoll(room)
    }
    await parlor.indexed()
    const names = { room: room.id, message: message.id, file, person: await idOf(target) }
    const routes = (await everyRoute(owner)).filter((route) => !ofNoRoom.has(nameOf(route)))
    const order = Object.keys(outside)
    routes.sort((a, b) => order.indexOf(nameOf(a)) - order.indexOf(nameOf(b)))
    const told: Record<string, string> = {}
    for (const route of routes) {
      const { status, text } = await asked(person, route, names)
      told[nameOf(route)] = status < 400 ? `${status}` : JSON.parse(text).code
      if (who === 'banned') expect(text, nameOf(route)).not.toMatch(/the secret word|secret\.txt/)
    }
    const column = ['banned', 'admin', 'other'].indexOf(who)
    const expected = Object.entries(outside).map(([name, answers]) => [name, answers[column]])
    expect(told).toEqual(Object.fromEntries(expected))
  },
)

/** What is asked for as bytes is not what other answers promise to be. */
async function asked(person: Person, route: Route, names: Names) {
  const rest = route.template.split('{id}')[1]
  if (route.method !== 'GET' || !route.template.startsWith('/api/files/'))
    return ask(person, route, names)
  const { status, bytes } = await person.download({ id: names.file }, rest)
  return { status, text: bytes.toString() }
}

test('an id of what one may not see is answered as a wrong one, where it is asked for in no room', async ({
  parlor,
}) => {
  const { owner, room, message } = await aFullRoom(parlor)
  const path = `/api/rooms/${room.id}`
  await owner.send('POST', `${path}/invites`, {})
  const mate = await aPerson(parlor, 'mate')
  await owner.act('PUT', room, 'members', await idOf(mate), { role: 'member' })
  await mate.send('POST', `${path}/messages/${message.id}/reports`, { reason: 'rude' })
  const ids = [
    room.id,
    ...idsIn(await owner.send('GET', `${path}/invites`)),
    ...idsIn(await owner.send('GET', `${path}/reports`)),
    ...idsIn(await owner.send('GET', '/api/sessions')),
  ]
  expect(ids.length).toBeGreaterThan(3)
  const routes = (await everyRoute(owner)).filter(
    (route) => ofNoRoom.has(nameOf(route)) && /{(id|code)}/.test(route.template),
  )
  expect(routes.length).toBeGreaterThan(10)
  const leaks: unknown[] = []
  const people = { elsewhere: await aPerson(parlor, 'elsewhere'), admin: await anAdmin(parlor) }
  for (const [who, person] of Object.entries(people)) {
    // The number of a report may be that of their session, which they may end.
    const own = idsIn(await person.send('GET', '/api/sessions'))
    for (const { method, template } of routes) {
      // Admins are told that something was reported, wherever that was.
      if (who === 'admin' && template.startsWith('/api/reports/')) continue
      const send = (id: string, roomId: string) => {
        const body = { from: far, roomId, state: 'resolved', password: 'a long password' }
        const hasBody = method !== 'GET' && method !== 'DELETE'
        return person.send(method, template.replace(/{\w+}/, id), hasBody ? body : undefined)
      }
      for (const id of ids.filter((each) => !own.includes(each))) {
        const wrong = /^\d+$/.test(id) ? '999999999999' : randomId()
        const told = toldBy(await send(id, room.id))
        const never = toldBy(await send(wrong, randomId()))
        if (!isDeepStrictEqual(told, never)) leaks.push([who, method, template, id, told, never])
      }
    }
  }
  expect(leaks).toEqual([])
})

/** The ids in a list: of what is listed, and not of whom it is about. */
const idsIn = ({ body }: Reply): string[] =>
  Object.values(body as Record<string, unknown>)
    .filter((list) => Array.isArray(list))
    .flatMap((list) => list.map(({ id }: { id: string }) => id))
