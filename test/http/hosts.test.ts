import { hostname } from 'node:os'
import { describe, expect, onTestFinished, vi } from 'vitest'
import { aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import { readAnswer, sendLines } from '../support/raw.ts'
import { readConfig } from '../support/server.ts'

const page = 'Accept: text/html,application/xhtml+xml'

async function statusAt(parlor: { readonly url: string }, host: string, ...more: string[]) {
  const answer = await sendLines(parlor, 'GET /rooms HTTP/1.1', `Host: ${host}`, page, ...more)
  return readAnswer(answer).status
}

describe('Parlor is served', () => {
  test.for([
    '127.0.0.1:5000',
    '192.168.1.20',
    '[::1]:5000',
    '[fd00::1:2]',
    'localhost:5000',
    'LocalHost',
    'localhost.',
    'parlor.localhost:5000',
    'nas',
    'NAS:8080',
    'box.local',
    'box.local.:5000',
    'chat.lan',
    'chat.home.arpa',
    'chat.corp.internal',
    hostname(),
  ])('at %s, which nobody else can be', async (host, { parlor }) => {
    expect(await statusAt(parlor, host)).toBe(200)
  })

  test('under the names that were set, with what is below those that begin with a dot', async () => {
    const allowed = 'chat.example.org, .example.net ,*.example.com:443,bücher.example'
    const parlor = await aParlor({ ALLOWED_HOSTS: allowed })
    const served = [
      'chat.example.org',
      'CHAT.example.org.:8443',
      'a.example.net',
      'a.b.example.com',
      'xn--bcher-kva.example',
    ]
    const foreign = ['example.org', 'a.chat.example.org', 'example.net', 'badexample.com']
    for (const host of served) expect(await statusAt(parlor, host), host).toBe(200)
    for (const host of foreign) expect(await statusAt(parlor, host), host).toBe(421)
  })
})

describe('under a foreign name', () => {
  const foreign = [
    'rebind.example',
    'rebind.example:5000',
    '127.0.0.1.rebind.example',
    'localhost.rebind.example',
    'local.example',
    'evillocal.example',
    '1.2.3.4.5',
    'xn--80ak6aa92e.com',
  ]

  test.for(foreign)('%s people get a page that names the setting', async (host, { parlor }) => {
    const lines = ['GET /rooms/x HTTP/1.1', `Host: ${host}`, page, 'Accept-Language: fr, de;q=0.8']
    const { status, headers, body } = readAnswer(await sendLines(parlor, ...lines))
    expect(status).toBe(421)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(body).toContain(`ALLOWED_HOSTS=${host.replace(/:\d+$/, '')}<`)
    expect(body).toContain('lang="de"')
  })

  test('programs get a problem, on every kind of address', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const { cursor } = await anna.poll(room)
    await anna.poll(room, cursor)
    const cookie = `Cookie: ${anna.cookies.header()}`
    for (const path of [
      '/api/session',
      '/api/rooms',
      `/api/rooms/${room.id}/changes?after=${cursor}`,
      '/api/nothing',
      '/api/rooms/%zz',
      '/sw.js',
      '/nothing.js',
    ]) {
      const own = {
        status: readAnswer(await sendLines(parlor, `GET ${path} HTTP/1.1`, 'Host: nas', cookie))
          .status,
      }
      expect(own.status, path).not.toBe(421)
      const lines = [
        `GET ${path} HTTP/1.1`,
        'Host: rebind.example',
        'Origin: http://rebind.example',
      ]
      const { status, headers, body } = readAnswer(await sendLines(parlor, ...lines, cookie))
      expect([path, status]).toEqual([path, 421])
      expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(JSON.parse(body)).toMatchObject({ code: 'misdirected', status: 421 })
      expect(JSON.parse(body).detail).toContain('ALLOWED_HOSTS=rebind.example')
      expect(body).not.toContain(room.id)
    }
  })

  test('nothing can be written either', async ({ parlor }) => {
    const lines = [
      'POST /api/accounts HTTP/1.1',
      'Host: rebind.example',
      'Sec-Fetch-Site: same-origin',
      'Content-Type: application/json',
      'Content-Length: 50',
    ]
    expect(readAnswer(await sendLines(parlor, ...lines)).status).toBe(421)
  })

  test('the log names the setting, once', async () => {
    const lines: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
      lines.push(String(line))
      return true
    })
    onTestFinished(() => write.mockRestore())
    const parlor = await aParlor({ LOG_LEVEL: 'warn' })
    for (let at = 0; at < 5; at += 1) await statusAt(parlor, 'rebind.example')
    const named = () => lines.filter((line) => line.includes('ALLOWED_HOSTS=rebind.example'))
    await expect.poll(() => named().length).toBe(1)
  })
})

describe('a request', () => {
  test('with two hosts is refused, were they the same', async ({ parlor }) => {
    for (const second of ['nas', 'rebind.example', 'localhost']) {
      const lines = ['GET /api/rooms HTTP/1.1', 'Host: localhost', `Host: ${second}`]
      expect(readAnswer(await sendLines(parlor, ...lines)).status, second).toBe(400)
    }
  })

  test.for(['', ' ', 'a b', 'a,b', 'user@nas', 'nas/x', 'nas:port', '[::1', '[nas]', 'nas"><b>'])(
    'with the host "%s" is refused, and it is not repeated',
    async (host, { parlor }) => {
      const answer = await sendLines(parlor, 'GET / HTTP/1.1', `Host: ${host}`, page)
      expect([400, 421]).toContain(readAnswer(answer).status)
      expect(answer).not.toContain('<b>')
    },
  )

  test('of HTTP/1.1 without a host is refused, of HTTP/1.0 served', async ({ parlor }) => {
    expect(readAnswer(await sendLines(parlor, 'GET / HTTP/1.1')).status).toBe(400)
    expect(readAnswer(await sendLines(parlor, 'GET / HTTP/1.0')).status).toBe(200)
    const foreign = await sendLines(parlor, 'GET / HTTP/1.0', 'Host: rebind.example')
    expect(readAnswer(foreign).status).toBe(421)
  })
})

describe('X-Forwarded-Host', () => {
  test('is believed from a trusted proxy, if it names one of ours', async () => {
    const parlor = await aParlor({
      TRUSTED_PROXIES: '127.0.0.1',
      ALLOWED_HOSTS: 'chat.example.org',
    })
    expect(await statusAt(parlor, 'nas', 'X-Forwarded-Host: chat.example.org')).toBe(200)
    expect(await statusAt(parlor, 'nas', 'X-Forwarded-Host: rebind.example')).toBe(421)
    // Passed on from a client who claims it: the name that was really asked for stays foreign.
    expect(await statusAt(parlor, 'rebind.example', 'X-Forwarded-Host: localhost')).toBe(421)
  })

  test('is ignored from anybody else', async ({ parlor }) => {
    expect(await statusAt(parlor, 'rebind.example', 'X-Forwarded-Host: localhost')).toBe(421)
    expect(await statusAt(parlor, 'localhost', 'X-Forwarded-Host: rebind.example')).toBe(200)
  })

  test('need not be set where the proxy speaks HTTPS: it has a certificate for the name', async () => {
    const parlor = await aParlor({ TRUSTED_PROXIES: '127.0.0.1' })
    const https = 'X-Forwarded-Proto: https'
    expect(await statusAt(parlor, 'chat.example.org', https)).toBe(200)
    expect(await statusAt(parlor, 'chat.example.org', 'X-Forwarded-Proto: http')).toBe(421)
    const direct = await aParlor()
    expect(await statusAt(direct, 'chat.example.org', https)).toBe(421)
  })
})

test.for(['*', '*.', 'https://chat.example.org', 'a b', 'chat.example.org/x', '..'])(
  'ALLOWED_HOSTS=%s is refused by name',
  (text) => {
    expect(() => readConfig({ ALLOWED_HOSTS: text })).toThrow(/^ALLOWED_HOSTS /)
  },
)
