import { expect, onTestFinished } from 'vitest'
import { createLookUp } from '../../src/server/push/look-up.ts'
import { annaAndBob, aParlorWith } from '../support/examples.ts'
import { aNameServer } from '../support/name-server.ts'
import { aPushService } from '../support/push-service.ts'
import { expectInvalid } from '../support/reply.ts'
import { subscribe, testWithPushes } from './a-room-nobody-looks-at.ts'

const { test, aSharedRoom } = testWithPushes()

test('what is no https address, or lies in a private network, is refused', async () => {
  const { service, bob } = await aSharedRoom()
  const { keys } = service.aBrowser().subscription
  for (const endpoint of [
    ...['http://push.example.org/x', 'https://10.0.0.1/x', 'https://[::1]/x', 'x'],
    ...['https://localhost/x', 'https://inside.example.org/x', 'ftp://push.example.org/x'],
    ...['https://LOCALHOST./x', 'https://home.arpa/x', 'https://a.local./x', 'https://internal./x'],
    'https://user:word@push.example.org/x',
  ]) {
    const reply = await bob.send('PUT', '/api/me/push', { endpoint, keys })
    expect([endpoint, reply.status, reply.body]).toMatchObject([
      endpoint,
      422,
      { code: 'invalid_input', errors: [{ field: 'endpoint' }] },
    ])
  }
})

test('a key for which no message can be sealed is refused', async () => {
  const { service, bob } = await aSharedRoom()
  const { endpoint, keys } = service.aBrowser().subscription
  for (const p256dh of ['A'.repeat(87), keys.p256dh.replace(/^../, 'AA')]) {
    const reply = await bob.send('PUT', '/api/me/push', { endpoint, keys: { ...keys, p256dh } })
    expectInvalid(reply, 'keys.p256dh')
  }
  expect((await bob.send('PUT', '/api/me/push', { endpoint, keys })).status).toBe(204)
})

test('names of which no name server tells hold up nobody else’s', async () => {
  const service = await aPushService(onTestFinished)
  const names = await aNameServer(onTestFinished)
  const lookup = createLookUp([names.address])
  const parlor = await aParlorWith({ ...service.internet, lookup })
  const { anna, bob, room } = await annaAndBob(parlor)
  await bob.leave()
  const { keys } = service.aBrowser().subscription
  const slow = Array.from({ length: 20 }, (_, at) => `slow${at}.example.org`)
  const waiting = slow.map((host) =>
    anna.send('PUT', '/api/me/push', { endpoint: `https://${host}:${service.port}/`, keys }),
  )
  await expect.poll(() => slow.filter((name) => !names.asked.includes(name))).toEqual([])
  let isAnswered = false
  const all = Promise.all(waiting).then((replies) => {
    isAnswered = true
    return replies
  })
  const browser = service.aBrowser()
  await subscribe(bob, browser)
  await anna.post(room, 'hello')
  await expect.poll(() => service.taken.map(({ path }) => path)).toEqual([browser.path])
  expect(isAnswered).toBe(false)
  names.release()
  expect((await all).map(({ status }) => status)).toEqual(slow.map(() => 204))
})
