import { describe, expect } from 'vitest'
import { aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import { aConnection, asText } from './raw.ts'

const json = 'Content-Type: application/json'
const post = (...headers: string[]) =>
  ['POST /api/session HTTP/1.1', 'Host: a', json, ...headers].join('\r\n')
/** What is to be taken for a body, and must never be answered as a request. */
const hidden = 'GET /api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n'

const unclear: [string, string][] = [
  ['two lengths', `${post('Content-Length: 2', 'Content-Length: 60')}\r\n\r\n{}`],
  ['a length that is a list', `${post('Content-Length: 2, 2')}\r\n\r\n{}`],
  ['a length with a sign', `${post('Content-Length: +2')}\r\n\r\n{}`],
  ['a negative length', `${post('Content-Length: -2')}\r\n\r\n{}`],
  ['a length in hexadecimal', `${post('Content-Length: 0x2')}\r\n\r\n{}`],
  [
    'a length and chunks',
    `${post('Content-Length: 5', 'Transfer-Encoding: chunked')}\r\n\r\n0\r\n\r\n`,
  ],
  [
    'chunks and a length',
    `${post('Transfer-Encoding: chunked', 'Content-Length: 5')}\r\n\r\n0\r\n\r\n`,
  ],
  ['chunks that are not last', `${post('Transfer-Encoding: chunked, identity')}\r\n\r\n0\r\n\r\n`],
  ['chunked twice', `${post('Transfer-Encoding: chunked, chunked')}\r\n\r\n0\r\n\r\n`],
  ['an unknown encoding', `${post('Transfer-Encoding: xchunked')}\r\n\r\n0\r\n\r\n`],
  ['a space before the colon', `${post('Content-Length : 2')}\r\n\r\n{}`],
  ['a folded header', `${post('Content-Length: 2', 'X-Folded: a', ' b')}\r\n\r\n{}`],
  ['bare line feeds', 'GET / HTTP/1.1\nHost: a\n\n'],
  ['a bare carriage return', `${post('Content-Length: 2', 'X-A: b\rX-B: c')}\r\n\r\n{}`],
  ['a NUL in a header', `${post('Content-Length: 2', 'X-A: \0')}\r\n\r\n{}`],
  [
    'a chunk that is too large to be true',
    `${post('Transfer-Encoding: chunked')}\r\n\r\nfffffffffffffffff\r\n{}`,
  ],
  [
    'a chunk with a length that is none',
    `${post('Transfer-Encoding: chunked')}\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n`,
  ],
  [
    'chunks with endless extensions',
    `${post('Transfer-Encoding: chunked')}\r\n\r\n2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`,
  ],
  [
    'headers without an end',
    `${post('Content-Length: 2', `X-A: ${'a'.repeat(20_000)}`)}\r\n\r\n{}`,
  ],
  ['another version', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n'],
  ['no HTTP at all', '\u0016\u0003\u0001\u0002\u0000\r\n\r\n'],
]

describe('a request that two programs could read differently', () => {
  test.for(unclear)(
    'such as one with %s is refused, and what follows it is not read',
    async ([, request], { parlor }) => {
      const connection = aConnection(parlor)
      connection.send(request, hidden)
      const replies = await connection.replies(2)
      expect(replies).toHaveLength(1)
      expect(replies[0]?.status).toBeGreaterThanOrEqual(400)
      expect(replies[0]?.status).toBeLessThan(500)
      await connection.closed
    },
  )
})

describe('what only a proxy would ask', () => {
  test.for([
    [
      'an address with a host',
      'GET http://elsewhere.example/api/openapi.json HTTP/1.1\r\nHost: a\r\n\r\n',
    ],
    ['OPTIONS *', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['TRACE', 'TRACE /api/session HTTP/1.1\r\nHost: a\r\nCookie: parlor=secret\r\n\r\n'],
    ['CONNECT', 'CONNECT elsewhere.example:443 HTTP/1.1\r\nHost: a\r\n\r\n'],
    [
      'an upgrade',
      'GET /api/session HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    ],
    ['another expectation', `${post('Expect: the-unexpected', 'Content-Length: 2')}\r\n\r\n{}`],
  ])('%s is served to nobody, and gives nothing back', async ([, request], { parlor }) => {
    const connection = aConnection(parlor)
    connection.send(request ?? '')
    const [reply] = await Promise.race([connection.replies(1), connection.closed.then(() => [])])
    if (!reply) return
    expect(reply.status).toBeGreaterThanOrEqual(400)
    expect(reply.status).toBeLessThan(500)
    expect(String(reply.body)).not.toContain('secret')
  })
})

test('who asks before sending a body is told to go on, and served', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const key = '00000000-0000-4000-8000-000000000000'
  const request = asText(anna, 'POST', `/api/rooms/${room.id}/messages`, { body: 'hello', key })
  const [head = '', body = ''] = request.split('\r\n\r\n')
  const connection = aConnection(parlor)
  connection.send(`${head}\r\nExpect: 100-continue\r\n\r\n`)
  expect((await connection.replies(1))[0]?.status).toBe(100)
  connection.send(body)
  expect((await connection.replies(1))[0]?.status).toBe(201)
})

test('after all of that the server serves', async () => {
  const parlor = await aParlor()
  for (const [, request] of unclear) {
    const connection = aConnection(parlor)
    connection.send(request)
    await Promise.race([connection.replies(1), connection.closed])
  }
  const anna = await aPerson(parlor)
  expect((await anna.session()).user.username).toBe(anna.name)
})
