import { describe, expect } from 'vitest'
import { aParlor, aPerson, aRoom, aStranger, test } from '../examples.ts'
import { Person } from '../person.ts'
import { expectRefusal, type Reply } from '../reply.ts'

/** Repeats a request until it is refused as one too many; more than enough is a failure. */
async function untilTooMany(request: () => Promise<Reply>, enough = 500): Promise<Reply> {
  for (let at = 0; at < enough; at += 1) {
    const reply = await request()
    if (reply.status === 429) return reply
  }
  throw new Error(`${enough} requests and none was one too many`)
}

function expectTooMany(reply: Reply): void {
  expectRefusal(reply, 'too_many_requests')
  expect(Number(reply.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
}

describe('with rate limits on', () => {
  test('creating accounts by the dozen is stopped', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on' })
    const reply = await untilTooMany(() => {
      const { name: username, password, ...crowd } = aStranger(parlor)
      return new Person(crowd.parlor, username, password).send('POST', '/api/accounts', {
        username,
        password,
      })
    })
    expectTooMany(reply)
  })

  test('a flood of messages is stopped, and nobody else is', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on' })
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoom(anna, bob)
    expectTooMany(await untilTooMany(() => anna.sendPost(room, 'spam')))
    await bob.post(room, 'may I?')
  })

  test('polling and reading once a second is never too much', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on' })
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    for (let at = 0; at < 120; at += 1) await anna.poll(room)
  })
})

test('with rate limits off, as load tests need it, nothing is stopped', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  for (let at = 0; at < 300; at += 1) await anna.post(room, 'load')
})
