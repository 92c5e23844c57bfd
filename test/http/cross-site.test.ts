import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { aName, aParlor, aPassword, aPerson, aRoom, test } from '../examples.ts'
import { expectRefusal } from '../reply.ts'
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
