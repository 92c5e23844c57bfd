import { randomUUID } from 'node:crypto'
import { expect, vi } from 'vitest'
import { processes } from '../support/engines.ts'
import { aName, aPerson, aStranger, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import type { Reply } from '../support/reply.ts'
import { everyRoute, type Route } from './routes.ts'
import { anAdmin, idOf, theOwner } from './standing.ts'

const test = testIn({})

/**
 * P13, for every route that there is, whoever adds it: what somebody who does not see a private room is
 * answered is to the letter what they are answered for a room that there never was. And what those who
 * belong to it may, as it is written here.
 */

const far = '2100-01-01T00:00:00.000Z'
const no = 'not_allowed'

/** What each is answered inside: an ordinary member, somebody muted, a moderator, the owner. */
const inside: Record<string, readonly [Told, Told, Told, Told]> = {
  'PATCH /api/rooms/{id}': [no, no, no, 200],
  'PUT /api/rooms/{id}/read': [204, 204, 204, 204],
  'PUT /api/rooms/{id}/typing': [204, 204, 204, 204],
  'GET /api/rooms/{id}/members': [200, 200, 200, 200],
  'PUT /api/rooms/{id}/members/{personId}': [no, no, 204, 204],
  'DELETE /api/rooms/{id}/members/{personId}': [no, no, 204, 204],
  'GET /api/rooms/{id}/bans': [no, no, 200, 200],
  'PUT /api/rooms/{id}/bans/{personId}': [no, no, 204, 204],
  'DELETE /api/rooms/{id}/bans/{personId}': [no, no, 204, 204],
  'PUT /api/rooms/{id}/mutes/{personId}': [no, no, 204, 204],
  'DELETE /api/rooms/{id}/mutes/{personId}': [no, no, 204, 204],
  'GET /api/rooms/{id}/messages': [200, 200, 200, 200],
  'POST /api/rooms/{id}/messages': [201, 'muted', 201, 201],
  'PATCH /api/rooms/{id}/messages/{messageId}': [200, 'muted', 200, 200],
  'GET /api/rooms/{id}/messages/{messageId}/versions': [200, 200, 200, 200],
  'PUT /api/rooms/{id}/messages/{messageId}/reactions/{emoji}': [200, 'muted', 200, 200],
  'DELETE /api/rooms/{id}/messages/{messageId}/reactions/{emoji}': [200, 'muted', 200, 200],
  'POST /api/rooms/{id}/messages/{messageId}/reports': [201, 201, 201, 201],
  'GET /api/rooms/{id}/reports': [no, no, 200, 200],
  'GET /api/rooms/{id}/files': [200, 200, 200, 200],
  'POST /api/rooms/{id}/files': [201, 201, 201, 201],
  'POST /api/rooms/{id}/uploads': [201, 201, 201, 201],
  'GET /api/rooms/{id}/pins': [200, 200, 200, 200],
  'PUT /api/rooms/{id}/pins/{messageId}': [no, no, 200, 200],
  'DELETE /api/rooms/{id}/pins/{messageId}': [no, no, 200, 200],
  'GET /api/rooms/{id}/changes': [200, 200, 200, 200],
  'POST /api/rooms/{id}/invites': [no, no, 201, 201],
  'GET /api/rooms/{id}/invites': [200, 200, 200, 200],
  'PUT /api/me/rooms/{id}': [200, 200, 200, 200],
  'PUT /api/me/room': [200, 200, 200, 200],
  // What takes away what the others need comes last.
  'DELETE /api/rooms/{id}/messages/{messageId}': [204, 204, 204, 204],
  'DELETE /api/rooms/{id}/members/me': [204, 204, 204, no],
  'DELETE /api/rooms/{id}': ['room_not_found', 'room_not_found', 'room_not_found', 204],
}

/** Those that name a file or an upload, which is of a room. */
const ofFiles = ['GET', 'PATCH', 'DELETE'].map((method) => `${method} /api/files/{id}`)
const ofUploads = ['GET', 'PATCH', 'DELETE'].map((method) => `${method} /api/uploads/{id}`)
const byQuery = ['GET /api/search']
/** A search finds nothing then, and what is not there is deleted already. */
const harmless = new Set([...byQuery, 'DELETE /api/files/{id}', 'DELETE /api/uploads/{id}'])
const throughFiles = [...ofFiles, 'GET /api/files/{id}/thumbnail', ...ofUploads]

/** What is asked of no room; an invitation’s code is itself the key to what it says. */
const ofNoRoom = new Set([
  ...['POST /api/accounts', 'POST /api/password-resets/{code}', 'GET /api/instance'],
  ...['GET', 'PUT', 'DELETE'].map((method) => `${method} /api/instance/picture`),
  ...['PATCH /api/instance', 'GET /api/invites/{code}', 'POST /api/invites/{code}'],
  ...['DELETE /api/invites/{code}', 'POST /api/session', 'GET /api/session', 'DELETE /api/session'],
  ...['GET /api/sessions', 'DELETE /api/sessions/{id}', 'DELETE /api/me/sessions', 'PATCH /api/me'],
  ...[
    'DELETE /api/me',
    'GET /api/rooms',
    'POST /api/rooms',
    'POST /api/direct',
    'GET /api/me/news',
  ],
  ...['DELETE /api/me/room', 'GET /api/overview', 'GET /api/audit', 'POST /api/invites'],
  ...['GET /api/invites', 'GET /api/people', 'PATCH /api/people/{id}', 'PUT /api/people/{id}/ban'],
  ...['DELETE /api/people/{id}/ban', 'POST /api/people/{id}/password-resets', 'GET /api/reports'],
  ...['POST /api/people/{id}/message-deletions', 'PATCH /api/reports/{id}', 'GET /api/me/export'],
  'GET /api/me/export/archive',
  ...['GET /api/me/blocks', 'PUT /api/me/blocks/{id}', 'DELETE /api/me/blocks/{id}'],
  ...['GET /api/push', 'PUT /api/me/push', 'DELETE /api/me/push', 'GET /api/me/quiet-hours'],
  ...['PUT /api/me/quiet-hours', 'GET /api/me/for-you', 'PUT /api/me/for-you'],
  ...['PUT /api/me/read', 'GET /api/me/people'],
])

type Told = number | 'not_allowed' | 'muted' | 'room_not_found'

/** What stands in the place of a route's parameters. */
interface Names {
  room: string
  message: string
  person: string
  file: string
}

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
  for (const [who, person] of Object.entries({ ...people, ...admins })) {
    for (const route of routes) {
      // An answer about a real room that was deleted meanwhile would not be refused at all.
      const real = await ask(person, route, names)
      const told = toldBy(real)
      expect(told, `${who}: ${nameOf(route)} ${real.text}`).toEqual(
        toldBy(await ask(person, route, none)),
      )
      if (!harmless.has(nameOf(route))) expect(real.status, nameOf(route)).toBeGreaterThan(399)
    }
  }
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

/** A private room with a message and a file in it, and its owner. */
async function aFullRoom(parlor: { readonly url: string }) {
  const owner = await aPerson(parlor, 'owning')
  const room = await owner.createRoom(aName('Committee'), 'private')
  await owner.join(room)
  const message = await owner.post(room, 'the secret word')
  const file = await owner.upload(room, 'secret.txt', 'hello')
  await owner.postFiles(room, '', file)
  return { owner, room, message, file: file.id }
}

function ask(
  person: Person,
  { method, template }: Pick<Route, 'method' | 'template'>,
  { room, message, person: other, file }: Names,
): Promise<Reply> {
  const isOfFile = template.startsWith('/api/files/') || template.startsWith('/api/uploads/')
  const path = template
    .replace('{id}', isOfFile ? file : room)
    .replace('{messageId}', message)
    .replace('{personId}', other)
    .replace('{emoji}', '%F0%9F%91%8D')
  if (method === 'GET') {
    return person.send(method, path === '/api/search' ? `${path}?q=secret&room=${room}` : path)
  }
  if (template.endsWith('/files')) {
    const type = { 'content-type': 'multipart/form-data; boundary=x' }
    const part = 'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello'
    return person.sendRaw(method, path, `--x\r\n${part}\r\n--x--\r\n`, type)
  }
  if (template.startsWith('/api/uploads/') && method === 'PATCH') {
    const headers = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' }
    return person.sendRaw(method, path, 'hello', headers)
  }
  if (template.endsWith('/uploads')) {
    return person.sendRaw(method, path, null, { 'upload-length': '5', 'tus-resumable': '1.0.0' })
  }
  return person.send(method, path, method === 'DELETE' ? undefined : bodyOf(template, room))
}

function bodyOf(template: string, roomId: string): unknown {
  switch (template) {
    case '/api/rooms/{id}':
      return { name: aName('Board') }
    case '/api/me/room':
      return { roomId }
    case '/api/me/rooms/{id}':
      return { notify: 'mentions' }
    case '/api/rooms/{id}/read':
      return { seq: 1 }
    case '/api/rooms/{id}/typing':
      return { on: true }
    case '/api/rooms/{id}/members/{personId}':
      return { role: 'member' }
    case '/api/rooms/{id}/mutes/{personId}':
      return { until: far }
    case '/api/rooms/{id}/messages':
      return { body: 'hello', key: randomUUID() }
    case '/api/rooms/{id}/messages/{messageId}':
      return { body: 'hello again' }
    case '/api/rooms/{id}/messages/{messageId}/reports':
      return { reason: 'rude' }
    case '/api/files/{id}':
      return { alt: 'a picture' }
    default:
      return {}
  }
}

/** Everything that an answer says, but the time. */
function toldBy({ status, text, headers }: Reply): unknown {
  const said = [...headers].filter(([name]) => name !== 'date')
  return { status, text, headers: Object.fromEntries(said) }
}

function nameOf({ method, template }: Route): string {
  return `${method} ${template}`
}

function randomId(): string {
  return randomUUID().replaceAll('-', '').slice(0, 12)
}
