import { describe, expect } from 'vitest'
import { aPerson, aRoom, testIn } from '../support/examples.ts'
import { readAnswer, sendBytes } from '../support/raw.ts'
import { everyRoute } from './routes.ts'

const test = testIn({ TRUSTED_PROXIES: '127.0.0.1', BASE_PATH: '/chat' })

/** A proxy that took the request by HTTPS says so. */
const ways = { HTTPS: 'X-Forwarded-Proto: https', 'plain HTTP': 'X-Forwarded-Proto: http' }

/** What no route answers, or answers in a way of its own; all below /chat. */
const odd: Record<string, { lines: string[]; status: number; body?: string }> = {
  'the path without its slash': { lines: ['GET /chat HTTP/1.1'], status: 308 },
  'an address that is none': { lines: ['GET /chat/api/rooms/%zz HTTP/1.1'], status: 422 },
  'an unknown address': { lines: ['GET /chat/api/nowhere HTTP/1.1'], status: 404 },
  'an unknown page': { lines: ['GET /chat/nowhere HTTP/1.1'], status: 404 },
  'an unknown method': { lines: ['PROPFIND /chat/api/rooms HTTP/1.1'], status: 404 },
  'OPTIONS of all': { lines: ['OPTIONS * HTTP/1.1'], status: 400 },
  'a whole URL': { lines: ['GET http://nas/chat/ HTTP/1.1'], status: 400 },
  'a head alone': { lines: ['HEAD /chat/rooms HTTP/1.1'], status: 200 },
  'a part of a file': { lines: ['GET /chat/icon.svg HTTP/1.1', 'Range: bytes=0-9'], status: 206 },
  'a part that is not there': {
    lines: ['GET /chat/icon.svg HTTP/1.1', 'Range: bytes=99999999-'],
    status: 422,
  },
  'an unmet expectation': { lines: ['GET /chat/rooms HTTP/1.1', 'Expect: cake'], status: 200 },
  'an upgrade': {
    lines: ['GET /chat/rooms HTTP/1.1', 'Connection: upgrade', 'Upgrade: websocket'],
    status: 200,
  },
  'two lengths': {
    lines: ['POST /chat/api/rooms HTTP/1.1', 'Content-Length: 1', 'Content-Length: 2'],
    status: 400,
  },
  'no HTTP': { lines: ['GET / HTTP/9.9'], status: 400 },
  'a header that is none': { lines: ['GET /chat/ HTTP/1.1', 'Bad Header: x'], status: 400 },
  'too many headers': {
    lines: ['GET /chat/ HTTP/1.1', `Cookie: a=${'x'.repeat(20_000)}`],
    status: 431,
  },
  'too large a body': {
    lines: [
      'POST /chat/api/session HTTP/1.1',
      'Content-Type: application/json',
      'Content-Length: 70000',
    ],
    status: 413,
  },
  'a body of another kind': {
    lines: ['POST /chat/api/session HTTP/1.1', 'Content-Type: text/plain', 'Content-Length: 2'],
    status: 415,
    body: '{}',
  },
  'a write from elsewhere': {
    lines: ['DELETE /chat/api/session HTTP/1.1', 'Sec-Fetch-Site: cross-site'],
    status: 403,
  },
}

describe.for(Object.entries(ways))('by %s every answer keeps its type', ([way, forwarded]) => {
  const expected = way === 'HTTPS' ? 'max-age=31536000' : undefined

  function expectHeaders(answer: string, request: string): void {
    const { headers } = readAnswer(answer)
    expect(headers.get('x-content-type-options'), request).toBe('nosniff')
    expect(headers.get('strict-transport-security'), request).toBe(expected)
  }

  test.for(Object.entries(odd))('to %s', async ([, { lines, status, body = '' }], { parlor }) => {
    const [first = '', ...rest] = lines
    const head = [first, 'Host: nas', forwarded, ...rest, 'Connection: close', '', '']
    const answer = await sendBytes(parlor, head.join('\r\n') + body)
    expect(readAnswer(answer).status).toBe(status)
    expectHeaders(answer, first)
  })

  test('of every route, to those with an account and to strangers', async ({ parlor }) => {
    const anna = await aPerson({ url: `${parlor.url}/chat` })
    const room = await aRoom(anna)
    const routes = await everyRoute(anna, room.id)
    expect(routes.length).toBeGreaterThan(15)
    for (const { method, path } of routes) {
      for (const cookie of [anna.cookies.header('/chat/'), 'parlor=none']) {
        const answer = await sendBytes(
          parlor,
          `${method} /chat${path} HTTP/1.1\r\nHost: nas\r\n${forwarded}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`,
        )
        expectHeaders(answer, `${method} ${path}`)
      }
    }
  })

  test('of a connection on which nothing readable follows', async ({ parlor }) => {
    const first = `GET /chat/sw.js HTTP/1.1\r\nHost: nas\r\n${forwarded}\r\n\r\n`
    const answers = await sendBytes(parlor, `${first}nonsense\r\n\r\n`)
    const last = answers.slice(answers.lastIndexOf('HTTP/1.1 '))
    expect(readAnswer(last).status).toBe(400)
    expectHeaders(last, 'nonsense')
  })
})
