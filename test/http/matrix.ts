import { randomUUID } from 'node:crypto'
import { aName, aPerson } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import type { Reply } from '../support/reply.ts'
import type { Route } from './routes.ts'

export const far = '2100-01-01T00:00:00.000Z'
const no = 'not_allowed'
const out = 'not_in_room'

/** What each is answered inside: an ordinary member, somebody muted, a moderator, the owner. */
export const inside: Record<string, readonly [Told, Told, Told, Told]> = {
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

/** What each is answered outside of an open room: somebody banned, an admin, anybody else with an account. */
export const outside: Record<string, readonly [string, string, string]> = {
  'GET /api/search': ['200', '200', '200'],
  'GET /api/files/{id}': ['file_not_found', '200', '200'],
  'GET /api/files/{id}/thumbnail': ['file_not_found', 'file_not_found', 'file_not_found'],
  'PATCH /api/files/{id}': ['file_not_found', 'file_not_found', 'file_not_found'],
  // Harmless: it is not theirs, and stays.
  'DELETE /api/files/{id}': ['204', '204', '204'],
  'GET /api/uploads/{id}': ['file_not_found', 'file_not_found', 'file_not_found'],
  'PATCH /api/uploads/{id}': ['file_not_found', 'file_not_found', 'file_not_found'],
  'DELETE /api/uploads/{id}': ['204', '204', '204'],
  'PATCH /api/rooms/{id}': [no, no, no],
  'PUT /api/rooms/{id}/read': [out, out, out],
  'PUT /api/rooms/{id}/typing': [out, out, out],
  'GET /api/rooms/{id}/members': ['banned', '200', '200'],
  'PUT /api/rooms/{id}/members/{personId}': [no, '204', no],
  'GET /api/rooms/{id}/bans': [no, '200', no],
  'PUT /api/rooms/{id}/mutes/{personId}': [no, '204', no],
  'DELETE /api/rooms/{id}/mutes/{personId}': [no, '204', no],
  'DELETE /api/rooms/{id}/members/{personId}': [no, '204', no],
  'PUT /api/rooms/{id}/bans/{personId}': [no, '204', no],
  'DELETE /api/rooms/{id}/bans/{personId}': [no, '204', no],
  'GET /api/rooms/{id}/messages': ['banned', '200', '200'],
  'POST /api/rooms/{id}/messages': [out, out, out],
  'PATCH /api/rooms/{id}/messages/{messageId}': [out, out, out],
  'GET /api/rooms/{id}/messages/{messageId}/versions': ['banned', 'not_author', 'not_author'],
  'PUT /api/rooms/{id}/messages/{messageId}/reactions/{emoji}': [out, out, out],
  'DELETE /api/rooms/{id}/messages/{messageId}/reactions/{emoji}': [out, out, out],
  'POST /api/rooms/{id}/messages/{messageId}/reports': ['banned', '201', '201'],
  'GET /api/rooms/{id}/reports': [no, no, no],
  'GET /api/rooms/{id}/files': ['200', '200', '200'],
  'POST /api/rooms/{id}/files': [out, out, out],
  'POST /api/rooms/{id}/uploads': [out, out, out],
  'GET /api/rooms/{id}/pins': ['banned', '200', '200'],
  'PUT /api/rooms/{id}/pins/{messageId}': [out, out, out],
  'DELETE /api/rooms/{id}/pins/{messageId}': [out, out, out],
  'GET /api/rooms/{id}/changes': [out, out, out],
  'POST /api/rooms/{id}/invites': ['banned', '201', '201'],
  'GET /api/rooms/{id}/invites': ['200', '200', '200'],
  'PUT /api/me/rooms/{id}': [no, no, no],
  'DELETE /api/rooms/{id}/members/me': ['204', '204', '204'],
  'DELETE /api/rooms/{id}/messages/{messageId}': [out, '204', out],
  // Whoever goes in is not outside any more, and a room that is deleted is nobody's.
  'PUT /api/me/room': ['banned', '200', '200'],
  'DELETE /api/rooms/{id}': ['not_room_owner', '204', 'not_room_owner'],
}

/** Those that name a file or an upload, which is of a room. */
const ofFiles = ['GET', 'PATCH', 'DELETE'].map((method) => `${method} /api/files/{id}`)
const ofUploads = ['GET', 'PATCH', 'DELETE'].map((method) => `${method} /api/uploads/{id}`)
export const byQuery = ['GET /api/search']
/** A search finds nothing then, and what is not there is deleted already. */
export const harmless = new Set([...byQuery, 'DELETE /api/files/{id}', 'DELETE /api/uploads/{id}'])
export const throughFiles = [...ofFiles, 'GET /api/files/{id}/thumbnail', ...ofUploads]

/** What is asked of no room; an invitation’s code is itself the key to what it says. */
export const ofNoRoom = new Set([
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
  ...['PUT /api/me/read', 'GET /api/me/people', 'GET /api/me/storage'],
])

export type Told = number | 'not_allowed' | 'muted' | 'room_not_found'

/** What stands in the place of a route's parameters. */
export interface Names {
  room: string
  message: string
  person: string
  file: string
}

/** A room with a message and a file in it, and its owner. */
export async function aFullRoom(
  parlor: { readonly url: string },
  kind: 'open' | 'private' = 'private',
) {
  const owner = await aPerson(parlor, 'owning')
  const room = await owner.createRoom(aName('Committee'), kind)
  await owner.join(room)
  const message = await owner.post(room, 'the secret word')
  const file = await owner.upload(room, 'secret.txt', 'hello')
  await owner.postFiles(room, '', file)
  return { owner, room, message, file: file.id }
}

export function ask(
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
export function toldBy({ status, text, headers }: Reply): unknown {
  const said = [...headers].filter(([name]) => name !== 'date')
  return { status, text, headers: Object.fromEntries(said) }
}

export function nameOf({ method, template }: Route): string {
  return `${method} ${template}`
}

export function randomId(): string {
  // Not one such as 12e345678901: that would be a number, and those of sessions are.
  return `x${randomUUID().replaceAll('-', '').slice(0, 11)}`
}
