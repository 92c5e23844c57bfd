import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { aParlor, aPerson, aRoom } from '../support/examples.ts'
import { expectRefusal } from '../support/reply.ts'

test('while another process holds the database, writing is refused for now and polls go on', async () => {
  const parlor = await aParlor()
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  await anna.post(room, 'before')
  const key = randomUUID()
  const unlock = await parlor.database.lock()
  try {
    const posting = anna.sendPost(room, 'now', key)
    expect((await anna.catchUp(room, undefined, 1)).messages.map(({ body }) => body)).toEqual([
      'before',
    ])
    const refused = await posting
    expectRefusal(refused, 'unavailable')
    expect(refused.headers.get('retry-after'), 'seconds').toBe('1')
  } finally {
    await unlock()
  }
  expect((await anna.catchUp(room)).messages.map(({ body }) => body)).toEqual(['before'])
  expect((await anna.sendPost(room, 'now', key)).status, 'the retry').toBe(201)
})

test('a post into a room that one does not see is refused before anything is written, as into none', async () => {
  const parlor = await aParlor()
  const anna = await aPerson(parlor)
  const bob = await aPerson(parlor, 'bob')
  const hidden = await anna.createRoom('Hidden', 'private')
  const unlock = await parlor.database.lock()
  try {
    for (const id of [hidden.id, 'zzzzzzzzzzzz']) {
      expectRefusal(await bob.sendPost({ ...hidden, id }, 'hello', randomUUID()), 'room_not_found')
    }
  } finally {
    await unlock()
  }
})

test('a fault inside the server is told without a word about its inside', async () => {
  const parlor = await aParlor()
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  await parlor.database.tamper('alter table message rename to mislaid')
  const reply = await anna.sendPost(room, 'hello')
  expectRefusal(reply, 'internal_error')
  expect(reply.text).not.toMatch(/table|mislaid|insert|select/i)
  await parlor.database.tamper('alter table mislaid rename to message')
  expect((await anna.post(room, 'hello')).seq, 'nothing was half done').toBe(1)
})
