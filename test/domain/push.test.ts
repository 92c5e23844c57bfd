import { setTimeout as sleep } from 'node:timers/promises'
import { expect, onTestFinished, test } from 'vitest'
import { isQuiet } from '../../src/protocol/quiet-hours.ts'
import { encrypt } from '../../src/server/push/encrypt.ts'
import { createPost } from '../../src/server/push/post.ts'
import { isPublic } from '../../src/server/push/public-address.ts'
import { aPushService } from '../support/push-service.ts'

test('what is encrypted for a browser is what the standard has as an example (RFC 8291, 5)', () => {
  const browser = {
    p256dh:
      'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  }
  const chance = {
    privateKey: Buffer.from('yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw', 'base64url'),
    salt: Buffer.from('DGv6ra1nlYgDCS1FRnbzlw', 'base64url'),
  }
  const sealed = encrypt('When I grow up, I want to be a watermelon', browser, chance)
  expect(sealed.toString('base64url')).toBe(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
  )
})

test('a push service that leads on and on has no more time than one that is slow', async () => {
  const service = await aPushService(onTestFinished)
  const address = `https://push.example.org:${service.port}/`
  service.answers(async () => {
    await sleep(300)
    return { status: 307, headers: { location: address } }
  })
  const { post, close } = createPost(service.internet, 500)
  onTestFinished(close)
  const message = { headers: {}, body: Buffer.from('x') }
  expect(await post(address, message, new AbortController().signal)).toEqual({ kind: 'silent' })
  expect(service.asked).toHaveLength(2)
})

test.each([
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.31.255.255'],
  ...['192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', 'fe80::1'],
  ...['fd00::1', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:a00:1::'],
  ...['2001:db8::1', '2001::1', 'ff02::1', 'push.example.org', ''],
])('nothing is sent to %s', (address) => {
  expect(isPublic(address)).toBe(false)
})

test.each(['8.8.8.8', '172.32.0.1', '2a00:1450:4001::1', '2606:4700::1111'])(
  'things are sent to %s',
  (address) => {
    expect(isPublic(address)).toBe(true)
  },
)

test.each([
  [{ from: 22 * 60, to: 7 * 60 }, ['22:00', '23:59', '00:00', '06:59'], ['07:00', '21:59']],
  [{ from: 60, to: 120 }, ['01:00', '01:59'], ['00:59', '02:00']],
])(
  'quiet hours begin with their first minute and are over with their last: %o',
  (span, quiet, loud) => {
    const isQuietAt = (time: string) =>
      isQuiet({ ...span, timeZone: 'UTC' }, Date.parse(`2026-03-10T${time}:30Z`))
    expect(quiet.map(isQuietAt)).toEqual(quiet.map(() => true))
    expect(loud.map(isQuietAt)).toEqual(loud.map(() => false))
  },
)
