import { randomUUID } from 'node:crypto'
import type { Ask, Flooder } from './flooder.ts'
import {
  beAdmin,
  each,
  many,
  plain,
  post,
  type Recipe,
  type Recipes,
  some,
  subscription,
} from './recipe.ts'

const me = () => '/api/me'
const of = (f: Flooder) => `/api/people/${f.friend.id}`
const from = '2020-01-01T00:00:00.000Z'

/** The same by an admin. */
function admin(recipe: Recipe): Recipe {
  return async (f) => {
    await beAdmin(f)
    return recipe(f)
  }
}

const get = (path: string) => plain('GET', () => path)

const another = (f: Flooder): Promise<unknown> =>
  f.askAs({ cookie: '' }, { method: 'POST', path: '/api/session', json: credentials(f) })

const credentials = ({ username, password }: Flooder) => ({ username, password })

async function written(f: Flooder): Promise<void> {
  await each(
    100,
    () => post(f, [], 'What somebody wrote. '.repeat(150)),
    () => [],
  )
}

async function resetCode(f: Flooder): Promise<string> {
  const { text } = await f.askAs(f.owner, { method: 'POST', path: `${of(f)}/password-resets` })
  return String(JSON.parse(text).url).split('#')[1] ?? ''
}

export const acceptedOfAccounts: Recipes = {
  'POST /api/accounts': plain(
    'POST',
    () => '/api/accounts',
    (f) => ({ username: `x${randomUUID().slice(0, 12)}`, password: f.password }),
  ),
  'POST /api/password-resets/{code}': async (f) => {
    const path = `/api/password-resets/${await resetCode(f)}`
    return many(some, () => ({ method: 'POST', path, json: { password: f.password } }))
  },
  'GET /api/instance': get('/api/instance'),
  'PATCH /api/instance': admin(
    plain(
      'PATCH',
      () => '/api/instance',
      (_, n) => ({ welcome: `Welcome ${n}` }),
    ),
  ),
  'DELETE /api/instance/picture': admin(plain('DELETE', () => '/api/instance/picture')),
  'POST /api/session': plain('POST', () => '/api/session', credentials),
  'GET /api/session': get('/api/session'),
  'DELETE /api/session': plain('DELETE', () => '/api/session'),
  'GET /api/sessions': async (f) => {
    await each(
      20,
      async () => String(await another(f)),
      () => [],
    )
    return [{ method: 'GET', path: '/api/sessions' }]
  },
  'DELETE /api/sessions/{id}': async (f) => {
    await each(
      20,
      async () => String(await another(f)),
      () => [],
    )
    const { text } = await f.ask({ method: 'GET', path: '/api/sessions' })
    const { sessions }: { sessions: { id: string; current: boolean }[] } = JSON.parse(text)
    return sessions
      .filter(({ current }) => !current)
      .map(({ id }) => ({ method: 'DELETE', path: `/api/sessions/${id}` }))
  },
  'DELETE /api/me/sessions': async (f) => {
    await each(
      20,
      async () => String(await another(f)),
      () => [],
    )
    return [{ method: 'DELETE', path: '/api/me/sessions' }]
  },
  // The right password would make this session a stranger's; a wrong one costs as much.
  'PATCH /api/me': plain('PATCH', me, (f, n) =>
    n % 2 === 0
      ? { username: `y${randomUUID().slice(0, 12)}` }
      : { password: { current: `${f.password}?`, new: `${f.password} ${n}` } },
  ),
  // Once; afterwards they are a stranger.
  'DELETE /api/me': async (f) => {
    await written(f)
    return [
      { method: 'DELETE', path: '/api/me', json: { password: f.password, messages: 'delete' } },
    ]
  },
  'GET /api/push': get('/api/push'),
  'PUT /api/me/push': plain('PUT', () => '/api/me/push', subscription),
  'DELETE /api/me/push': async () =>
    many(some, () => subscription()).flatMap<Ask>((json) => [
      { method: 'PUT', path: '/api/me/push', json },
      { method: 'DELETE', path: '/api/me/push', json: { endpoint: json.endpoint } },
    ]),
  'GET /api/me/quiet-hours': get('/api/me/quiet-hours'),
  'PUT /api/me/quiet-hours': plain(
    'PUT',
    () => '/api/me/quiet-hours',
    (_, n) => ({ quietHours: { from: n, to: 0, timeZone: 'Europe/Berlin' } }),
  ),
  'GET /api/overview': admin(get('/api/overview')),
  'GET /api/audit': admin(get('/api/audit')),
  'POST /api/invites': plain(
    'POST',
    () => '/api/invites',
    () => ({ uses: 2 }),
  ),
  'GET /api/invites': async (f) => {
    await each(
      30,
      () => invite(f),
      () => [],
    )
    return [{ method: 'GET', path: '/api/invites' }]
  },
  'GET /api/people': admin(async () =>
    ['', '?q=gue', '?q=9'].map((query) => ({ method: 'GET', path: `/api/people${query}` })),
  ),
  'PATCH /api/people/{id}': admin(plain('PATCH', of, (_, n) => ({ disabled: n % 2 === 0 }))),
  'PUT /api/people/{id}/ban': admin(
    plain(
      'PUT',
      (f) => `${of(f)}/ban`,
      () => ({ reason: 'A flood' }),
    ),
  ),
  'DELETE /api/people/{id}/ban': admin(async (f) => [
    { method: 'PUT', path: `${of(f)}/ban`, json: {} },
    { method: 'DELETE', path: `${of(f)}/ban` },
  ]),
  'POST /api/people/{id}/password-resets': admin(plain('POST', (f) => `${of(f)}/password-resets`)),
  'POST /api/people/{id}/message-deletions': admin(async (f) => [
    { method: 'POST', path: `${of(f)}/message-deletions`, json: { from } },
  ]),
  'GET /api/reports': admin(async (f) => {
    await reported(f, 20)
    return [{ method: 'GET', path: '/api/reports' }]
  }),
  'PATCH /api/reports/{id}': admin(async (f) => {
    const [id] = await reported(f, 1)
    return ['resolved', 'open'].map((state) => ({
      ...{ method: 'PATCH', path: `/api/reports/${id}`, json: { state } },
    }))
  }),
  'GET /api/me/export': async (f) => {
    await written(f)
    return [{ method: 'GET', path: '/api/me/export' }]
  },
  'GET /api/me/export/archive': async (f) => {
    await written(f)
    return [{ method: 'GET', path: '/api/me/export/archive' }]
  },
  'GET /api/me/blocks': get('/api/me/blocks'),
  'PUT /api/me/blocks/{id}': plain('PUT', (f) => `/api/me/blocks/${f.friend.id}`),
  'DELETE /api/me/blocks/{id}': async ({ friend }) => [
    { method: 'PUT', path: `/api/me/blocks/${friend.id}` },
    { method: 'DELETE', path: `/api/me/blocks/${friend.id}` },
  ],
}

async function invite(f: Flooder): Promise<string> {
  return f.told({ method: 'POST', path: '/api/invites', json: {} }, 'invite', 'code')
}

function reported(f: Flooder, count: number): Promise<string[]> {
  return Promise.all(
    many(count, async () => {
      const path = `/api/rooms/${f.room}/messages/${await post(f)}/reports`
      return f.told({ method: 'POST', path, json: { reason: 'A flood' } }, 'report', 'id')
    }),
  )
}
