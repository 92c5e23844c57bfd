import { describe, expect } from 'vitest'
import { aParlor, test } from '../support/examples.ts'
import { readAnswer, sendBytes, sendLines } from '../support/raw.ts'

const cookies = `Cookie: ${Array.from({ length: 20 }, (_, at) => `app${at}=${'x'.repeat(1000)}`).join('; ')}`
const page = ['Accept: text/html,*/*;q=0.8', 'Accept-Language: ar-EG,ar;q=0.9,en;q=0.8']

describe('with more cookies than are taken', () => {
  test('people get a page that says so, in their language', async ({ parlor }) => {
    const answer = await sendLines(parlor, 'GET /rooms HTTP/1.1', 'Host: nas', ...page, cookies)
    const { status, headers, body } = readAnswer(answer)
    expect(status).toBe(431)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(body).toContain('dir="rtl"')
    expect(body).toContain('ملفات تعريف ارتباط')
    expect(answer).not.toContain('app1')
  })

  test('programs get a problem, also below a path', async () => {
    const parlor = await aParlor({ BASE_PATH: '/chat' })
    for (const path of ['/api/rooms', '/chat/api/rooms']) {
      const answer = await sendLines(parlor, `GET ${path} HTTP/1.1`, 'Host: nas', ...page, cookies)
      const { status, headers, body } = readAnswer(answer)
      expect(status).toBe(431)
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(JSON.parse(body)).toMatchObject({ code: 'headers_too_large', status: 431 })
      expect(answer).not.toContain('app1')
    }
  })

  test('far more, so that the browser still sends when it is answered', async ({ parlor }) => {
    const many = `Cookie: ${'app=xxxxxxxxxx; '.repeat(20_000)}`
    const answer = await sendLines(parlor, 'GET /rooms HTTP/1.1', 'Host: nas', ...page, many)
    expect(readAnswer(answer)).toMatchObject({ status: 431 })
    expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
  })
})

describe('what is no HTTP', () => {
  test.for([
    'hello\r\n\r\n',
    'GET / HTTP/9.9\r\nHost: nas\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: nas\r\nBad Header: <b>\r\n\r\n',
    'POST /api/rooms HTTP/1.1\r\nHost: nas\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: nas\r\nContent-Length: -1\r\n\r\n',
  ])('%j is refused as a problem', async (bytes, { parlor }) => {
    const { status, headers, body } = readAnswer(await sendBytes(parlor, bytes))
    expect(status).toBe(400)
    expect(headers.get('connection')).toBe('close')
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(JSON.parse(body)).toMatchObject({ code: 'bad_request', status: 400 })
    expect(body).not.toContain('<b>')
  })

  test('from a browser is answered with a page', async ({ parlor }) => {
    const bytes = `GET / HTTP/1.1\r\nHost: nas\r\n${page.join('\r\n')}\r\nBad Header: x\r\n\r\n`
    const { status, headers, body } = readAnswer(await sendBytes(parlor, bytes))
    expect([status, headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
    expect(body).toContain('<h1>')
  })
})
