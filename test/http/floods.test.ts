import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished } from 'vitest'
import { createHttpServer } from '../../src/server/http/plumbing/server.ts'
import { aParlor, aPerson, aRoom, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { expectRefusal } from '../support/reply.ts'
import { aConnection, asText, type RawConnection, type RawReply } from './raw.ts'
import { everyRoute, type Route } from './routes.ts'

const test = testIn({ RATE_LIMITS: 'on' })

/** Sends a request over and over, many at once, until one is refused as one too many. */
async function untilTooMany(
  parlor: { readonly url: string },
  request: string,
  enough = 2500,
): Promise<{ before: number; refusal: RawReply | undefined }> {
  const connection = aConnection(parlor)
  for (let before = 0; before < enough; ) {
    connection.send(request.repeat(100))
    for (let at = 0; at < 100; at += 1) {
      const [reply] = await connection.replies(1)
      if (!reply || reply.status === 429) return { before, refusal: reply }
      before += 1
    }
  }
  return { before: enough, refusal: undefined }
}

function waitOf(reply: RawReply | undefined): number {
  return Number(/\r\nretry-after: (\d+)/i.exec(reply?.headers ?? '')?.[1])
}

/** What others are written by, or what takes the server long, is counted by the hour. */
const byTheHour = /^POST .*\/invites$|\/export(\/archive)?$/
/** Nobody needs to be logged in for these: addresses are counted. */
const forAnybody =
  /^(POST \/api\/(accounts|session|password-resets\/.*)|GET \/api\/(instance(\/picture)?|invites\/.*))$/
/** Who has asked for this is a stranger from then on. */
const loggingOut = 'DELETE /api/session'

const nameOf = ({ method, path }: Route) => `${method} ${path}`

/**
 * Asks for one after the other, again and again, until each has been refused as one too many. Whoever goes by
 * `parlor` reaches one process of it.
 * @param atMost so many are answered: what one route would let through, the others would not be refused for.
 */
async function untilAllAreTooMany(
  parlor: { readonly url: string },
  person: Person,
  routes: Route[],
  atMost: number,
): Promise<Map<string, RawReply>> {
  const refusals = new Map<string, RawReply>()
  let answered = 0
  // Refusals come late: several at a time, far fewer than are too many at once.
  const connections = Array.from({ length: 8 }, () => aConnection(parlor))
  async function flood(connection: RawConnection, asked: Route[]): Promise<void> {
    for (let left = asked; left.length > 0 && answered <= atMost; ) {
      connection.send(...left.map(({ method, path }) => asText(person, method, path)))
      const replies = await connection.replies(left.length)
      const refused = replies.map(({ status }) => status === 429)
      for (const [at, reply] of replies.entries()) {
        if (refused[at]) refusals.set(left[at] ? nameOf(left[at]) : '', reply)
        else answered += 1
      }
      left = left.filter((_, at) => !refused[at])
    }
  }
  await Promise.all(
    connections.map((connection, at) =>
      flood(
        connection,
        routes.filter((_, of) => of % connections.length === at),
      ),
    ),
  )
  expect(new Set(refusals.keys())).toEqual(new Set(routes.map(nameOf)))
  expect(answered).toBeLessThanOrEqual(atMost)
  return refusals
}

describe('a flood by one account', () => {
  test('is stopped on every route, for at most a minute or an hour, and stops nobody else', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on' })
    const oneProcess = { url: parlor.url }
    const bob = await aPerson(oneProcess)
    const room = await aRoom(bob)
    const routes = (await everyRoute(bob, room.id)).map((r) => ({ ...r, name: nameOf(r) }))
    const refusals: [string, RawReply][] = []
    async function flood(belongs: (name: string) => boolean, atMost: number): Promise<void> {
      const anna = await aPerson(oneProcess)
      await anna.join(room)
      const flooded = routes.filter(({ name }) => belongs(name))
      expect(flooded.length).toBeGreaterThan(0)
      refusals.push(...(await untilAllAreTooMany(oneProcess, anna, flooded, atMost)))
    }
    const isOfAddress = (name: string) => forAnybody.test(name) || name === loggingOut
    const isRead = (name: string) => name.startsWith('GET ')
    await flood((name) => !isOfAddress(name) && isRead(name), 1200)
    await flood((name) => !isOfAddress(name) && !isRead(name), 600)
    await flood((name) => forAnybody.test(name) && isRead(name), 1200)
    await flood((name) => name === loggingOut, 901)
    await flood((name) => forAnybody.test(name) && !isRead(name), 600)
    expect(refusals.length).toBe(routes.length)
    for (const [route, refusal] of refusals) {
      expect(waitOf(refusal), route).toBeGreaterThanOrEqual(1)
      expect(waitOf(refusal), route).toBeLessThanOrEqual(byTheHour.test(route) ? 3600 : 60)
      expect(JSON.parse(String(refusal.body)).code, route).toBe('too_many_requests')
    }
    expect((await bob.poll(room)).more).toBe(false)
    expect((await bob.session()).user.username).toBe(bob.name)
  })

  test('of polls from the beginning is one of history pages', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    await anna.post(room, 'the beginning')
    const poll = asText(anna, 'GET', `/api/rooms/${room.id}/changes`)
    expect((await untilTooMany(parlor, poll)).before).toBe(600)
    expectRefusal(await anna.send('GET', `/api/rooms/${room.id}/messages`), 'too_many_requests')
  })

  test('of addresses that do not exist is stopped as well', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on' })
    const anna = await aPerson(parlor)
    const { before, refusal } = await untilTooMany(parlor, asText(anna, 'GET', '/api/nothing'))
    expect(before).toBe(1200)
    expect(refusal?.status).toBe(429)
  })

  test('of requests that never end is bounded, and over when they are', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const bob = await aPerson(parlor)
    const unfinished = asText(anna, 'POST', '/api/rooms', { name: 'Tea' }).slice(0, -1)
    const crowd = Array.from({ length: 64 }, () => aConnection(parlor))
    for (const connection of crowd) connection.send(unfinished)
    await expect.poll(async () => (await anna.send('GET', '/api/session')).status).toBe(429)
    expect((await bob.session()).user.username).toBe(bob.name)
    for (const { socket } of crowd) socket.destroy()
    await expect.poll(async () => (await anna.send('GET', '/api/session')).status).toBe(200)
  })
})

test('pages with what they show are counted as reading', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const page = asText(anna, 'GET', '/rooms')
  const connection = aConnection(parlor)
  const push = asText(anna, 'GET', '/api/push')
  for (let hundreds = 0; hundreds < 11; hundreds += 1) {
    connection.send(push.repeat(100))
    expect((await connection.replies(100)).map(({ status }) => status)).not.toContain(429)
  }
  connection.send(page.repeat(105))
  const statuses = (await connection.replies(105)).map(({ status }) => status)
  expect(statuses).toEqual(Array.from({ length: 105 }, () => 200))
  expectRefusal(await anna.send('GET', '/api/rooms'), 'too_many_requests')
  // The page asks by itself; whoever is not logged in, and whoever else is, sees no difference.
  const { status, text } = await anna.send('GET', '/rooms')
  expect(status).toBe(200)
  expect(text).not.toContain(room.name)
})

describe('connections of one address', () => {
  async function aServer(trustedProxies: string[]) {
    const server = createHttpServer((_request, response) => void response.end('served'), {
      crowd: { trustedProxies, atMost: 3 },
    })
    server.listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  }
  const request = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n'
  async function several(parlor: { url: string }, count: number) {
    const connections = []
    for (let at = 0; at < count; at += 1) {
      const connection = aConnection(parlor)
      await once(connection.socket, 'connect')
      connections.push(connection)
    }
    return connections
  }

  test('have an end: the next is told so, and closed', async () => {
    const parlor = await aServer([])
    const [first, second, third, fourth] = await several(parlor, 4)
    for (const connection of [first, second, third]) {
      connection?.send(request)
      expect((await connection?.replies(1))?.[0]?.status).toBe(200)
    }
    fourth?.send(request)
    const [refusal] = (await fourth?.replies(1)) ?? []
    expect(refusal?.status).toBe(429)
    expect(refusal?.headers).toMatch(/\r\nretry-after: \d+/i)
    expect(JSON.parse(String(refusal?.body))).toMatchObject({
      code: 'too_many_requests',
      detail: 'Too many connections are open from this address.',
    })
    await fourth?.closed
    first?.socket.destroy()
    await first?.closed
    await expect
      .poll(async () => {
        const [next] = await several(parlor, 1)
        next?.send(request)
        return (await next?.replies(1))?.[0]?.status
      })
      .toBe(200)
  })

  test('that are twice too many are closed at once', async () => {
    const parlor = await aServer([])
    const connections = await several(parlor, 7)
    expect(await connections[6]?.replies(1)).toEqual([])
    expect(connections[0]?.socket.destroyed).toBe(false)
  })

  test('have none for a proxy, whose connections are its clients’', async () => {
    const parlor = await aServer(['127.0.0.1'])
    for (const connection of await several(parlor, 20)) {
      connection.send(request)
      expect((await connection.replies(1))[0]?.status).toBe(200)
    }
  })
})
