import { randomBytes, randomUUID } from 'node:crypto'
import sharp from 'sharp'
import type { Ask, Flooder } from './flooder.ts'
import { acceptedOfAccounts } from './of-accounts.ts'
import { acceptedOfMessages } from './of-messages.ts'
import { beAdmin, each, many, plain, post, type Recipes, some } from './recipe.ts'

const files = 20

const own = ({ own: id }: Flooder) => `/api/rooms/${id}`
const far = '2100-01-01T00:00:00.000Z'

/** Nothing packs it. */
const picture = () =>
  sharp(randomBytes(600 * 400 * 3), { raw: { width: 600, height: 400, channels: 3 } })
    .jpeg()
    .toBuffer()

async function form(room: string): Promise<Ask> {
  const head = 'Content-Disposition: form-data; name="file"; filename="a.jpg"\r\n'
  const type = 'Content-Type: image/jpeg\r\n\r\n'
  const bytes = Buffer.concat([
    Buffer.from(`--x\r\n${head}${type}`),
    await picture(),
    Buffer.from('\r\n--x--\r\n'),
  ])
  const headers = { 'Content-Type': 'multipart/form-data; boundary=x' }
  return { method: 'POST', path: `/api/rooms/${room}/files`, bytes, headers }
}

async function instancePicture(f: Flooder): Promise<Ask> {
  await beAdmin(f)
  const headers = { 'Content-Type': 'image/jpeg' }
  return { method: 'PUT', path: '/api/instance/picture', bytes: await picture(), headers }
}

async function upload(flooder: Flooder): Promise<string> {
  return flooder.told(await form(flooder.room), 'file', 'id')
}

const pieceBytes = 64 * 1024

async function begin({ ask, room }: Flooder): Promise<string> {
  const headers = { 'Upload-Length': String(pieceBytes), 'Tus-Resumable': '1.0.0' }
  const answer = await ask({ method: 'POST', path: `/api/rooms/${room}/uploads`, headers })
  return answer.headers.get('location') ?? ''
}

const newRoom = async ({ told }: Flooder) =>
  told(
    { method: 'POST', path: '/api/rooms', json: { name: `Room ${randomUUID().slice(0, 18)}` } },
    'room',
    'id',
  )

const ofRooms: Recipes = {
  'GET /api/rooms': plain('GET', () => '/api/rooms'),
  'POST /api/rooms': plain(
    'POST',
    () => '/api/rooms',
    () => ({ name: `A flood ${randomUUID().slice(0, 18)}` }),
  ),
  'POST /api/direct': plain(
    'POST',
    () => '/api/direct',
    ({ friend }) => ({ people: [friend.id] }),
  ),
  'PATCH /api/rooms/{id}': plain('PATCH', own, (_, at) => ({ topic: `A flood ${at}` })),
  'DELETE /api/rooms/{id}': (flooder) =>
    each(
      40,
      () => newRoom(flooder),
      (id) => ({ method: 'DELETE', path: `/api/rooms/${id}` }),
    ),
  'GET /api/me/news': plain('GET', () => '/api/me/news'),
  'PUT /api/me/room': plain(
    'PUT',
    () => '/api/me/room',
    ({ room, own: other }, at) => ({ roomId: at % 2 ? room : other }),
  ),
  'DELETE /api/me/room': async ({ room }) => [
    { method: 'PUT', path: '/api/me/room', json: { roomId: room } },
    ...many(3, () => ({ method: 'DELETE', path: '/api/me/room' })),
  ],
  'PUT /api/rooms/{id}/read': plain(
    'PUT',
    ({ room }) => `/api/rooms/${room}/read`,
    (_, at) => (at % 2 ? { seq: at, back: true } : { seq: at }),
  ),
  'PUT /api/rooms/{id}/typing': plain(
    'PUT',
    ({ room }) => `/api/rooms/${room}/typing`,
    (_, at) => ({ on: at % 2 === 0 }),
  ),
  'PUT /api/me/read': plain(
    'PUT',
    () => '/api/me/read',
    ({ room, own: other }, at) => ({ rooms: { [room]: at, [other]: 0 } }),
  ),
  'GET /api/rooms/{id}/members': plain('GET', ({ room }) => `/api/rooms/${room}/members`),
  'GET /api/me/people': async () =>
    ['gu', 'ue', 'guest', 'st'].map((q) => ({ method: 'GET', path: `/api/me/people?q=${q}` })),
  'DELETE /api/rooms/{id}/members/me': async ({ room }) => [
    { method: 'PUT', path: '/api/me/room', json: { roomId: room } },
    { method: 'DELETE', path: `/api/rooms/${room}/members/me` },
  ],
  'PUT /api/rooms/{id}/members/{personId}': plain(
    'PUT',
    (f) => `${own(f)}/members/${f.friend.id}`,
    (_, at) => ({ role: at % 2 ? 'member' : 'moderator' }),
  ),
  'DELETE /api/rooms/{id}/members/{personId}': plain(
    'DELETE',
    (f) => `${own(f)}/members/${f.friend.id}`,
  ),
  'GET /api/rooms/{id}/bans': plain('GET', (f) => `${own(f)}/bans`),
  'PUT /api/rooms/{id}/bans/{personId}': plain(
    'PUT',
    (f) => `${own(f)}/bans/${f.friend.id}`,
    () => ({ until: far, reason: 'A flood' }),
  ),
  'DELETE /api/rooms/{id}/bans/{personId}': async (f) => {
    const path = `${own(f)}/bans/${f.friend.id}`
    return [
      { method: 'PUT', path, json: { until: far } },
      { method: 'DELETE', path },
    ]
  },
  'PUT /api/rooms/{id}/mutes/{personId}': plain(
    'PUT',
    (f) => `${own(f)}/mutes/${f.friend.id}`,
    () => ({ until: far }),
  ),
  'DELETE /api/rooms/{id}/mutes/{personId}': async (f) => {
    const path = `${own(f)}/mutes/${f.friend.id}`
    return [
      { method: 'PUT', path, json: { until: far } },
      { method: 'DELETE', path },
    ]
  },
  'PUT /api/me/rooms/{id}': plain(
    'PUT',
    ({ room }) => `/api/me/rooms/${room}`,
    (_, at) => ({ notify: at % 2 ? 'all' : 'mentions' }),
  ),
  'POST /api/rooms/{id}/invites': plain(
    'POST',
    (f) => `${own(f)}/invites`,
    () => ({ uses: 3 }),
  ),
  'GET /api/rooms/{id}/invites': async (f) => {
    await each(
      30,
      () => invite(f),
      () => [],
    )
    return [{ method: 'GET', path: `${own(f)}/invites` }]
  },
  'GET /api/invites/{code}': async (f) => [
    { method: 'GET', path: `/api/invites/${await invite(f)}` },
  ],
  'POST /api/invites/{code}': async (f) => [
    { method: 'POST', path: `/api/invites/${await invite(f)}` },
  ],
  'DELETE /api/invites/{code}': (f) =>
    each(
      50,
      () => invite(f),
      (code) => ({ method: 'DELETE', path: `/api/invites/${code}` }),
    ),
}

const invite = (f: Flooder) =>
  f.told({ method: 'POST', path: `${own(f)}/invites`, json: {} }, 'invite', 'code')

const ofFiles: Recipes = {
  'POST /api/rooms/{id}/files': async ({ room }) => Promise.all(many(files, () => form(room))),
  'GET /api/rooms/{id}/files': async (flooder) => {
    for (let at = 0; at < files; at += 1) await post(flooder, [await upload(flooder)])
    return [{ method: 'GET', path: `/api/rooms/${flooder.room}/files?limit=200` }]
  },
  'GET /api/files/{id}': (f) =>
    each(
      5,
      () => upload(f),
      (id) => ({ method: 'GET', path: `/api/files/${id}` }),
    ),
  'GET /api/files/{id}/thumbnail': (f) =>
    each(
      5,
      () => upload(f),
      (id) => ({ method: 'GET', path: `/api/files/${id}/thumbnail` }),
    ),
  'PATCH /api/files/{id}': async (f) => {
    const path = `/api/files/${await upload(f)}`
    return many(some, (at) => ({ method: 'PATCH', path, json: { alt: `What is seen ${at}` } }))
  },
  'DELETE /api/files/{id}': (f) =>
    each(
      files,
      () => upload(f),
      (id) => ({ method: 'DELETE', path: `/api/files/${id}` }),
    ),
  'POST /api/rooms/{id}/uploads': async ({ room }) => [
    {
      method: 'POST',
      path: `/api/rooms/${room}/uploads`,
      headers: { 'Upload-Length': String(pieceBytes), 'Tus-Resumable': '1.0.0' },
    },
  ],
  'GET /api/uploads/{id}': async (f) => [{ method: 'GET', path: await begin(f) }],
  'PATCH /api/uploads/{id}': (f) =>
    each(
      files,
      () => begin(f),
      (path) => ({
        method: 'PATCH',
        path,
        bytes: randomBytes(pieceBytes),
        headers: { 'Content-Type': 'application/offset+octet-stream', 'Upload-Offset': '0' },
      }),
    ),
  'DELETE /api/uploads/{id}': (f) =>
    each(
      files,
      () => begin(f),
      (path) => ({ method: 'DELETE', path }),
    ),
  'PUT /api/instance/picture': async (f) => [await instancePicture(f)],
  'GET /api/instance/picture': async (f) => {
    await f.ask(await instancePicture(f))
    return [{ method: 'GET', path: '/api/instance/picture' }]
  },
}

/** Of every route. A new one that is not here ends the bench with its name. */
export const accepted: Recipes = {
  ...ofRooms,
  ...ofFiles,
  ...acceptedOfMessages,
  ...acceptedOfAccounts,
}
