import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from 'node:crypto'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect } from 'vitest'
import type { Internet } from '../../src/server/push/post.ts'
import type { WhenOver } from './examples.ts'
import { cert, key } from './push-certificate.ts'

/** What a push service took, and what was in it. */
export interface Taken {
  path: string
  headers: Record<string, string | string[] | undefined>
  notice: Record<string, unknown> & { count: number }
}

/** A browser that has subscribed with the push service. */
export interface Browser {
  path: string
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } }
  read(body: Buffer): string
}

type Said = { status: number; headers?: Record<string, string> } | 'never'
type Answer = (path: string) => Said | Promise<Said>

/**
 * A push service on this machine, under names that stand for it, which reads what it is sent as the browser
 * would, and holds its sender to what it says of itself.
 */
export async function aPushService(whenOver: WhenOver) {
  const browsers = new Map<string, Browser>()
  const taken: Taken[] = []
  const asked: string[] = []
  const connections = new Set<unknown>()
  let mostConnections = 0
  let answer: Answer = () => ({ status: 201 })
  const server = createServer({ key, cert }, async (request, response) => {
    const path = request.url ?? ''
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    asked.push(path)
    const said = await answer(path)
    if (said === 'never') return
    const browser = browsers.get(path)
    if (said.status === 201 && browser) {
      const notice = JSON.parse(browser.read(Buffer.concat(parts)))
      taken.push({ path, headers: request.headers, notice })
    }
    response.writeHead(said.status, said.headers).end()
  })
  server.on('secureConnection', (socket) => {
    connections.add(socket)
    mostConnections = Math.max(mostConnections, connections.size)
    socket.on('close', () => connections.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  whenOver(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo

  const internet: Internet = {
    ca: cert,
    lookup: (name, options, done) => {
      const address = name === 'inside.example.org' ? '10.0.0.1' : '127.0.0.1'
      if (options.all) done(null, [{ address, family: 4 }])
      else done(null, address, 4)
    },
    mayReach: (address) => address === '127.0.0.1',
  }

  return {
    port,
    internet,
    taken,
    asked,
    mostConnections: () => mostConnections,
    /** From now on. */
    answers(next: Answer) {
      answer = next
    },
    /** What was taken since this was last called. */
    news(): Taken[] {
      return taken.splice(0)
    },
    aBrowser(host = 'push.example.org'): Browser {
      const browser = newBrowser(`https://${host}:${port}`)
      browsers.set(browser.path, browser)
      return browser
    },
  }
}

function newBrowser(service: string): Browser {
  const own = createECDH('prime256v1')
  const auth = randomBytes(16)
  const path = `/to/${randomBytes(12).toString('base64url')}`
  const p256dh = own.generateKeys().toString('base64url')
  return {
    path,
    subscription: {
      endpoint: service + path,
      keys: { p256dh, auth: auth.toString('base64url') },
    },
    // RFC 8291, 3.4, and RFC 8188, 2.
    read(body) {
      const salt = body.subarray(0, 16)
      const size = body.readUInt8(20)
      const theirs = body.subarray(21, 21 + size)
      const about = [Buffer.from('WebPush: info\0'), own.getPublicKey(), theirs]
      const secret = own.computeSecret(theirs)
      const material = Buffer.from(hkdfSync('sha256', secret, auth, Buffer.concat(about), 32))
      const derived = (info: string, length: number) =>
        Buffer.from(hkdfSync('sha256', material, salt, Buffer.from(`${info}\0`), length))
      const nonce = derived('Content-Encoding: nonce', 12)
      const open = createDecipheriv(
        'aes-128-gcm',
        derived('Content-Encoding: aes128gcm', 16),
        nonce,
      )
      open.setAuthTag(body.subarray(-16))
      const text = Buffer.concat([open.update(body.subarray(21 + size, -16)), open.final()])
      expect(text.at(-1), 'the end of the last record').toBe(2)
      return text.subarray(0, -1).toString()
    },
  }
}

/** Holds what a sender says of itself (RFC 8292) to the key that it gave; gives what it claims. */
export function claimsOf(authorization: unknown, publicKey: string): Record<string, unknown> {
  const [, token = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(String(authorization)) ?? []
  expect(key).toBe(publicKey)
  const point = Buffer.from(publicKey, 'base64url')
  const half = (from: number) => point.subarray(from, from + 32).toString('base64url')
  const jwk = { kty: 'EC', crv: 'P-256', x: half(1), y: half(33) }
  const [header = '', claims = '', signature = ''] = token.split('.')
  const isTrue = verify(
    'sha256',
    Buffer.from(`${header}.${claims}`),
    { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  expect(isTrue, 'the signature').toBe(true)
  return JSON.parse(Buffer.from(claims, 'base64url').toString())
}
