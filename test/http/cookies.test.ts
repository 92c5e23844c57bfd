import { describe, expect } from 'vitest'
import { CookieJar } from '../support/cookie-jar.ts'
import { aParlor, aPerson, aRoom, aStranger, type Parlor, test } from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { expectRefusal } from '../support/reply.ts'

describe('two Parlors on one host, whose ports browsers do not tell apart in cookies', () => {
  async function anInhabitantOfBoth() {
    const jar = new CookieJar()
    const parlors = [await aParlor(), await aParlor()]
    const [here, there] = parlors.map((parlor) => {
      const { name, password } = aStranger(parlor)
      return new Person(parlor, name, password, jar)
    }) as [Person, Person]
    await here.signUp()
    await there.signUp()
    return { here, there }
  }

  test('leave each other’s sessions alone', async () => {
    const { here, there } = await anInhabitantOfBoth()
    expect((await here.session()).user.username).toBe(here.name)
    expect((await there.session()).user.username).toBe(there.name)
    const room = await aRoom(here)
    const { cursor } = await here.poll(room)
    expect((await here.poll(room, cursor)).messages).toEqual([])
  })

  test('also when one logs out of one of them', async () => {
    const { here, there } = await anInhabitantOfBoth()
    await here.logOut()
    expectRefusal(await here.send('GET', '/api/session'), 'not_logged_in')
    expect((await there.session()).user.username).toBe(there.name)
  })
})

describe('several processes on one database, asked directly', () => {
  test('know each other’s sessions, newer and older ones', async () => {
    const one = await aParlor()
    const other = await aParlor({ DATABASE_URL: one.database.url })
    const anna = await aPerson(one)
    const there = new Person(other, anna.name, anna.password, anna.cookies)
    expect((await there.session()).user.username).toBe(anna.name)
    const room = await aRoom(there)
    const { cursor } = await there.poll(room)
    expect((await there.poll(room, cursor)).messages).toEqual([])
    // An end that this browser was not told of, and a new beginning at the other port.
    const phone = await anna.inAnotherWindow()
    const { body } = await phone.send('GET', '/api/sessions')
    const { sessions } = body as { sessions: { id: string; current: boolean }[] }
    expect(sessions).toHaveLength(2)
    const elsewhere = sessions.find(({ current }) => !current)
    expect((await phone.send('DELETE', `/api/sessions/${elsewhere?.id}`)).status).toBe(204)
    expectRefusal(await anna.send('GET', '/api/session'), 'not_logged_in')
    await there.logIn()
    expect((await anna.session()).user.username).toBe(anna.name)
    await anna.logOut()
    expectRefusal(await anna.send('GET', '/api/session'), 'not_logged_in')
    expectRefusal(await there.send('GET', '/api/session'), 'not_logged_in')
  })
})

describe('a session from before its cookie named the port', () => {
  async function anOldCookie(parlor: { readonly url: string }) {
    const anna = await aPerson(parlor)
    const [token = ''] = anna.cookies.values()
    const jar = new CookieJar()
    jar.keep([`parlor=${token}`])
    return { anna, old: new Person(parlor, anna.name, anna.password, jar) }
  }

  test('goes on', async ({ parlor }) => {
    const { anna, old } = await anOldCookie(parlor)
    expect((await old.session()).user.username).toBe(anna.name)
    const room = await aRoom(old)
    const { cursor } = await old.poll(room)
    expect((await old.poll(room, cursor)).messages).toEqual([])
    expect((await old.send('GET', '/rooms')).text).toContain(anna.name)
  })

  test('ends with the log-out, and its cookie with it', async ({ parlor }) => {
    const { old } = await anOldCookie(parlor)
    await old.logOut()
    expect(old.cookies.header()).toBe('')
  })

  test('is not looked for where there is a newer one', async ({ parlor }) => {
    const { anna, old } = await anOldCookie(parlor)
    const bob = await aPerson(parlor, 'bob')
    const cookie = `${old.cookies.header()}; ${bob.cookies.header()}`
    const reply = await anna.send('GET', '/api/session', undefined, { cookie })
    expect(reply.body).toMatchObject({ user: { username: bob.name } })
    const out = await aStranger(parlor).send('DELETE', '/api/session', undefined, { cookie })
    const [cleared = '', ...more] = out.headers.getSetCookie()
    expect(more, 'it may be another Parlor’s').toEqual([])
    expect(cleared).toMatch(/^parlor-\d+=;/)
  })
})

describe('the cookie', () => {
  test('is kept for as long as a session can last, 180 days', async ({ parlor }) => {
    const { name: username, password } = aStranger(parlor)
    const account = { username, password }
    const kept = (headers: Headers) =>
      headers.getSetCookie().filter((cookie) => /^parlor-\d+=[^;]/.test(cookie))
    const bySignUp = await aStranger(parlor).send('POST', '/api/accounts', account)
    const byLogIn = await aStranger(parlor).send('POST', '/api/session', account)
    for (const { headers } of [bySignUp, byLogIn]) {
      expect(kept(headers)).toHaveLength(1)
      expect(kept(headers)[0]).toMatch(/; Max-Age=15552000(;|$)/i)
    }
  })

  async function cookieOf(parlor: Parlor, headers: Record<string, string>) {
    const { name: username, password } = aStranger(parlor)
    const account = { username, password }
    const reply = await aStranger(parlor).send('POST', '/api/accounts', account, headers)
    const [cookie = '', device = '', ...more] = reply.headers.getSetCookie()
    expect([reply.status, more]).toEqual([201, []])
    expect(device).toMatch(/^(__Secure-)?device-parlor/)
    const [pair = '', ...attributes] = cookie.split('; ')
    return { name: pair.split('=')[0], attributes: attributes.map((text) => text.toLowerCase()) }
  }

  test('names the port that the browser sees, unless it is the usual one', async () => {
    const parlor = await aParlor({ TRUSTED_PROXIES: '127.0.0.1' })
    const at = (host: string, protocol: string) =>
      cookieOf(parlor, { 'x-forwarded-host': host, 'x-forwarded-proto': protocol })
    expect((await at('nas', 'http')).name).toBe('parlor')
    expect((await at('nas:80', 'http')).name).toBe('parlor')
    expect((await at('nas:5001', 'http')).name).toBe('parlor-5001')
    expect((await at('chat.example.org', 'https')).name).toBe('__Host-parlor')
    expect((await at('chat.example.org:443', 'https')).name).toBe('__Host-parlor')
    expect((await at('chat.example.org:8443', 'https')).name).toBe('__Host-parlor-8443')
  })

  test('names the path below which Parlor is, and goes nowhere else where that can be', async () => {
    const parlor = await aParlor({ TRUSTED_PROXIES: '127.0.0.1', BASE_PATH: '/our/chat' })
    const plain = await cookieOf(parlor, { 'x-forwarded-host': 'nas' })
    expect(plain.name).toBe('parlor+our+chat')
    expect(plain.attributes).toContain('path=/our/chat/')
    const secure = await cookieOf(parlor, {
      'x-forwarded-host': 'nas',
      'x-forwarded-proto': 'https',
    })
    expect(secure.name).toBe('__Host-parlor+our+chat')
    // What the prefix asks for.
    expect(secure.attributes).toContain('path=/')
    expect(secure.attributes).toContain('secure')
  })
})
