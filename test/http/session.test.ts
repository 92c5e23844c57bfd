import { describe, expect } from 'vitest'
import {
  aParlor,
  aParlorThatHashes,
  aPassword,
  aPerson,
  aRoom,
  aStranger,
  test,
  testOutOfTime,
} from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { expectRefusal } from '../support/reply.ts'

test('logging out tells the browser to forget its copies, and nothing that other programs there may own', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  const reply = await anna.send('DELETE', '/api/session')
  expect(reply.status).toBe(204)
  expect(reply.headers.get('clear-site-data')).toBe('"cache"')
})

describe('logging in', () => {
  test('works with the name and password of the account', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    await anna.logOut()
    const user = await anna.logIn()
    expect(await anna.session()).toMatchObject({ user, room: null })
  })

  test('takes the name in any capitals', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const user = await new Person(parlor, anna.name.toUpperCase(), anna.password).logIn()
    expect(user.username).toBe(anna.name)
  })

  test('says the same about a wrong password and an unknown name', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const wrong = { username: anna.name, password: aPassword() }
    const unknown = { username: aStranger(parlor).name, password: aPassword() }
    const stranger = aStranger(parlor)
    const aboutWrong = await stranger.send('POST', '/api/session', wrong)
    const aboutUnknown = await stranger.send('POST', '/api/session', unknown)
    expectRefusal(aboutWrong, 'invalid_credentials')
    expect(aboutUnknown.status).toBe(aboutWrong.status)
    expect(aboutUnknown.text).toBe(aboutWrong.text)
  })

  test('over a session that is alive ends that one, whoever’s it was', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoom(bob, anna)
    const people = async () => (await bob.join(room)).people.map(({ username }) => username)
    const first = anna.cookies.header()
    await anna.logIn()
    expectRefusal(
      await anna.send('GET', '/api/session', undefined, { cookie: first }),
      'not_logged_in',
    )
    expect(await people(), 'she is still there').toContain(anna.name)

    const second = anna.cookies.header()
    const { name: username, password } = await aPerson(parlor, 'carol')
    expect((await anna.send('POST', '/api/session', { username, password })).status).toBe(200)
    expectRefusal(
      await bob.send('GET', '/api/session', undefined, { cookie: second }),
      'not_logged_in',
    )
    expect(await people(), 'Anna has no session left').toEqual([bob.name])
  })

  test('gives a new cookie each time', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const before = anna.cookies.values()
    await anna.logIn()
    expect(anna.cookies.values()).not.toEqual(before)
    expect(anna.cookies.values()).toHaveLength(before.length)
  })
})

describe('the session cookie', () => {
  test('is out of reach of scripts and of other sites, and is never in a URL', async ({
    parlor,
  }) => {
    const { name: username, password } = aStranger(parlor)
    const reply = await aStranger(parlor).send('POST', '/api/accounts', { username, password })
    const [cookie = '', device = '', ...others] = reply.headers.getSetCookie()
    expect(others).toEqual([])
    for (const each of [cookie, device]) {
      expect(each).toMatch(/; HttpOnly/i)
      expect(each).toMatch(/; SameSite=Lax/i)
      expect(each).not.toMatch(/; Domain=/i)
    }
    expect(cookie).toMatch(/; Path=\/(;|$)/i)
    expect(cookie, '180 days').toMatch(/; Max-Age=15552000(;|$)/i)
    expect(device, 'sent with log-ins alone').toMatch(/; Path=\/api\/session(;|$)/i)
    const token = cookie.match(/^[^=]+=([^;]+)/)?.[1] ?? ''
    expect(token.length, 'long enough for 128 random bits').toBeGreaterThanOrEqual(22)
    expect(reply.text).not.toContain(token)
    expect(reply.headers.get('location')).toBeNull()
  })

  test('with one character changed is worth nothing', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const forged = anna.cookies.header().replace(/.$/, (last) => (last === 'x' ? 'y' : 'x'))
    const nobody = aStranger(parlor)
    const reply = await nobody.send('GET', '/api/rooms', undefined, { cookie: forged })
    expectRefusal(reply, 'not_logged_in')
  })

  test.for(['', 'x', '%00', '../../etc', 'a'.repeat(4000), '"quoted"', '%E0%A4%A'])(
    'holding %j is worth nothing',
    async (value, { parlor }) => {
      const anna = await aPerson(parlor)
      const name = anna.cookies.header().split('=')[0]
      const headers = { cookie: `${name}=${value}` }
      const reply = await aStranger(parlor).send('GET', '/api/session', undefined, headers)
      expectRefusal(reply, 'not_logged_in')
    },
  )
})

describe('logging out', () => {
  test('makes the old cookie worthless at once', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const cookie = anna.cookies.header()
    await anna.logOut()
    expect(anna.cookies.header()).toBe('')

    const replay = { cookie }
    const paths = ['/api/session', '/api/rooms', `/api/rooms/${room.id}/changes`]
    for (const path of paths)
      expectRefusal(await anna.send('GET', path, undefined, replay), 'not_logged_in')
    expectRefusal(await anna.send('POST', '/api/rooms', { name: 'x' }, replay), 'not_logged_in')
  })

  test('everywhere takes one out of the room, in one of several windows does not', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoom(bob, anna)
    const other = await anna.inAnotherWindow()
    const people = async () => (await bob.join(room)).people.map(({ username }) => username)
    await anna.logOut()
    expect(await people()).toContain(anna.name)
    await other.logOut()
    expect(await people()).toEqual([bob.name])
  })

  test('leaves the other windows of the same person logged in', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const other = await anna.inAnotherWindow()
    await anna.logOut()
    expectRefusal(await anna.send('GET', '/api/session'), 'not_logged_in')
    expect((await other.session()).user.username).toBe(anna.name)
  })
})

test('a session outlives a restart of the server, and one that was ended stays ended', async () => {
  const parlor = await aParlor()
  const anna = await aPerson(parlor)
  const bob = await aPerson(parlor, 'bob')
  const room = await aRoom(anna)
  const cookie = bob.cookies.header()
  await bob.logOut()
  await parlor.stop()
  await parlor.startAgain()
  expect((await anna.session()).room?.id).toBe(room.id)
  expectRefusal(await bob.send('GET', '/api/session', undefined, { cookie }), 'not_logged_in')
})

const hour = 60 * 60 * 1000
const day = 24 * hour

test('an unknown name is as much work as a wrong password, so that time tells nothing', async () => {
  const parlor = await aParlorThatHashes()
  const anna = await aPerson(parlor)
  const stranger = aStranger(parlor)
  /** What the processor does for one try, in µs: the server is in this process, threads and all. */
  const workOf = async (username: string): Promise<number> => {
    const before = process.cpuUsage()
    const reply = await stranger.send('POST', '/api/session', { username, password: aPassword() })
    expectRefusal(reply, 'invalid_credentials')
    const { user, system } = process.cpuUsage(before)
    return user + system
  }
  const unknown: number[] = []
  const wrong: number[] = []
  // In turn, so that what else the process does meanwhile falls on both.
  for (let at = 0; at < 9; at += 1) {
    unknown.push(await workOf(aStranger(parlor).name))
    wrong.push(await workOf(anna.name))
  }
  // Of the tries that the least else was done beside.
  const ratio = Math.min(...unknown) / Math.min(...wrong)
  expect(ratio).toBeGreaterThan(0.5)
  expect(ratio).toBeLessThan(2)
})

/** Whose clock goes on; each test has people of its own. */
const testLater = testOutOfTime()

describe('as time passes', () => {
  testLater('who comes once a week is still logged in after two months', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    for (let week = 1; week <= 9; week += 1) {
      await parlor.pass(7 * day)
      expect((await anna.session()).user.username, `week ${week}`).toBe(anna.name)
    }
  })

  testLater('a window that polls all the time is logged out after 180 days', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    for (let at = 29; at < 180; at += 29) {
      await parlor.pass(29 * day)
      expect((await anna.sendPoll(room)).status, `day ${at}`).toBe(200)
    }
    await parlor.pass(5.5 * day)
    for (let at = 0; at < 3; at += 1) {
      expect((await anna.sendPoll(room)).status, `${3 - at} hours before`).toBe(200)
      await parlor.pass(4 * hour - (at === 2 ? 1 : 0))
    }
    expect((await anna.sendPoll(room)).status, 'a millisecond before').toBe(200)
    await parlor.pass(1)
    expectRefusal(await anna.sendPoll(room), 'not_logged_in')
    expectRefusal(await anna.send('GET', '/api/session'), 'not_logged_in')
  })

  testLater.for([
    { idle: 'a millisecond less than 30 days', time: 30 * day - 1, status: 200 },
    { idle: '30 days', time: 30 * day, status: 401 },
  ])(
    'a session that was not used for $idle answers $status',
    async ({ time, status }, { parlor }) => {
      const anna = await aPerson(parlor)
      await parlor.pass(time)
      expect((await anna.send('GET', '/api/rooms')).status).toBe(status)
    },
  )

  testLater('what is said carries the time of the server', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const before = await anna.post(room, 'now')
    await parlor.pass(day)
    const after = await anna.post(room, 'a day later')
    expect(Date.parse(after.postedAt) - Date.parse(before.postedAt)).toBe(day)
  })
})
