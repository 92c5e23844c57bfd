import { expect } from 'vitest'
import { aParlor, aParlorOutOfTime, aPerson, aRoom, aStranger, test } from '../support/examples.ts'
import { readAnswer, sendLines } from '../support/raw.ts'
import { everyRoute } from './routes.ts'

const pages = ['/', '/rooms', '/rooms/some-room']

test.for(pages)('the page %s may run only scripts of its own files', async (path, { parlor }) => {
  const { headers, status } = await aStranger(parlor).send('GET', path)
  expect(status).toBe(200)
  const policy = directives(headers.get('content-security-policy') ?? '')
  expect(policy).toHaveProperty('default-src')
  for (const sources of Object.values(policy)) expect(sources).not.toMatch(/unsafe-|\*|https?:\/\//)
  for (const name of ['script-src', 'style-src']) {
    const sources = policy[name] ?? policy['default-src'] ?? ''
    expect(sources.split(' ').filter((source) => !/^'(self|none)'$/.test(source))).toEqual([])
  }
  expect(policy['object-src']).toBe("'none'")
  expect(policy['base-uri']).toBe("'none'")
  expect(policy['frame-ancestors']).toBe("'none'")
  expect(policy['form-action']).toMatch(/^'(self|none)'$/)
})

test.for(pages)('the page %s tells others nothing about itself', async (path, { parlor }) => {
  const { headers } = await aStranger(parlor).send('GET', path)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/)
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('content-type')).toMatch(/^text\/html; charset=utf-8/i)
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('server')).toBeNull()
})

test('over plain HTTP nobody is told to come back over HTTPS', async ({ parlor }) => {
  const { headers } = await aStranger(parlor).send('GET', '/')
  expect(headers.get('strict-transport-security')).toBeNull()
  expect(headers.get('content-security-policy')).not.toContain('upgrade-insecure-requests')
})

test('over HTTPS every answer tells browsers to stay with it', async () => {
  const parlor = await aParlor({ TRUSTED_PROXIES: '127.0.0.1' })
  const https = { 'x-forwarded-proto': 'https' }
  const { name: username, password } = aStranger(parlor)
  const anna = aStranger(parlor)
  await anna.send('POST', '/api/accounts', { username, password }, https)
  const { body } = await anna.send('POST', '/api/rooms', { name: 'Tea' }, https)
  const { id } = (body as { room: { id: string } }).room
  await anna.send('PUT', '/api/me/room', { roomId: id }, https)
  const script = (await anna.send('GET', '/')).text.match(/<script[^>]+src="([^"]+)"/)?.[1] ?? ''
  const answers = [
    ...['/', '/rooms/x', '/nowhere', '/index.html', '/sw.js', script],
    ...['/api/session', '/api/rooms', '/api/nowhere', '/api/rooms/%zz', '/api/openapi.json'],
    ...[`/api/rooms/${id}/changes`, `/api/rooms/${id}/changes`],
  ]
  for (const path of answers) {
    const { headers } = await anna.send('GET', path, undefined, https)
    expect(headers.get('strict-transport-security'), path).toBe('max-age=31536000')
  }
  const refused = await anna.send(
    'POST',
    '/api/rooms',
    {},
    { ...https, 'sec-fetch-site': 'cross-site' },
  )
  expect(refused.status).toBe(403)
  expect(refused.headers.get('strict-transport-security')).toBe('max-age=31536000')
  expect(
    (await anna.send('GET', '/api/session')).headers.get('strict-transport-security'),
  ).toBeNull()
})

test('the page’s files are named by their content and kept for good, the page itself is not', async ({
  parlor,
}) => {
  const stranger = aStranger(parlor)
  const page = await stranger.send('GET', '/')
  expect(page.headers.get('cache-control')).toBe('no-store')
  const script = page.text.match(/<script[^>]+src="([^"]+assets[^"]+)"/)?.[1] ?? ''
  const file = await stranger.send('GET', script)
  expect(file.status).toBe(200)
  expect(file.headers.get('content-type')).toMatch(/javascript/)
  expect(file.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
})

test.for([
  ['/sw.js', /^(text|application)\/javascript/],
  ['/manifest.webmanifest', /^application\/manifest\+json/],
  ['/icon.svg', /^image\/svg\+xml/],
  ['/icon-unread.svg', /^image\/svg\+xml/],
  ['/icon-192.png', /^image\/png/],
  ['/icon-512.png', /^image\/png/],
  ['/icon-maskable.png', /^image\/png/],
  ['/icon-180.png', /^image\/png/],
  ['/index.html', /^text\/html/],
] as const)(
  'the file %s, whose name stays, is asked for anew each time',
  async ([path, type], { parlor }) => {
    const reply = await aStranger(parlor).send('GET', path)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toMatch(type)
    expect(reply.headers.get('cache-control')).toBe('no-cache')
  },
)

test('a file whose name stays is not sent again while it is the same', async ({ parlor }) => {
  for (const path of ['/sw.js', '/manifest.webmanifest', '/icon.svg']) {
    // Not with `fetch`, which asks for a fresh one where it is given a tag.
    const lines = [`GET ${path} HTTP/1.1`, 'Host: localhost']
    const etag = readAnswer(await sendLines(parlor, ...lines)).headers.get('etag')
    const again = readAnswer(await sendLines(parlor, ...lines, `If-None-Match: ${etag}`))
    expect([again.status, again.body], path).toEqual([304, ''])
    expect(again.headers.get('cache-control'), path).toBe('no-cache')
  }
})

test('a packed copy of a file is sent to whoever takes it, and has no address of its own', async ({
  parlor,
}) => {
  const lines = ['GET /sw.js HTTP/1.1', 'Host: localhost']
  for (const [taken, sent] of [
    ['Accept-Encoding: br, gzip', 'br'],
    ['Accept-Encoding: gzip', 'gzip'],
    ['Accept-Encoding: identity', undefined],
  ] as const) {
    const { status, headers } = readAnswer(await sendLines(parlor, ...lines, taken))
    expect([status, headers.get('content-encoding')], taken).toEqual([200, sent])
    expect(headers.get('content-type'), taken).toMatch(/javascript/)
    expect(headers.get('vary'), taken).toBe('accept-encoding')
  }
  for (const path of ['/sw.js.br', '/sw.js.gz'])
    expect((await aStranger(parlor).send('GET', path)).status, path).toBe(404)
})

test('a file that does not exist is not answered with a page', async ({ parlor }) => {
  const { status } = await aStranger(parlor).send('GET', '/assets/nothing.js')
  expect(status).toBe(404)
})

test('reading changes nothing', async () => {
  // Where time stands still nobody falls quiet meanwhile.
  const parlor = await aParlorOutOfTime()
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  await anna.post(room, 'hello')
  // A session may note when it was last seen, and the search index catches up; nothing else may move.
  const contents = async () =>
    [...(await parlor.database.contents())].filter(([table]) => !/session|search/.test(table))
  const before = await contents()
  expect(JSON.stringify(before)).toContain('hello')
  const routes = (await everyRoute(anna, room.id)).filter(({ method }) => method === 'GET')
  expect(routes.length).toBeGreaterThanOrEqual(5)
  for (const { path } of routes) {
    await anna.send('GET', path)
    await anna.send('GET', `${path}?name=x&body=x&roomId=${room.id}&_method=DELETE`)
  }
  expect(await contents()).toEqual(before)
})

function directives(policy: string): Record<string, string> {
  const parts = policy.split(';').map((part) => part.trim().split(/ +(.*)/s))
  return Object.fromEntries(parts.map(([name = '', sources = '']) => [name, sources]))
}
