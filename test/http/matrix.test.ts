import { isDeepStrictEqual } from 'node:util'
import { expect, vi } from 'vitest'
import { processes } from '../support/engines.ts'
import { aName, aPerson, aStranger, testIn } from '../support/examples.ts'
import {
  aFullRoom,
  ask,
  byQuery,
  far,
  harmless,
  inside,
  nameOf,
  ofNoRoom,
  randomId,
  throughFiles,
  toldBy,
} from './matrix.ts'
import { everyRoute } from './routes.ts'
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

test('whoever does not see a room is answered as if there were none', async ({ parlor }) => {
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
