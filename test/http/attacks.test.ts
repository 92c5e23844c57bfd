import { describe, expect } from 'vitest'
import { aName, aPerson, aRoom, aStranger, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { readAnswer, sendBytes, sendLines } from '../support/raw.ts'
import { expectRefusal } from '../support/reply.ts'
import { everyRoute } from './routes.ts'

/** What somebody with somebody else's browser, or with a program of their own, might try next. */

const cookieOf = (person: Person) => `Cookie: ${person.cookies.header()}`

function sendJson(person: Person, first: string, json: string, ...headers: string[]) {
  const head = [`${first} HTTP/1.1`, 'Host: localhost', cookieOf(person), ...headers]
  const length = `Content-Length: ${Buffer.byteLength(json)}`
  const text = [...head, length, 'Connection: close', '', json].join('\r\n')
  return sendBytes(person.parlor, text).then(readAnswer)
}

test('nothing but ways in and what stands at the door is for strangers', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const routes = await everyRoute(anna, room.id)
  const open = routes.filter(({ method, template }) =>
    /^(POST \/api\/(accounts|session|password-resets\/\{\w+\})|GET \/api\/(instance(\/picture)?|invites\/\{\w+\}))$/.test(
      `${method} ${template}`,
    ),
  )
  expect(open).toHaveLength(6)
  const stranger = aStranger(parlor)
  for (const route of routes) {
    if (open.includes(route)) continue
    expectRefusal(await stranger.send(route.method, route.path), 'not_logged_in')
  }
})

describe('a body that only looks like JSON to one of two programs', () => {
  test.for([
    'text/plain;application/json',
    'text/plain; charset=application/json',
    'application/x-www-form-urlencoded; application/json',
    'multipart/form-data; boundary=application/json',
    'application/json, text/plain',
    'text/plain, application/json',
    'application/json\ttext/plain',
    'application/jsonp',
    'application/ld+json',
    'text/json',
    'json',
    '*/*',
    '',
  ])('is refused: %j', async (type, { parlor }) => {
    const anna = await aPerson(parlor)
    const json = JSON.stringify({ name: aName('Tea') })
    const { status } = await sendJson(anna, 'POST /api/rooms', json, `Content-Type: ${type}`)
    expect(status).toBe(415)
  })

  test('is refused with two types, in either order', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const types = ['Content-Type: application/json', 'Content-Type: text/plain']
    for (const both of [types, types.toReversed()]) {
      const json = JSON.stringify({ name: aName('Tea') })
      expect((await sendJson(anna, 'POST /api/rooms', json, ...both)).status).toBe(415)
    }
  })
})

describe('another site', () => {
  test.for([
    ['Origin: http://HOST@evil.example'],
    ['Origin: http://HOST.evil.example'],
    ['Origin: http://evil.example\\@HOST'],
    ['Origin: http://HOST, http://evil.example'],
    ['Origin: http://HOST', 'Origin: http://evil.example'],
    ['Origin: //HOST'],
    ['Origin: blob:http://HOST/x'],
    ['Origin: file://'],
    ['Origin: '],
    ['Sec-Fetch-Site: Same-Origin'],
    ['Sec-Fetch-Site: same-origin, cross-site'],
    ['Sec-Fetch-Site: cross-site, same-origin'],
    ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Site: cross-site'],
    ['Sec-Fetch-Site: same-origin;'],
    ['Sec-Fetch-Site: '],
    ['Sec-Fetch-Site: none', 'Origin: http://evil.example'],
  ])('does not pass for this one: %j', async (headers, { parlor }) => {
    const anna = await aPerson(parlor)
    const { host } = new URL(parlor.url)
    const lines = headers.map((line) => line.replace('HOST', host))
    const head = ['DELETE /api/session HTTP/1.1', `Host: ${host}`, cookieOf(anna)]
    expect(readAnswer(await sendLines(parlor, ...head, ...lines)).status).toBe(403)
    await anna.session()
  })

  test('does not write by reading, whatever a request says of its method', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const overrides = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']
    for (const override of overrides) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        for (const path of ['/api/session', `/api/rooms/${room.id}`, '/api/me/room']) {
          const line = `${method} ${path}?_method=DELETE HTTP/1.1`
          const header = `${override}: DELETE`
          await sendLines(parlor, line, 'Host: localhost', cookieOf(anna), header)
        }
      }
    }
    expect((await anna.session()).room?.id).toBe(room.id)
  })

  test.for([
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    'localhost..',
    'evil.example.',
    'evil.example:80',
    'EVIL.example',
    'evilinternal.com',
    'home.arpa',
    '127.1',
    '0x7f.0.0.1',
    '1.2.3.4.5',
  ])('is not served as a name of this one: %s', async (host, { parlor }) => {
    const answer = await sendLines(parlor, 'GET /api/session HTTP/1.1', `Host: ${host}`)
    expect(readAnswer(answer).status).toBe(421)
  })

  test.for([
    'evil.example#.local',
    'evil.example/.local',
    'evil.example\\.local',
    'evil.example?.local',
    'evil.example%2elocal',
    'evil.example;.lan',
    'evil.example\t.local',
    '[::1.evil.example]',
    '[fe80::1%25eth0]',
    '::1',
  ])('is not read into a name that is none: %j', async (host, { parlor }) => {
    const answer = await sendLines(parlor, 'GET /api/session HTTP/1.1', `Host: ${host}`)
    expect(readAnswer(answer).status).toBe(400)
  })
})

test.for([
  'Forwarded: host=evil.example',
  'X-Forwarded-Host: evil.example',
  'X-Host: evil.example',
  'X-Forwarded-Proto: https',
  'X-Forwarded-Port: 1',
  'X-Forwarded-Prefix: /evil.example',
  'X-Original-URL: /api/openapi.json',
  'X-Rewrite-URL: /api/openapi.json',
  'Accept-Language: evil.example"><script>',
  'Cookie: evil="><script>',
])(
  'a cache in front would keep nothing of what a stranger says: %s',
  async (header, { parlor }) => {
    for (const path of ['/', '/rooms/x', '/index.html', '/sw.js', '/nothing', '/api/session']) {
      const plain = await sendLines(parlor, `GET ${path} HTTP/1.1`, 'Host: localhost')
      const other = await sendLines(parlor, `GET ${path} HTTP/1.1`, 'Host: localhost', header)
      const without = (answer: string) => answer.replace(/^Date: .*$/im, '')
      expect(without(other), path).toBe(without(plain))
    }
  },
)

test.for([
  '/../package.json',
  '/..%2fpackage.json',
  '/%2e%2e/package.json',
  '/assets/../../../package.json',
  '/assets/..%2f..%2f..%2fpackage.json',
  '/assets/%2e%2e%2f%2e%2e%2fserver/main.js',
  '/..\\..\\package.json',
  '/assets/..%5c..%5cpackage.json',
  '/assets/%252e%252e%252fpackage.json',
  '/.git/config',
  '/.env',
  '/chat.db',
  '/server/main.js',
  '/package.json',
  '/assets/',
  '/assets',
  '//etc/passwd',
  '/%2fetc%2fpasswd',
  '/sw.js%00.html',
  '/rooms/../api/openapi.json',
])('no file but those of the page is served, and no list of them: %s', async (path, { parlor }) => {
  const answer = readAnswer(await sendLines(parlor, `GET ${path} HTTP/1.1`, 'Host: localhost'))
  expect(answer.status).toBe(404)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  const shell = readAnswer(await sendLines(parlor, 'GET /index.html HTTP/1.1', 'Host: localhost'))
  expect(answer.body).toBe(shell.body)
})

test.for(['TRACE', 'TRACK', 'PROPFIND', 'QUERY', 'LINK', 'PURGE', 'M-SEARCH', 'get'])(
  'nothing answers to %s',
  async (method, { parlor }) => {
    const anna = await aPerson(parlor)
    for (const path of ['/', '/sw.js', '/api/session', '/api/nothing']) {
      const lines = [`${method} ${path} HTTP/1.1`, 'Host: localhost', cookieOf(anna)]
      const answer = await sendLines(parlor, ...lines)
      expect([400, 404, 422]).toContain(readAnswer(answer).status)
      expect(answer).not.toContain(anna.cookies.header().split('=')[1])
    }
  },
)

describe('a request that says a thing twice', () => {
  test('in its address is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const { cursor } = await anna.poll(room)
    const base = `/api/rooms/${room.id}`
    expectRefusal(await anna.send('GET', `${base}/messages?limit=1&limit=2`), 'invalid_input')
    expectRefusal(await anna.send('GET', `${base}/messages?before=9&before=1`), 'invalid_input')
    const twice = `${base}/changes?after=${cursor}&after=${cursor}`
    expectRefusal(await anna.send('GET', twice), 'invalid_input')
  })

  test('in its cookies is one person’s, on the quick path as on the other', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const bob = await aPerson(parlor)
    const room = await aRoom(anna)
    await anna.poll(room)
    const both = `${anna.cookies.header()}; ${bob.cookies.header()}`
    const head = ['Host: localhost', `Cookie: ${both}`]
    const poll = await sendLines(parlor, `GET /api/rooms/${room.id}/changes HTTP/1.1`, ...head)
    expect(readAnswer(poll).status).toBe(200)
    const session = await sendLines(parlor, 'GET /api/session HTTP/1.1', ...head)
    expect(JSON.parse(readAnswer(session).body).user.username).toBe(anna.name)
  })

  test('in its JSON means the last, and names of an object’s own mean nothing', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const [first, last] = [aName('Tea'), aName('Rum')]
    const type = 'Content-Type: application/json'
    const json = `{"name":"${first}","name":"${last}","hasOwnProperty":1,"then":2,"toString":3}`
    const { status, body } = await sendJson(anna, 'POST /api/rooms', json, type)
    expect([status, JSON.parse(body).room.name]).toEqual([201, last])
  })

  test.for(['{"\\u005f_proto__":{"x":1},"name":"Tea"}', '{"name":"Tea","x":[{"__proto__":1}]}'])(
    'or means a prototype by it is refused: %s',
    async (json, { parlor }) => {
      const anna = await aPerson(parlor)
      const type = 'Content-Type: application/json'
      expect((await sendJson(anna, 'POST /api/rooms', json, type)).status).toBe(422)
    },
  )
})

test.for(['1e400', '-1e400', '1.5', '9007199254740993', '01', '0x1', 'NaN', '[1]', '"1"', '-1'])(
  'nobody has read as far as %s',
  async (seq, { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const type = 'Content-Type: application/json'
    const path = `PUT /api/rooms/${room.id}/read`
    expect((await sendJson(anna, path, `{"seq":${seq}}`, type)).status).toBe(422)
  },
)

test('who says to have read what is not there yet has it unread when it comes', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  const bob = await aPerson(parlor)
  const room = await aRoom(anna, bob)
  const seq = Number.MAX_SAFE_INTEGER
  expect((await anna.send('PUT', `/api/rooms/${room.id}/read`, { seq })).status).toBe(204)
  await anna.leave()
  await bob.post(room, 'hello')
  await expect
    .poll(async () => (await anna.rooms()).find(({ id }) => id === room.id)?.unread)
    .toBe(1)
})

test('more headers than are read are refused, whatever stands behind them', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const many = Array.from({ length: 2500 }, () => 'a:')
  const head = ['DELETE /api/session HTTP/1.1', 'Host: localhost', cookieOf(anna), ...many]
  const answer = await sendLines(parlor, ...head, 'Sec-Fetch-Site: cross-site')
  expect(readAnswer(answer).status).toBe(431)
  await anna.session()
})
