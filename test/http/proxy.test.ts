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
