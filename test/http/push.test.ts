import Type from 'typebox'
import { describe, expect } from 'vitest'
import { processes } from '../support/engines.ts'
import { annaAndBob, aPerson } from '../support/examples.ts'
import { claimsOf } from '../support/push-service.ts'
import { content } from '../support/reply.ts'
import {
  aRoomNobodyLooksAt,
  holdsBack,
  subscribe,
  testWithPushes,
} from './a-room-nobody-looks-at.ts'

const { test, aSharedRoom } = testWithPushes()

const Key = Type.Object({ key: Type.String() })

describe('whoever does not look at a room', () => {
  test('is told what was said in it, in a form that only their browser can read, by whom the key names', async () => {
    const { parlor, anna, bob, room, browser, told } = await aSharedRoom()
    await anna.post(room, 'Is the rope there?')
    const [first, ...more] = await told()
    expect(more).toEqual([])
    expect(first?.path).toBe(browser.path)
    expect(first?.notice).toEqual({
      room: { id: room.id, name: room.name },
      count: 1,
      seq: 1,
      author: anna.name,
      excerpt: 'Is the rope there?',
    })
    const { key } = content(await bob.send('GET', '/api/push'), 200, Key)
    const claims = claimsOf(first?.headers.authorization, key)
    expect(claims.aud).toBe(new URL(browser.subscription.endpoint).origin)
    expect(Number(claims.exp)).toBeLessThanOrEqual(Date.now() / 1000 + 24 * 60 * 60)
    const headers = { ttl: '86400', 'content-encoding': 'aes128gcm' }
    expect(first?.headers).toMatchObject({ ...headers, urgency: 'normal' })
    await anna.post(room, `@${bob.name}, come!`)
    const [called] = await told()
    expect(called?.headers).toMatchObject({ ...headers, urgency: 'high' })
    expect(called?.headers.topic).toMatch(/^[\w-]{1,32}$/)
    expect(called?.headers.topic).toBe(first?.headers.topic)
    expect(called?.headers.topic, 'no other room’s takes its place').toBe(room.id)
    expect(called?.notice).toMatchObject({ count: 2, mentioned: true })

    // The same key after a restart: browsers would have to subscribe anew else.
    await parlor.stop()
    await parlor.startAgain()
    expect(content(await bob.send('GET', '/api/push'), 200, Key).key).toBe(key)
  })

  test('is told once of each thing, in one notice that grows, and that it is over when they read it anywhere', async () => {
    const { anna, bob, room, told } = await aSharedRoom()
    await anna.post(room, 'one')
    expect((await told()).map(({ notice }) => notice.count)).toEqual([1])
    expect(await told()).toEqual([])
    await anna.post(room, 'two')
    await anna.post(room, '**three**')
    const grown = await told()
    expect(grown.at(-1)?.notice).toMatchObject({ count: 3, excerpt: 'three' })

    const window = await bob.inAnotherWindow()
    await window.join(room)
    await window.send('PUT', `/api/rooms/${room.id}/read`, { seq: 3 })
    const over = await told()
    expect(over.map(({ notice }) => notice)).toEqual([{ room: { id: room.id }, count: 0, seq: 3 }])
    expect(await told()).toEqual([])
  })

  test('is told each thing once on each device, however many there are', async () => {
    const { parlor, service, anna, room, told } = await aSharedRoom()
    for (const name of ['carl', 'dora', 'emil', 'fine', 'gero', 'hugo']) {
      const person = await aPerson(parlor, name)
      await person.join(room)
      await person.leave()
      for (let device = 0; device < 20; device += 1) await subscribe(person, service.aBrowser())
    }
    for (const body of ['one', 'two']) {
      await anna.post(room, body)
      const paths = (await told()).map(({ path }) => path)
      expect(paths.length, 'with Bob’s').toBe(121)
      expect(new Set(paths).size).toBe(121)
    }
  })

  test('is told no more of a message that was deleted', async () => {
    const { anna, room, told } = await aSharedRoom()
    await anna.post(room, 'kept')
    const message = await anna.post(room, 'a slip')
    await told()
    await anna.deleteMessage(room, message)
    const [now, ...more] = await told()
    expect(more).toEqual([])
    expect(now?.notice).toMatchObject({ count: 1, excerpt: 'kept' })
  })

  test('is told that it is over once they were sent away, kept out or went, or the room was deleted', async () => {
    const { anna, bob, room, told } = await aSharedRoom()
    const { user } = await bob.session()
    const members = `/api/rooms/${room.id}/members`
    const bans = `/api/rooms/${room.id}/bans`
    for (const [text, end] of [
      ['before they are sent away', () => anna.send('DELETE', `${members}/${user.id}`)],
      ['before they are kept out', () => anna.send('PUT', `${bans}/${user.id}`, {})],
      ['before they go', () => bob.send('DELETE', `${members}/me`)],
      ['before it is deleted', () => anna.send('DELETE', `/api/rooms/${room.id}`)],
    ] as const) {
      await anna.send('DELETE', `${bans}/${user.id}`)
      await bob.join(room)
      await bob.leave()
      await anna.post(room, text)
      expect((await told()).map(({ notice }) => notice.excerpt)).toEqual([text])
      await end()
      const over = (await told()).map(({ notice }) => notice)
      expect(over, text).toMatchObject([{ room: { id: room.id }, count: 0 }])
      expect(JSON.stringify(over)).not.toContain(room.name)
    }
  })

  test('is told no more of a message that was deleted, or read, while they were being told of it', async () => {
    const { service, anna, bob, room, told } = await aSharedRoom()
    await anna.post(room, 'kept')
    await told()
    const release = holdsBack(service)
    const message = await anna.post(room, 'a slip')
    await expect.poll(() => service.asked).toHaveLength(2)
    await anna.deleteMessage(room, message)
    release()
    expect((await told()).map(({ notice }) => notice)).toMatchObject([
      { count: 2, excerpt: 'a slip' },
      { count: 1, excerpt: 'kept' },
    ])

    const releaseAgain = holdsBack(service)
    await anna.post(room, 'read at once')
    await expect.poll(() => service.asked).toHaveLength(4)
    await (await bob.inAnotherWindow()).send('PUT', `/api/me/room`, { roomId: room.id })
    await bob.send('PUT', `/api/rooms/${room.id}/read`, { seq: 3 })
    releaseAgain()
    expect((await told()).map(({ notice }) => notice)).toMatchObject([{ count: 2 }, { count: 0 }])
  })

  test('is never told what is older after what is newer, however slow their push service is', async () => {
    const { service, anna, room, told } = await aSharedRoom()
    const release = holdsBack(service)
    await anna.post(room, 'one')
    await expect.poll(() => service.asked).toHaveLength(1)
    for (const text of ['two', 'three', 'four']) await anna.post(room, text)
    release()
    expect((await told()).map(({ notice }) => notice.count)).toEqual([1, 4])
  })

  test('chooses what the notice shows', async () => {
    const { anna, bob, room, browser, told } = await aSharedRoom()
    await subscribe(bob, browser, { shows: 'room', language: 'de-AT' })
    await anna.post(room, 'a secret')
    const [named] = await told()
    const about = { room: { id: room.id, name: room.name }, count: 1, seq: 1, language: 'de-AT' }
    expect(named?.notice).toEqual(about)
    await subscribe(bob, browser, { shows: 'nothing' })
    await anna.post(room, 'another')
    const [bare] = await told()
    expect(bare?.notice).toEqual({ room: { id: room.id }, count: 2, seq: 2 })
  })

  test('is left in peace in their quiet hours, in their own time zone, and told afterwards', async () => {
    const { parlor, anna, bob, room, told } = await aSharedRoom()
    // The server's clock has gone on in other tests.
    const others = await annaAndBob(parlor)
    const { postedAt } = await others.bob.post(others.room, 'What time is it?')
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Kolkata', timeStyle: 'short' })
    const [hour = 0, minute = 0] = clock.format(Date.parse(postedAt)).split(':').map(Number)
    const now = hour * 60 + minute
    const choose = (from: number, to: number, timeZone = 'Asia/Kolkata') =>
      bob.send('PUT', '/api/me/quiet-hours', {
        quietHours: { from: (from + 1440) % 1440, to: (to + 1440) % 1440, timeZone },
      })
    expect((await choose(now - 60, now + 60)).status).toBe(204)
    await anna.post(room, 'at night')
    expect(await told()).toEqual([])
    await parlor.pass(2 * 60 * 60_000)
    await anna.post(room, 'in the morning')
    expect((await told()).map(({ notice }) => notice.count)).toEqual([2])
    // Whatever the time is: nearly the whole day, and the rest of it; one of them goes over midnight.
    expect((await choose(now + 90, now + 30)).status).toBe(204)
    await anna.post(room, 'at night again')
    expect(await told()).toEqual([])
    expect((await choose(now + 30, now + 90)).status).toBe(204)
    await anna.post(room, 'in the morning again')
    expect((await told()).map(({ notice }) => notice.count)).toEqual([4])
    expect((await choose(0, 60, 'Europe/Atlantis')).body).toMatchObject({ code: 'invalid_input' })
  })
})

test('nobody is told of what they wrote themselves, nor of what they look at', async () => {
  const { service, anna, bob, room, told } = await aSharedRoom()
  await subscribe(anna, service.aBrowser())
  await bob.join(room)
  await bob.post(room, 'I am here')
  await anna.post(room, 'So am I')
  expect(await told()).toEqual([])
})

// Several processes tell each other by their own clocks who was heard.
test.runIf(processes === 1)(
  'whoever looked, and was gone before they can have seen it, is told within the minute',
  async () => {
    const { parlor, anna, bob, room, told } = await aSharedRoom()
    await bob.join(room)
    await bob.poll(room)
    await anna.post(room, 'Are you still there?')
    expect(await told()).toEqual([])
    for (let seconds = 0; seconds < 60; seconds += 4) await parlor.pass(4000)
    expect((await told()).map(({ notice }) => notice)).toMatchObject([
      { count: 1, excerpt: 'Are you still there?' },
    ])
  },
)

test('nobody is told of what somebody wrote whom they have blocked', async () => {
  const { parlor, anna, bob, room, told } = await aSharedRoom()
  const cleo = await aPerson(parlor, 'cleo')
  await cleo.join(room)
  const { user } = await cleo.session()
  expect((await bob.send('PUT', `/api/me/blocks/${user.id}`)).status).toBe(204)
  await anna.post(room, 'from anna')
  await cleo.post(room, `@${bob.name}, listen`)
  const notices = (await told()).map(({ notice }) => notice)
  expect(notices.at(-1)).toMatchObject({ count: 1, excerpt: 'from anna' })
  expect(notices.at(-1)).not.toHaveProperty('mentioned')
  await cleo.post(room, 'and once more')
  expect(await told()).toEqual([])
})

describe('a browser is told of nothing any more', () => {
  test('once it has gone from its push service, or nothing is sent to where that leads', async () => {
    const { service, parlor, anna, bob, room, told } = await aSharedRoom()
    await subscribe(bob, service.aBrowser('slow.example.org'))
    const inside = `https://inside.example.org:${service.port}/`
    for (const said of [
      { status: 410 },
      { status: 404 },
      { status: 307, headers: { location: inside } },
      { status: 307, headers: { location: `http://push.example.org:${service.port}/` } },
    ]) {
      const browser = service.aBrowser()
      await subscribe(bob, browser)
      service.answers((path) => (path === browser.path ? said : { status: 201 }))
      await anna.post(room, 'hello')
      expect((await told()).map(({ path }) => path)).not.toContain(browser.path)
      service.answers(() => ({ status: 201 }))
      await parlor.pass(60 * 60_000)
      await anna.post(room, 'hello again')
      expect((await told()).map(({ path }) => path)).not.toContain(browser.path)
    }
    expect(service.asked).not.toContain('/')
  })

  test('once its session has ended, or it says so', async () => {
    const { service, anna, bob, room, browser, told } = await aSharedRoom()
    const other = await bob.inAnotherWindow()
    const second = service.aBrowser()
    await subscribe(other, second)
    await other.logOut()
    await anna.post(room, 'one')
    expect((await told()).map(({ path }) => path)).toEqual([browser.path])
    const { endpoint } = browser.subscription
    expect((await anna.send('DELETE', '/api/me/push', { endpoint })).status).toBe(204)
    await anna.post(room, 'two')
    expect(await told(), 'others cannot say so').toHaveLength(1)
    expect((await bob.send('DELETE', '/api/me/push', { endpoint })).status).toBe(204)
    await anna.post(room, 'three')
    expect(await told()).toEqual([])
  })

  test('once somebody else uses it', async () => {
    const { parlor, anna, bob, room, browser, told } = await aSharedRoom()
    const cleo = await aPerson(parlor, 'cleo')
    await subscribe(cleo, browser)
    await anna.post(room, `@${bob.name}, for you alone`)
    expect(await told()).toEqual([])
    await subscribe(bob, browser)
    expect((await anna.post(room, 'and for him again')).seq).toBe(2)
    expect((await told()).map(({ path }) => path)).toEqual([browser.path])
  })

  test('once twenty others of the same person came after it', async () => {
    const { service, anna, bob, room, browser, told } = await aRoomNobodyLooksAt()
    const others = Array.from({ length: 20 }, () => service.aBrowser())
    for (const other of others) await subscribe(bob, other)
    await anna.post(room, 'hello')
    const paths = (await told()).map(({ path }) => path)
    expect(paths).not.toContain(browser.path)
    expect(new Set(paths)).toEqual(new Set(others.map(({ path }) => path)))
    expect(service.mostConnections(), 'connections to one push service').toBe(1)
  })
})
