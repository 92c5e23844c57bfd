import { randomUUID } from 'node:crypto'
import Type from 'typebox'
import { describe, expect } from 'vitest'
import { aName, aPassword, aPerson, aRoom, test } from '../support/examples.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'
import { aConnection } from './raw.ts'

/** What says nothing of its length has no body, and so has what says that there are no bytes. */
const bodiless = [
  '\r\n',
  'Content-Length: 0\r\n\r\n',
  'Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
]

describe('a request without a body', () => {
  test.for([
    ['DELETE', '/api/me/room', 204],
    ['DELETE', '/api/rooms/nowhere', 404],
    ['PUT', '/api/rooms/nowhere/messages/1/reactions/%F0%9F%91%8D', 404],
    ['PUT', '/api/rooms/nowhere/bans/nobody', 404],
    ['POST', '/api/invites', 201],
    ['POST', '/api/invites/nothing', 410],
    ['PUT', '/api/me/room', 422],
    ['PATCH', '/api/rooms/nowhere', 422],
    ['POST', '/api/rooms', 422],
  ] as const)('is answered, with a type and without one: %s %s', async (request, { parlor }) => {
    const [method, path, status] = request
    const anna = await aPerson(parlor)
    const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${anna.cookies.header()}\r\n`
    const type = 'Content-Type: application/json\r\n'
    const { send, replies } = aConnection(parlor)
    send(`${head}\r\n`, ...bodiless.map((lines) => `${head}${type}${lines}`))
    const told = (await replies(1 + bodiless.length)).map((reply) => reply.status)
    expect(told).toEqual([status, status, status, status])
  })
})

test('a request that brings no file, for all that its type says, is not waited for', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  const head = `HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${anna.cookies.header()}\r\n`
  const { send, replies } = aConnection(parlor)
  send(
    `POST /api/rooms/nowhere/files ${head}Content-Type: multipart/form-data; boundary=x\r\n\r\n`,
    `PATCH /api/uploads/nothing ${head}Content-Type: application/offset+octet-stream\r\n\r\n`,
    `PUT /api/instance/picture ${head}Content-Type: image/png\r\n\r\n`,
  )
  expect((await replies(3)).map(({ status }) => status)).toEqual([415, 422, 415])
})

const Parameter = Type.Object({
  name: Type.String(),
  in: Type.String(),
  schema: Type.Object({ type: Type.Optional(Type.String()), format: Type.Optional(Type.String()) }),
})
const Asked = Type.Object({
  paths: Type.Record(
    Type.String(),
    Type.Record(Type.String(), Type.Object({ parameters: Type.Optional(Type.Array(Parameter)) })),
  ),
})

test('a NUL in an address is refused wherever words are looked up, on both databases', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  const { paths } = content(await anna.send('GET', '/api/openapi.json'), 200, Asked)
  const asked = Object.entries(paths).flatMap(([path, { get }]) =>
    (get?.parameters ?? [])
      // An unknown cursor has a refusal of its own.
      .filter(({ in: where, schema }) => where === 'query' && schema.format !== 'cursor')
      .map(({ name }) => ({ name, path: path.replaceAll(/\{\w+\}/g, 'nowhere') })),
  )
  expect(asked.length).toBeGreaterThan(20)
  for (const { name, path } of asked) {
    for (const text of ['%00', 'a%00b', 'from:%00']) {
      expectInvalid(await anna.send('GET', `${path}?${name}=${text}`), name)
    }
  }
})

describe('a request', () => {
  test('with a value that is none of those allowed is told so once, by the whole name of the field', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const errorsOf = async (method: string, path: string, body: unknown) =>
      expectRefusal(await anna.send(method, path, body), 'invalid_input').errors
    const kind = await errorsOf('POST', '/api/rooms', { name: aName('room'), kind: 'secret' })
    expect(kind).toEqual([{ field: 'kind', message: expect.any(String), code: 'wrong_form' }])
    const password = await errorsOf('PATCH', '/api/me', { password: { current: aPassword() } })
    expect(password).toEqual([
      { field: 'password.new', message: expect.any(String), code: 'missing' },
    ])
  })

  test.for([
    '9999-12-31T23:59:60Z',
    '2026-02-31T00:00:00Z',
    '2026-01-01T00:00:00+99:00',
    '2026-01-01T00:00:00+01',
    '2026-01-01 00:00:00Z',
  ])('with the time %s is refused, wherever one is asked for', async (time, { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const { user } = await anna.session()
    const inRoom = `/api/rooms/${room.id}`
    const spanned = { from: time, reason: 'x' }
    const asked: [string, string, string, object?][] = [
      ['until', 'PUT', `/api/people/${user.id}/ban`, { until: time, reason: 'x' }],
      ['until', 'PUT', `${inRoom}/bans/${user.id}`, { until: time }],
      ['until', 'PUT', `${inRoom}/mutes/${user.id}`, { until: time }],
      ['from', 'POST', `/api/people/${user.id}/message-deletions`, spanned],
      ['since', 'GET', `${inRoom}/messages?since=${encodeURIComponent(time)}`],
      ['before', 'GET', `/api/search?q=x&before=${encodeURIComponent(time)}`],
      ['after', 'GET', `/api/search?q=x&after=${encodeURIComponent(time)}`],
    ]
    for (const [field, method, path, body] of asked) {
      expectInvalid(await anna.send(method, path, body), field)
    }
  })

  test('with a text of which nothing can be seen is as good as empty', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const message = await anna.post(room, 'tea')
    for (const nothing of ['\u3164\u115F', '\u2800', '\uFFFC', '\u200D', ' \u2800\n\uFFFC ']) {
      const reports = `/api/rooms/${room.id}/messages/${message.id}/reports`
      expectRefusal(await anna.send('POST', reports, { reason: nothing }), 'invalid_input')
      const key = randomUUID()
      const post = { body: nothing, key }
      const said = await anna.send('POST', `/api/rooms/${room.id}/messages`, post)
      expectInvalid(said, 'body')
      const reply = await anna.send('PATCH', `/api/rooms/${room.id}`, { topic: nothing })
      if (reply.status === 200) expect(reply.body).toMatchObject({ room: { topic: '' } })
      else expectInvalid(reply, 'topic')
    }
  })

  test('with a list of thousands of wrong ids is answered shortly', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const people = Array.from({ length: 20_000 }, () => 1)
    const reply = await anna.send('POST', '/api/direct', { people })
    expectRefusal(reply, 'invalid_input')
    expect(reply.text.length).toBeLessThan(4_000)
  })
})
