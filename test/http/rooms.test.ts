import Type from 'typebox'
import { describe, expect, vi } from 'vitest'
import { Room } from '../../src/protocol/rooms.ts'
import { soon } from '../support/engines.ts'
import {
  aName,
  annaAndBob,
  aParlor,
  aPerson,
  aRoom,
  test,
  testOutOfTime,
} from '../support/examples.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'

/** Whose list changes by what a test does alone. */
const testStill = testOutOfTime()

describe('the list of rooms', () => {
  test('is empty before anybody has created a room, and then shows everybody the same rooms, with the right to delete only to the creator', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor, 'anna')
    expect(await anna.rooms()).toEqual([])
    const bob = await aPerson(parlor, 'bob')
    const tea = await anna.createRoom('Tea')
    const books = await bob.createRoom('Books')

    const rights = (rooms: { id: string; canDelete: boolean }[]) =>
      new Map(rooms.map((room) => [room.id, room.canDelete]))
    await expect
      .poll(async () => rights(await anna.rooms()), soon)
      .toEqual(
        new Map([
          [tea.id, true],
          [books.id, false],
        ]),
      )
    await expect
      .poll(async () => rights(await bob.rooms()), soon)
      .toEqual(
        new Map([
          [tea.id, false],
          [books.id, true],
        ]),
      )
  })

  test('counts the people inside and the messages of each room', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const seen = async () => (await bob.rooms()).find(({ id }) => id === room.id)

    await expect.poll(seen, soon).toMatchObject({ people: 2, messages: 0, lastPostedAt: null })
    const { postedAt } = await anna.post(room, 'hello')
    await expect.poll(seen, soon).toMatchObject({ people: 2, messages: 1, lastPostedAt: postedAt })
    await anna.leave()
    await expect.poll(seen, soon).toMatchObject({ people: 1 })
  })
})

describe('asking again for the list of rooms', () => {
  testStill('costs nothing while nothing has changed', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    await anna.createRoom(aName('Tea'))
    const etag = (await anna.send('GET', '/api/rooms')).headers.get('etag') ?? ''
    const reply = await anna.send('GET', '/api/rooms', undefined, { 'if-none-match': etag })
    expect(reply.status).toBe(304)
    expect(reply.text).toBe('')
    for (const known of ['*', `W/${etag}`, `"older", ${etag}`, `"older",W/${etag} , "oldest"`]) {
      const same = await anna.send('GET', '/api/rooms', undefined, { 'if-none-match': known })
      expect(same.status, known).toBe(304)
    }
    const another = await anna.send('GET', '/api/rooms', undefined, { 'if-none-match': '"older"' })
    expect(another.status).toBe(200)
  })

  testStill.for(['created', 'deleted', 'joined', 'left', 'posted'])(
    'brings the new list once somebody has %s',
    async (event, { parlor }) => {
      const anna = await aPerson(parlor, 'anna')
      const bob = await aPerson(parlor, 'bob')
      const room = await aRoom(bob)
      const etag = (await anna.send('GET', '/api/rooms')).headers.get('etag') ?? ''

      if (event === 'created') await bob.createRoom(aName('Books'))
      if (event === 'deleted') await bob.deleteRoom(room)
      if (event === 'joined') await anna.join(room)
      if (event === 'left') await bob.leave()
      if (event === 'posted') await bob.post(room, 'hello')

      const reply = await vi.waitFor(async () => {
        const reply = await anna.send('GET', '/api/rooms', undefined, { 'if-none-match': etag })
        expect(reply.status).toBe(200)
        return reply
      }, soon)
      expect(reply.headers.get('etag')).not.toBe(etag)
    },
  )

  testStill('never takes one person’s list for another’s', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const { id } = await anna.createRoom(aName('Tea'))
    const etag = (await anna.send('GET', '/api/rooms')).headers.get('etag') ?? ''
    const reply = await bob.send('GET', '/api/rooms', undefined, { 'if-none-match': etag })
    const { rooms } = content(reply, 200, Type.Object({ rooms: Type.Array(Room) }))
    expect(rooms.find((room) => room.id === id)?.canDelete).toBe(false)
  })
})

describe('creating a room', () => {
  test('gives an empty room that belongs to its creator', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const { user } = await anna.session()
    const name = aName('Tea at ')
    expect(await anna.createRoom(name)).toMatchObject({
      name,
      kind: 'open',
      topic: '',
      archivedAt: null,
      createdBy: { id: user.id, username: user.username },
      people: 0,
      messages: 0,
      canDelete: true,
    })
    expect((await anna.session()).room, 'creating is not joining').toBeNull()
  })

  test.for([
    ['an empty name', ''],
    ['a name of spaces', '   '],
    ['a name of 61 characters', 'x'.repeat(61)],
    ['a name with a NUL', 'Tea\u0000'],
    ['a name that changes the direction of writing', 'Tea\u202Eskoob'],
    ['a name with half a surrogate pair', 'Tea\uDC00'],
    ['a name that nobody can see', '\u200B\u200B'],
    ['five accents on one letter', `Te${'\u0301'.repeat(5)}a`],
  ] as const)('with %s is refused', async ([_, name], { parlor }) => {
    const anna = await aPerson(parlor)
    // Only which rooms there are: who falls quiet in one takes a revision of it meanwhile.
    const rooms = async () => (await parlor.database.contents()).get('room')?.map(idOf)
    const before = await rooms()
    expectInvalid(await anna.send('POST', '/api/rooms', { name }), 'name')
    expect(await rooms()).toEqual(before)
  })

  test('folds spaces and line breaks into one space each', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const name = aName('Tea')
    expect((await anna.createRoom(`  Green\n ${name} `)).name).toBe(`Green ${name}`)
  })

  test('takes 60 characters, counted as people count', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const name = '😀'.repeat(49) + aName('x')
    expect((await anna.createRoom(name)).name).toBe(name)
  })

  test('takes four accents on one letter', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const name = `${aName('x')}a${'\u0301'.repeat(4)}`
    expect((await anna.createRoom(name)).name).toBe(name.normalize('NFC'))
  })

  test('with a name that exists is refused, whatever its capitals', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const { name } = await anna.createRoom(aName('Tea'))
    const again = await anna.send('POST', '/api/rooms', { name })
    expectRefusal(again, 'room_name_taken')
    const shouted = await anna.send('POST', '/api/rooms', { name: name.toUpperCase() })
    expectRefusal(shouted, 'room_name_taken')
  })

  test('with one name by several people at once gives exactly one room', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const name = aName('Tea')
    const replies = await Promise.all(
      Array.from({ length: 8 }, () => anna.send('POST', '/api/rooms', { name })),
    )
    expect(replies.filter((reply) => reply.status === 201)).toHaveLength(1)
    const named = async () => (await anna.rooms()).filter((room) => room.name === name)
    await expect.poll(named, soon).toHaveLength(1)
  })
})

describe('deleting a room', () => {
  test('takes it off everybody’s list and frees its name', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Tea'))
    await anna.deleteRoom(room)
    const listed = async () => (await bob.rooms()).map(({ id }) => id)
    await expect.poll(listed, soon).not.toContain(room.id)
    const again = await bob.createRoom(room.name)
    expect(again.id).not.toBe(room.id)
  })

  test('of somebody else is refused and deletes nothing', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    expectRefusal(await bob.send('DELETE', `/api/rooms/${room.id}`), 'not_room_owner')
    await anna.post(room, 'still here')
  })

  test('that does not exist is refused', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    expectRefusal(await anna.send('DELETE', '/api/rooms/nowhere'), 'room_not_found')
  })

  test('twice says that it was deleted, and by two windows at once deletes it once', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const path = `/api/rooms/${room.id}`
    const replies = await Promise.all([anna.send('DELETE', path), anna.send('DELETE', path)])
    const statuses = replies.map((reply) => reply.status).toSorted()
    expect(statuses).toEqual([204, 410])
    const { room: deleted } = expectRefusal(await anna.send('DELETE', path), 'room_deleted')
    expect(deleted).toEqual({ id: room.id, name: room.name })
  })
})

function idOf(row: unknown): unknown {
  return typeof row === 'object' && row !== null && 'id' in row ? row.id : row
}

test('one person may have fifty rooms, and another when one of them is deleted', async ({
  parlor,
}) => {
  const anna = await aPerson(parlor)
  const rooms = []
  for (let at = 1; at <= 49; at += 1) rooms.push(await anna.createRoom(aName('Tea')))
  // Whoever asks for many at once gets no more of them.
  const replies = await Promise.all(
    Array.from({ length: 5 }, () => anna.send('POST', '/api/rooms', { name: aName('Tea') })),
  )
  const statuses = replies.map(({ status }) => status).toSorted((a, b) => a - b)
  expect(statuses).toEqual([201, 413, 413, 413, 413])
  const refused = await anna.send('POST', '/api/rooms', { name: aName('Tea') })
  expect(refused.status).toBe(413)
  expect(refused.body).toMatchObject({ code: 'quota_exceeded' })
  expect((await (await aPerson(parlor, 'bob')).createRoom(aName('Tea'))).people).toBe(0)
  if (rooms[0]) await anna.deleteRoom(rooms[0])
  await anna.createRoom(aName('Tea'))
})
