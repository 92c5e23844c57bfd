import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, vi } from 'vitest'
import { aName, aParlor, aPassword, aPerson, aRoom, test } from '../support/examples.ts'
import { aProxy } from '../support/proxy.ts'
import { expectRefusal } from '../support/reply.ts'
import { everyWrite } from './routes.ts'

test.for([
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://127.0.0.1:1' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
])('a page of another site can write nothing: %j', async (foreign) => {
  const parlor = await aParlor()
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const { id } = await anna.post(room, 'mine')
  // One body with everything that any write asks for, so that nothing but the site is wrong.
  const json = {
    username: aName('eve'),
    password: aPassword(),
    name: aName('Room'),
    roomId: room.id,
    body: 'not mine',
    key: randomUUID(),
    seq: 1,
  }
  const writes = await everyWrite(anna, room.id)
  expect(writes.length).toBeGreaterThanOrEqual(7)
  for (const { method, path } of writes) {
    const body = method === 'DELETE' ? undefined : json
    expectRefusal(await anna.send(method, path, body, foreign), 'cross_site')
  }
  expect((await anna.session()).room?.id).toBe(room.id)
  expect((await anna.rooms()).map(({ name }) => name)).toEqual([room.name])
  expect((await anna.history(room)).messages.map((message) => message.id)).toEqual([id])
})

test('Parlor’s own page can write, and so can a program that names no site', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const own = { origin: parlor.url, 'sec-fetch-site': 'same-origin' }
  const name = aName('Tea')
  expect((await anna.send('POST', '/api/rooms', { name }, own)).status).toBe(201)
  await anna.createRoom(aName('Tea'))
})

test('no site is ever told that it may read the answers', async ({ parlor }) => {
  const anna = await aPerson(parlor)
  const origin = 'https://evil.example'
  const reading = await anna.send('GET', '/api/rooms', undefined, { origin })
  const asking = await anna.send('OPTIONS', '/api/rooms', undefined, {
    origin,
    'access-control-request-method': 'POST',
  })
  for (const { headers } of [reading, asking]) {
    expect(headers.get('access-control-allow-origin')).toBeNull()
    expect(headers.get('access-control-allow-credentials')).toBeNull()
  }
})

describe('behind a proxy that passes on another host', () => {
  const browser = { origin: 'https://chat.example.org', 'sec-fetch-site': 'same-origin' }
  const { 'sec-fetch-site': _, ...older } = browser
  const plain = () => ({ host: '127.0.0.1:5000' })

  test('a browser that says that the page is of this site is believed', async ({ parlor }) => {
    const proxy = await aProxy(parlor, { headers: (sent) => ({ ...sent, ...plain() }) })
    const anna = await aPerson(proxy)
    const name = aName('Tea')
    expect((await anna.send('POST', '/api/rooms', { name }, browser)).status).toBe(201)
  })

  test('one that does not is refused with the header to set, which the log names once', async () => {
    const logged: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((line) => {
      logged.push(String(line))
      return true
    })
    onTestFinished(() => write.mockRestore())
    const parlor = await aParlor({ LOG_LEVEL: 'warn' })
    const proxy = await aProxy(parlor, { headers: (sent) => ({ ...sent, ...plain() }) })
    const anna = await aPerson(proxy)
    const reply = await anna.send('POST', '/api/rooms', { name: aName('Tea') }, older)
    const { detail } = expectRefusal(reply, 'cross_site')
    expect(detail).toContain('proxy_set_header Host')
    expect(detail).toContain('TRUSTED_PROXIES')
    expect(reply.text).not.toContain('chat.example.org')
    await anna.send('POST', '/api/rooms', { name: aName('Tea') }, older)
    const lines = () => logged.filter((line) => line.includes('proxy_set_header Host'))
    await expect.poll(() => lines().length).toBe(1)
    expect(lines()[0]).toContain('"origin":"https://chat.example.org","host":"127.0.0.1:5000"')
  })

  test('and nothing of that helps another site', async ({ parlor }) => {
    const proxy = await aProxy(parlor, { headers: (sent) => ({ ...sent, ...plain() }) })
    const anna = await aPerson(proxy)
    const foreign = { ...browser, 'sec-fetch-site': 'cross-site' }
    const reply = await anna.send('POST', '/api/rooms', { name: aName('Tea') }, foreign)
    expect(expectRefusal(reply, 'cross_site').detail).toBeUndefined()
  })
})
