import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import {
  aName,
  annaAndBob,
  aParlor,
  aPerson,
  aRoom,
  aStranger,
  testIn,
  test as unlimited,
} from '../support/examples.ts'
import { expectRefusal, type Reply } from '../support/reply.ts'

const second = 1000

/** One in which time passes only when it is told to, so that a window ends to the millisecond. */
const beginning = Date.now()
const test = testIn({ RATE_LIMITS: 'on' }, { clock: () => beginning })

/** Sends so many requests, twenty at a time, and gives their statuses. */
async function statusesOf(count: number, send: () => Promise<Reply>): Promise<number[]> {
  const statuses: number[] = []
  while (statuses.length < count) {
    const few = Array.from({ length: Math.min(20, count - statuses.length) }, send)
    for (const { status } of await Promise.all(few)) statuses.push(status)
  }
  return statuses
}

const times = (count: number, status: number) => Array.from({ length: count }, () => status)

/** @param wait seconds, as the header has it */
function expectTooMany(reply: Reply, wait: number): void {
  expectRefusal(reply, 'too_many_requests')
  expect(reply.headers.get('retry-after')).toBe(String(wait))
}

describe('with rate limits on', () => {
  test('one address creates 60 accounts a minute, or tries to', async ({ parlor }) => {
    // Refused before anything is hashed, which would take long.
    const send = () => {
      const account = { username: aName('anna'), password: 'password1' }
      return aStranger(parlor).send('POST', '/api/accounts', account)
    }
    expect(await statusesOf(60, send)).toEqual(times(60, 422))
    expectTooMany(await send(), 60)
    await parlor.pass(59 * second)
    expectTooMany(await send(), 1)
    await parlor.pass(second)
    expect((await send()).status).toBe(422)
  })

  test('one person creates 60 rooms a minute, or tries to, and another goes on', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const { name } = await anna.createRoom(aName('Tea'))
    const send = () => anna.send('POST', '/api/rooms', { name })
    expect(await statusesOf(59, send)).toEqual(times(59, 409))
    expectTooMany(await send(), 60)
    await (await aPerson(parlor, 'bob')).createRoom(aName('Books'))
    await parlor.pass(60 * second)
    expect((await send()).status).toBe(409)
  })

  test('one person joins 60 times a minute', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await anna.createRoom(aName('Tea'))
    const send = () => anna.send('PUT', '/api/me/room', { roomId: room.id })
    expect(await statusesOf(60, send)).toEqual(times(60, 200))
    expectTooMany(await send(), 60)
    await (await aPerson(parlor, 'bob')).join(room)
    await parlor.pass(60 * second)
    expect((await send()).status).toBe(200)
  })

  test('one person searches 120 times a minute', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const send = () => anna.sendSearch({ q: 'tea' })
    expect(await statusesOf(120, send)).toEqual(times(120, 200))
    expectTooMany(await send(), 60)
    await (await aPerson(parlor, 'bob')).search({ q: 'tea' })
    await parlor.pass(60 * second)
    expect((await send()).status).toBe(200)
  })

  test('one person reads 600 pages of history a minute', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const send = () => anna.send('GET', `/api/rooms/${room.id}/messages`)
    expect(await statusesOf(600, send)).toEqual(times(600, 200))
    expectTooMany(await send(), 60)
    expect((await bob.history(room)).messages).toEqual([])
    await parlor.pass(60 * second)
    expect((await send()).status).toBe(200)
  })

  test('one person posts 50 messages in ten seconds, and another goes on', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const send = () => anna.sendPost(room, 'spam', randomUUID())
    expect(await statusesOf(50, send)).toEqual(times(50, 201))
    expectTooMany(await send(), 10)
    await bob.post(room, 'may I?')
    await parlor.pass(9 * second)
    expectTooMany(await send(), 1)
    await parlor.pass(second)
    expect((await send()).status).toBe(201)
  })

  test('one address tries 30 links for a new password a minute', async ({ parlor }) => {
    const stranger = aStranger(parlor)
    const { password } = stranger
    const send = () => stranger.send('POST', '/api/password-resets/nobodys', { password })
    expect(await statusesOf(30, send)).toEqual(times(30, 410))
    expectTooMany(await send(), 60)
  })

  test('one person changes their password 20 times a minute, or tries to', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    // The current one is right, so that nobody guesses; the new one is too easy.
    const password = { current: anna.password, new: 'password1' }
    const send = () => anna.send('PATCH', '/api/me', { password })
    expect(await statusesOf(20, send)).toEqual(times(20, 422))
    expectTooMany(await send(), 60)
  })

  test('polling and reading once a second is never too much', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    for (let at = 0; at < 120; at += 1) await anna.poll(room)
  })
})

unlimited('where nobody says anything of limits, there are some', async () => {
  const parlor = await aParlor({ RATE_LIMITS: '' })
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const statuses = await statusesOf(51, () => anna.sendPost(room, 'spam', randomUUID()))
  expect(statuses.toSorted((a, b) => a - b)).toEqual([...times(50, 201), 429])
})

unlimited('with rate limits off, as load tests need it, nothing is stopped', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  expect(await statusesOf(300, () => anna.sendPost(room, 'load'))).toEqual(times(300, 201))
})
