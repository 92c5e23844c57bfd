import { describe, expect, test } from 'vitest'
import { aParlor, aStranger } from '../support/examples.ts'

const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '203.0.113.7' }

async function signUpThrough(parlor: { readonly url: string }, headers: Record<string, string>) {
  const { name: username, password } = aStranger(parlor)
  const reply = await aStranger(parlor).send(
    'POST',
    '/api/accounts',
    { username, password },
    headers,
  )
  return reply.headers.getSetCookie().join()
}

describe('behind a proxy that speaks HTTPS', () => {
  test('the cookie is for HTTPS and for this host alone, and browsers are told to stay', async () => {
    const parlor = await aParlor({ TRUSTED_PROXIES: '127.0.0.1' })
    const cookie = await signUpThrough(parlor, forwarded)
    expect(cookie).toMatch(/^__Host-/)
    expect(cookie).toMatch(/; Secure/i)
    const { headers } = await aStranger(parlor).send('GET', '/', undefined, forwarded)
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{7,}/)
  })

  test('one can log in, and write from the page that the proxy shows', async () => {
    const parlor = await aParlor({ TRUSTED_PROXIES: '127.0.0.1' })
    const anna = aStranger(parlor)
    const { name: username, password } = anna
    await anna.send('POST', '/api/accounts', { username, password }, forwarded)
    const page = { ...forwarded, origin: parlor.url.replace('http:', 'https:') }
    const reply = await anna.send('POST', '/api/rooms', { name: 'Tea' }, page)
    expect(reply.status).toBe(201)
  })
})

describe('behind a proxy with rate limits', () => {
  /** What strangers do, as often as one address may, and its status meanwhile. */
  const kinds = {
    'signing up': { times: 60, status: 422, path: '/api/accounts', body: { username: 'anna' } },
    'links for a new password': {
      times: 30,
      status: 410,
      path: '/api/password-resets/nobodys',
      body: {},
    },
  }

  test.for(Object.entries(kinds))(
    'strangers are counted by where they come from: %s',
    async ([, { times, status, path, body }]) => {
      const parlor = await aParlor({ RATE_LIMITS: 'on', TRUSTED_PROXIES: '127.0.0.1' })
      const password = path === '/api/accounts' ? 'password1' : aStranger(parlor).password
      const statusFrom = async (address: string) => {
        const headers = { 'x-forwarded-for': address }
        const json = { ...body, password }
        return (await aStranger(parlor).send('POST', path, json, headers)).status
      }
      for (let at = 0; at < times; at += 1) expect(await statusFrom('203.0.113.1')).toBe(status)
      expect(await statusFrom('203.0.113.1')).toBe(429)
      // What the client itself put before it is not believed.
      expect(await statusFrom('203.0.113.99, 203.0.113.1')).toBe(429)
      expect(await statusFrom('203.0.113.2')).toBe(status)
    },
  )

  test('strangers without a session are counted by where they come from, too', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on', TRUSTED_PROXIES: '127.0.0.1' })
    const statusFrom = async (address: string) => {
      const headers = { 'x-forwarded-for': address }
      return (await aStranger(parlor).send('GET', '/api/session', undefined, headers)).status
    }
    const statuses: number[] = []
    for (let at = 0; at < 900; at += 20) {
      statuses.push(
        ...(await Promise.all(Array.from({ length: 20 }, () => statusFrom('203.0.113.1')))),
      )
    }
    expect(new Set(statuses)).toEqual(new Set([401]))
    expect(await statusFrom('203.0.113.1')).toBe(429)
    expect(await statusFrom('203.0.113.2')).toBe(401)
  })
})

describe('from anybody who is no trusted proxy', () => {
  test('forwarded headers are not believed', async () => {
    const parlor = await aParlor()
    const cookie = await signUpThrough(parlor, forwarded)
    expect(cookie).not.toMatch(/__Host-|Secure/i)
  })

  test('a new forwarded address at every try is no way around the limits', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on' })
    const stranger = aStranger(parlor)
    const statuses: number[] = []
    for (let at = 0; at < 61; at += 1) {
      const guess = { username: `somebody${at}`, password: stranger.password }
      const headers = { 'x-forwarded-for': `203.0.113.${at}` }
      statuses.push((await stranger.send('POST', '/api/session', guess, headers)).status)
    }
    expect(statuses).toEqual([...Array.from({ length: 60 }, () => 401), 429])
  })
})
