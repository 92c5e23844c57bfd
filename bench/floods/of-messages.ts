import { randomUUID } from 'node:crypto'
import type { Flooder } from './flooder.ts'
import { each, many, plain, post, type Recipes, some } from './recipe.ts'

const messages = 40
const text = 'Some words that a search has to read: '.repeat(100)
const emoji = ['👍', '🎉', '❤️', '😀', '🚀', '👀'].map(encodeURIComponent)

const at = ({ room }: Flooder) => `/api/rooms/${room}/messages`
const own = ({ own: id }: Flooder) => `/api/rooms/${id}`

async function postToOwn({ ask, told, own: room }: Flooder): Promise<string> {
  await ask({ method: 'PUT', path: '/api/me/room', json: { roomId: room } })
  const json = { body: 'To be pinned', key: randomUUID() }
  return told({ method: 'POST', path: `/api/rooms/${room}/messages`, json }, 'message', 'id')
}

export const acceptedOfMessages: Recipes = {
  // Each from another place, so that no answer is kept for the next.
  'GET /api/rooms/{id}/messages': plainQueries(at, (n) => `?before=${20 + n * 5}&limit=200`),
  'POST /api/rooms/{id}/messages': plain('POST', at, () => ({ body: text, key: randomUUID() })),
  'PATCH /api/rooms/{id}/messages/{messageId}': async (f) => {
    const path = `${at(f)}/${await post(f)}`
    return many(some, (n) => ({ method: 'PATCH', path, json: { body: `${text}${n}` } }))
  },
  'DELETE /api/rooms/{id}/messages/{messageId}': (f) =>
    each(
      messages,
      () => post(f),
      (id) => ({ method: 'DELETE', path: `${at(f)}/${id}` }),
    ),
  'GET /api/rooms/{id}/messages/{messageId}/versions': async (f) => {
    const path = `${at(f)}/${await post(f)}`
    for (let n = 0; n < messages; n += 1) {
      await f.ask({ method: 'PATCH', path, json: { body: `${text}${n}` } })
    }
    return [{ method: 'GET', path: `${path}/versions` }]
  },
  'PUT /api/rooms/{id}/messages/{messageId}/reactions/{emoji}': (f) =>
    each(
      messages,
      () => post(f),
      (id) => emoji.map((sign) => ({ method: 'PUT', path: `${at(f)}/${id}/reactions/${sign}` })),
    ),
  'DELETE /api/rooms/{id}/messages/{messageId}/reactions/{emoji}': async (f) => {
    const path = `${at(f)}/${await post(f)}/reactions/${emoji[0]}`
    return [
      { method: 'PUT', path },
      { method: 'DELETE', path },
    ]
  },
  'POST /api/rooms/{id}/messages/{messageId}/reports': (f) =>
    each(
      messages,
      () =>
        post({
          ...f,
          told: (ask) => f.askAs(f.owner, ask).then(({ text: t }) => JSON.parse(t).message.id),
        }),
      (id) => ({ method: 'POST', path: `${at(f)}/${id}/reports`, json: { reason: 'A flood' } }),
    ),
  'GET /api/rooms/{id}/reports': async (f) => {
    for (let n = 0; n < 20; n += 1) {
      const path = `${own(f)}/messages/${await postToOwn(f)}/reports`
      await f.ask({ method: 'POST', path, json: { reason: 'A flood' } })
    }
    return [{ method: 'GET', path: `${own(f)}/reports` }]
  },
  'GET /api/rooms/{id}/pins': async (f) => {
    await each(
      20,
      () => pinned(f),
      () => [],
    )
    return [{ method: 'GET', path: `${own(f)}/pins` }]
  },
  'PUT /api/rooms/{id}/pins/{messageId}': (f) =>
    each(
      20,
      () => postToOwn(f),
      (id) => ({ method: 'PUT', path: `${own(f)}/pins/${id}` }),
    ),
  'DELETE /api/rooms/{id}/pins/{messageId}': async (f) => {
    const path = `${own(f)}/pins/${await postToOwn(f)}`
    return [
      { method: 'PUT', path },
      { method: 'DELETE', path },
    ]
  },
  'GET /api/rooms/{id}/changes': async (f) => {
    const path = `/api/rooms/${f.room}/changes`
    const cursor = await f.told({ method: 'GET', path }, 'cursor')
    return [
      { method: 'GET', path },
      { method: 'GET', path: `${path}?after=${encodeURIComponent(cursor)}` },
    ]
  },
  'GET /api/search': plainQueries(
    () => '/api/search',
    (n) => `?limit=50&q=${n % 2 ? `message%20${n % 10}` : `"me"%20${n}`}`,
  ),
  'GET /api/me/for-you': async (f) => {
    const json = () => ({ body: `@${f.username} look`, key: randomUUID() })
    for (let n = 0; n < messages; n += 1) {
      await f.askAs(f.owner, { method: 'POST', path: at(f), json: json() })
    }
    return [{ method: 'GET', path: '/api/me/for-you?limit=100' }]
  },
  'PUT /api/me/for-you': plain(
    'PUT',
    () => '/api/me/for-you',
    (_, n) => ({ seen: String(n + 1) }),
  ),
}

async function pinned(f: Flooder): Promise<string> {
  const id = await postToOwn(f)
  await f.ask({ method: 'PUT', path: `${own(f)}/pins/${id}` })
  return id
}

function plainQueries(path: (f: Flooder) => string, query: (at: number) => string) {
  return async (f: Flooder) => many(some, (n) => ({ method: 'GET', path: `${path(f)}${query(n)}` }))
}
