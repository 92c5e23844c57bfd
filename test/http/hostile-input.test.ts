import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect } from 'vitest'
import { anyCharacter } from '../support/any-character.ts'
import { aName, aPassword, aPerson, aRoom, aStranger, test } from '../support/examples.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'
import { everyRoute, everyWrite, takesBytes } from './routes.ts'

/** Those take a form with a file in it: `uploading.test.ts` says which. */
const takesForms = /\/files$/

describe('a body that is not what it should be', () => {
  test.for(['{', '', 'null', '"text"', '[]', '7', "{'name': 'Tea'}", '{"name":"Tea"}}', '\uFEFF'])(
    '%j is refused as invalid',
    async (body, { parlor }) => {
      const anna = await aPerson(parlor)
      const headers = { 'content-type': 'application/json' }
      expectRefusal(await anna.sendRaw('POST', '/api/rooms', body, headers), 'invalid_input')
    },
  )

  test('of bytes that are no UTF-8 never becomes a message', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const bytes = new Uint8Array([...Buffer.from('{"name":"Tea'), 0xff, 0xc0, ...Buffer.from('"}')])
    const headers = { 'content-type': 'application/json' }
    expectRefusal(await anna.sendRaw('POST', '/api/rooms', bytes, headers), 'invalid_input')
  })

  test.for(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'of type %s is refused, on every route that writes',
    async (type, { parlor }) => {
      const anna = await aPerson(parlor)
      const writes = (await everyWrite(anna)).filter(({ method }) => method !== 'DELETE')
      for (const { method, path, template } of writes) {
        if (takesForms.test(template) && type.startsWith('multipart/')) continue
        const reply = await anna.sendRaw(method, path, '{"name":"Tea"}', { 'content-type': type })
        expectRefusal(reply, 'unsupported_media_type')
      }
    },
  )

  test('of 65,536 bytes is read, and one byte more is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const send = (body: string, bytes: number) => {
      const json = JSON.stringify({ body, key: randomUUID() }).padEnd(bytes)
      const headers = { 'content-type': 'application/json' }
      return anna.sendRaw('POST', `/api/rooms/${room.id}/messages`, json, headers)
    }
    expect((await send('as large as it may be', 65_536)).status).toBe(201)
    expectRefusal(await send('one byte too large', 65_537), 'too_large')
    const { messages } = await anna.history(room)
    expect(messages.map(({ body }) => body)).toEqual(['as large as it may be'])
  })

  test('of 65,537 bytes is refused on every route that takes one', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const routes = (await everyWrite(anna)).filter(
      ({ method, template }) => method !== 'DELETE' && !takesBytes.test(template),
    )
    const headers = { 'content-type': 'application/json' }
    for (const { method, path } of routes) {
      const reply = await anna.sendRaw(method, path, '{}'.padEnd(65_537), headers)
      expectRefusal(reply, 'too_large')
    }
  })

  test('of a hundred thousand brackets is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const headers = { 'content-type': 'application/json' }
    const nested = `{"name":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
    expectRefusal(await anna.sendRaw('POST', '/api/rooms', nested, headers), 'invalid_input')
  })
})

test.for(['__proto__', 'constructor', 'prototype'])(
  'a body with %s changes nothing but what it may',
  async (key, { parlor }) => {
    const { name: username, password } = aStranger(parlor)
    const poison = `{"isAdmin":true,"prototype":{"isAdmin":true},"canDelete":true}`
    const account = `{"username":"${username}","password":"${password}","${key}":${poison}}`
    const headers = { 'content-type': 'application/json' }
    const stranger = aStranger(parlor)
    const reply = await stranger.sendRaw('POST', '/api/accounts', account, headers)
    expect([201, 422]).toContain(reply.status)
    // The server runs in this process: its prototypes are ours.
    expect('isAdmin' in {}).toBe(false)
    expect(reply.text).not.toContain('isAdmin')
  },
)

describe('an address that leads nowhere', () => {
  test.for(['/api', '/api/', '/api/nothing', '/api/rooms/x/y/z', '/api/me', '/api//rooms'])(
    '%s is answered as a problem',
    async (path, { parlor }) => {
      const anna = await aPerson(parlor)
      expectRefusal(await anna.send('GET', path), 'not_found')
      expectRefusal(await anna.send('POST', path, {}), 'not_found')
    },
  )

  test.for([
    'nowhere',
    '%00',
    '..%2f..%2fetc',
    "1'--",
    '-1',
    '%F0%9F%98%80',
    '__proto__',
    'x'.repeat(64),
  ])('such as the room %s is no room', async (id, { parlor }) => {
    const anna = await aPerson(parlor)
    const key = randomUUID()
    const replies = [
      await anna.send('DELETE', `/api/rooms/${id}`),
      await anna.send('GET', `/api/rooms/${id}/changes`),
      await anna.send('GET', `/api/rooms/${id}/messages`),
      await anna.send('POST', `/api/rooms/${id}/messages`, { body: 'hello', key }),
    ]
    for (const reply of replies) expectRefusal(reply, 'room_not_found')
  })

  test('whose escapes are broken is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const { status } = await anna.send('GET', '/api/rooms/%E0%A4%A/changes')
    expect([404, 422]).toContain(status)
  })

  test('because of its method is answered as a problem', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    expectRefusal(await anna.send('PATCH', '/api/rooms', {}), 'not_found')
    expectRefusal(await anna.send('PUT', '/api/accounts', {}), 'not_found')
  })
})

test('objects, lists, numbers and null where text belongs are refused everywhere', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const good = {
    username: aName('eve'),
    password: aPassword(),
    name: aName('Room'),
    roomId: room.id,
    body: 'hello',
    key: randomUUID(),
  }
  const bodies = [
    ['/api/accounts', 'POST', ['username', 'password']],
    ['/api/session', 'POST', ['username', 'password']],
    ['/api/rooms', 'POST', ['name']],
    ['/api/me/room', 'PUT', ['roomId']],
    [`/api/rooms/${room.id}/messages`, 'POST', ['body', 'key']],
  ] as const
  for (const [path, method, fields] of bodies) {
    for (const field of fields) {
      for (const wrong of [{ $gt: '' }, ['x'], 7, true, null, undefined, { length: 9 }]) {
        const { [field]: _, ...others } = good
        const reply = await anna.send(method, path, { ...others, [field]: wrong })
        const { errors = [] } = expectRefusal(reply, 'invalid_input')
        expect(errors.map((error) => error.field)).toEqual([field])
      }
    }
  }
  expect((await anna.history(room)).messages).toEqual([])
})

describe('a number that counts nothing', () => {
  test.for([
    'Infinity',
    '-Infinity',
    '1e400',
    '9'.repeat(400),
    'NaN',
    '0x10',
    '1e2',
    '5.5',
    ' 5',
    '+5',
    '5;',
    '',
  ])('such as %j is no limit, and no place in a history', async (number, { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    for (const field of ['limit', 'before']) {
      const query = `?${field}=${encodeURIComponent(number)}`
      const reply = await anna.send('GET', `/api/rooms/${room.id}/messages${query}`)
      expectInvalid(reply, field)
    }
  })

  test.for(['Infinity', '-Infinity', '1e400'])(
    'such as %j is no session',
    async (number, { parlor }) => {
      const anna = await aPerson(parlor)
      expectInvalid(await anna.send('DELETE', `/api/sessions/${number}`), 'id')
    },
  )
})

test.for(['an\u0000na', 'an\uD800na', '\u0000'])(
  'text that no database stores, %j, is refused wherever text is taken',
  async (text, { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const password = aPassword()
    const key = randomUUID()
    const bodies = [
      ['POST', '/api/accounts', 'username', { username: text, password }],
      ['POST', '/api/accounts', 'password', { username: aName('eve'), password: text + password }],
      ['POST', '/api/session', 'username', { username: text, password }],
      ['POST', '/api/session', 'password', { username: anna.name, password: text + password }],
      ['POST', '/api/rooms', 'name', { name: `Tea ${text}` }],
      ['PUT', '/api/me/room', 'roomId', { roomId: text }],
      ['POST', `/api/rooms/${room.id}/messages`, 'body', { body: text, key }],
      ['POST', `/api/rooms/${room.id}/messages`, 'key', { body: 'hello', key: text }],
    ] as const
    for (const [method, path, field, body] of bodies) {
      expectInvalid(await anna.send(method, path, body), field)
    }
  },
)

test('no number and no text in an address breaks a route', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const routes = await everyRoute(anna, room.id)
  const value = fc.oneof(
    fc.constantFrom(
      'Infinity',
      '1e400',
      '-0',
      '',
      '\0',
      '%',
      '\uFFFF',
      "'--",
      '9223372036854775808',
    ),
    fc.double().map(String),
    fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }).map(String),
    fc.string({ unit: anyCharacter, maxLength: 200 }),
  )
  const names = ['after', 'before', 'limit', 'around', 'q']
  const query = fc.dictionary(fc.constantFrom(...names), value)
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routes), query, value, async (route, query, part) => {
      // Once where the route expects something, once with what comes in the place of each parameter.
      const filled = route.template.replaceAll(/\{\w+\}/g, () => encodeURIComponent(part))
      for (const path of new Set([route.path, filled])) {
        const address = `${path}?${new URLSearchParams(query)}`
        const reply = await anna.send(route.method, address)
        expect(reply.status, `${reply.request} ${reply.text}`).toBeLessThan(500)
        if (reply.status === 204 && path.endsWith('/session')) await anna.logIn()
      }
    }),
    { numRuns: 200 },
  )
})

test('no JSON whatever breaks a route that takes some', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const routes = (await everyRoute(anna, room.id)).filter(({ method }) => /POST|PUT/.test(method))
  const keys = ['username', 'password', 'name', 'roomId', 'body', 'key', 'seq']
  const input = fc.oneof(
    fc.jsonValue({ noUnicodeString: false }),
    fc.dictionary(fc.constantFrom(...keys), fc.jsonValue({ noUnicodeString: false })),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...routes), input, async ({ method, path }, json) => {
      const { status, request, text } = await anna.send(method, path, json)
      expect(status, `${request} ${text}`).toBeLessThan(500)
    }),
    { numRuns: 200 },
  )
})
