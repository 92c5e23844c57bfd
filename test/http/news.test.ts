import { describe, expect, vi } from 'vitest'
import type { News } from '../../src/protocol/news.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { engine, processes, soon } from '../support/engines.ts'
import {
  aName,
  annaAndBob,
  aParlor,
  aPerson,
  aRoom,
  test,
  testOutOfTime,
} from '../support/examples.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'
import { aViewer, RoomList } from './room-list.ts'

/** What the next news are that are not empty. */
function nextNews(list: RoomList): Promise<News> {
  return vi.waitFor(async () => {
    const news = await list.poll()
    expect(news.rooms.length + news.gone.length).toBeGreaterThan(0)
    return news
  }, soon)
}

const idsOf = (rooms: readonly { id: string }[]) => rooms.map(({ id }) => id)
const unreadOf = (rooms: readonly Room[], { id }: Room) =>
  rooms.find((room) => room.id === id)?.unread

/** Whose list changes by what a test does alone. */
const testStill = testOutOfTime()

describe('the news of the list of rooms', () => {
  testStill('are all of it to whoever has nothing yet', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const rooms = [await aRoom(anna, bob), await aRoom(bob)]
    await anna.post(rooms[0] as Room, 'hello')
    await vi.waitFor(async () => {
      const { rooms: told, gone, more, all } = await bob.news()
      const listed = await bob.rooms()
      expect(told.map(({ version: _, ...room }) => room)).toEqual(expect.arrayContaining(listed))
      expect(told).toHaveLength(listed.length)
      expect(idsOf(told)).toEqual(expect.arrayContaining(idsOf(rooms)))
      expect({ gone, more, all }).toEqual({ gone: [], more: false, all: undefined })
    }, soon)
  })

  testStill('are nothing while nothing changes', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    await aRoom(anna)
    const list = await aViewer(anna)
    const { rooms, gone, more } = await list.poll()
    expect({ rooms, gone, more }).toEqual({ rooms: [], gone: [], more: false })
  })

  testStill.for(['created', 'joined', 'left', 'posted'])(
    'are one room, as it now is, when somebody has %s',
    async (event, { parlor }) => {
      const anna = await aPerson(parlor, 'anna')
      const bob = await aPerson(parlor, 'bob')
      await aRoom(anna)
      const room = await aRoom(bob)
      const list = await aViewer(anna)
      // Of the rooms themselves some process may have heard late.
      for (let at = 0; at < processes; at += 1) await vi.waitFor(() => list.expectFresh(), soon)

      const created = event === 'created' ? await bob.createRoom(aName('Books')) : room
      if (event === 'joined') await (await aPerson(parlor, 'carla')).join(room)
      if (event === 'left') await bob.leave()
      const message = event === 'posted' ? await bob.post(room, 'hello') : null

      const { rooms, gone } = await nextNews(list)
      expect(idsOf(rooms)).toEqual([created.id])
      expect(gone).toEqual([])
      expect(rooms[0]).toMatchObject({
        people: { created: 0, joined: 2, left: 0, posted: 1 }[event],
        messages: message ? 1 : 0,
        lastPostedAt: message?.postedAt ?? null,
        canDelete: false,
        unread: null,
      })
    },
  )

  testStill('are the id of a room that was deleted', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const room = await anna.createRoom(aName('Tea'))
    await anna.createRoom(aName('Books'))
    const list = await aViewer(await aPerson(parlor, 'bob'))
    await anna.deleteRoom(room)
    const { rooms, gone } = await nextNews(list)
    expect({ rooms, gone }).toEqual({ rooms: [], gone: [room.id] })
  })

  testStill('are what one has read oneself, and not what others have', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    await anna.post(room, 'hello')
    const lists = [await aViewer(anna), await aViewer(bob)] as const
    await expect.poll(async () => unreadOf(await bob.rooms(), room), soon).toBe(1)
    for (const list of lists) await vi.waitFor(() => list.expectFresh(), soon)
    await bob.send('PUT', `/api/rooms/${room.id}/read`, { seq: 1 })
    const { rooms } = await nextNews(lists[1])
    expect(rooms).toMatchObject([{ id: room.id, unread: 0 }])
    expect((await lists[0].poll()).rooms).toEqual([])
  })

  testStill(
    'of an edit are none, unless it is of the message that lists show',
    async ({ parlor }) => {
      const anna = await aPerson(parlor, 'anna')
      const room = await aRoom(anna)
      const message = await anna.post(room, 'hello')
      const newest = await anna.post(room, 'and now')
      const bob = await aPerson(parlor, 'bob')
      const list = await aViewer(bob)
      await vi.waitFor(() => list.expectFresh(), soon)
      await anna.edit(room, message, 'hello!')
      expect((await list.poll()).rooms).toEqual([])
      await anna.edit(room, newest, 'and then')
      expect((await list.poll()).rooms).toMatchObject([{ last: { excerpt: 'and then' } }])
    },
  )
})

describe('a cursor', () => {
  test.for(['', 'x', 'a.b.c', 'a.1.x.y', 'a.1.x.y.-1', '💥'])(
    'that was never given, as %j, is refused',
    async (cursor, { parlor }) => {
      expectRefusal(await (await aPerson(parlor)).sendNews(cursor), 'cursor_unknown')
    },
  )

  test('of somebody else is refused', async ({ parlor }) => {
    const { cursor } = await (await aPerson(parlor, 'bob')).news()
    expectRefusal(await (await aPerson(parlor, 'anna')).sendNews(cursor), 'cursor_unknown')
  })

  test('that is longer than any is invalid, and so are two', async () => {
    // Where there are few rooms, news are answered from memory.
    const anna = await aPerson(await aParlor())
    const { cursor } = await anna.news()
    expectInvalid(await anna.sendNews(`${cursor}${'.x.1'.repeat(64)}`), 'after')
    const twice = await anna.send('GET', `/api/me/news?after=${cursor}&after=${cursor}`)
    expectInvalid(twice, 'after')
  })

  testStill(
    'from the future of its process is told everything, and what there is',
    async ({ parlor }) => {
      const anna = await aPerson(parlor)
      const room = await anna.createRoom(aName('Tea'))
      const { cursor } = await vi.waitFor(async () => {
        const news = await anna.news()
        expect(idsOf(news.rooms)).toContain(room.id)
        return news
      }, soon)
      const forged = cursor.replace(/\.\d+$/, '.999999999').replace(/^(\w+\.\d+)\.[^.]+/, '$1.x')
      const { rooms, all } = await anna.news(forged)
      const listed = new Set(idsOf(await anna.rooms()))
      expect(listed).toContain(room.id)
      expect(new Set(idsOf(rooms))).toEqual(listed)
      expect(new Set(all)).toEqual(listed)
    },
  )

  test('outlives a restart: nothing is told again of what did not change', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    await anna.createRoom('Tea')
    const list = await aViewer(anna)
    await vi.waitFor(() => list.expectFresh(), soon)
    await parlor.stop()
    await parlor.startAgain()
    const { rooms, gone, all } = await list.poll()
    expect({ rooms, gone, all }).toEqual({ rooms: [], gone: [], all: undefined })
  })

  test('from before a restart leads to everything there is, without what is gone', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const tea = await anna.createRoom('Tea')
    const books = await anna.createRoom('Books')
    const list = await aViewer(anna)
    await vi.waitFor(() => list.expectFresh(), soon)
    await anna.deleteRoom(tea)
    await parlor.stop()
    await parlor.startAgain()
    const { all } = await list.poll()
    expect(all).toEqual([books.id])
    expect([...list.rooms.keys()]).toEqual([books.id])
  })

  test('from before a backup was restored leads back to what the backup has', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    await parlor.stop()
    await parlor.database.backup()
    await parlor.startAgain()
    await anna.join(room)
    for (const text of ['one', 'two', 'three']) await anna.post(room, text)
    const list = await aViewer(anna)
    await vi.waitFor(() => list.expectFresh(), soon)
    expect(list.rooms.get(room.id)?.messages).toBe(3)
    await parlor.stop()
    if (engine === 'sqlite') await parlor.database.clear()
    await parlor.database.restore()
    await parlor.startAgain()
    await vi.waitFor(async () => {
      await list.poll()
      expect(list.rooms.get(room.id)?.messages).toBe(0)
    }, soon)
  })
})

test('an answer has 256 KB at the most, and the rest is asked for', async () => {
  const parlor = await aParlor()
  const anna = await aPerson(parlor)
  const { id } = (await anna.session()).user
  await parlor.stop()
  const count = 900
  const name = '😀'.repeat(50)
  const rows = Array.from(
    { length: count },
    (_, at) => `('room${at}', '${name}${at}', '${id}', ${1_700_000_000_000 + at}, 0, 0)`,
  )
  await parlor.database.tamper(
    `insert into room (id, name, created_by_id, created_at, rev, last_seq) values ${rows.join()}`,
  )
  await parlor.startAgain()
  const list = new RoomList(anna)
  const sizes: number[] = []
  do sizes.push(await list.pollForBytes())
  while (list.more)
  expect(list.rooms.size).toBe(count)
  expect(Math.max(...sizes)).toBeLessThanOrEqual(256 * 1024 + 1024)
  if (processes === 1) expect(sizes).toHaveLength(2)
})
