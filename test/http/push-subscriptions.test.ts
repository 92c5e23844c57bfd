import { expect } from 'vitest'
import { expectInvalid } from '../support/reply.ts'
import { testWithPushes } from './a-room-nobody-looks-at.ts'

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
