import { describe, expect } from 'vitest'
import { processes } from '../support/engines.ts'
import { annaAndBob, aPerson, aRoom, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'

async function aRoomWithMessages(person: Person, count: number) {
  const room = await aRoom(person)
  for (let at = 0; at < count; at += 10) {
    const few = Array.from({ length: Math.min(10, count - at) }, (_, next) => at + next + 1)
    await Promise.all(few.map((number) => person.post(room, `message ${number}`)))
  }
  return room
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at + 1)

describe('the history of a room', () => {
  test('reads backwards page by page, with nothing skipped and nothing twice', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoomWithMessages(anna, 23)
    const pages: number[][] = []
    let before = Number.MAX_SAFE_INTEGER
    let hasOlder = true
    while (hasOlder) {
      const page = await anna.history(room, `?before=${before}&limit=5`)
      pages.push(page.messages.map(({ seq }) => seq))
      before = page.messages[0]?.seq ?? 1
      hasOlder = page.hasOlder
    }
    expect(pages).toEqual([
      [19, 20, 21, 22, 23],
      [14, 15, 16, 17, 18],
      [9, 10, 11, 12, 13],
      [4, 5, 6, 7, 8],
      [1, 2, 3],
    ])
  })

  test('says that there is nothing older when a page ends exactly at the first message', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoomWithMessages(anna, 4)
    expect((await anna.history(room, '?before=5&limit=4')).hasOlder).toBe(false)
    expect((await anna.history(room, '?before=5&limit=3')).hasOlder).toBe(true)
    expect(await anna.history(room, '?before=1')).toEqual({ messages: [], hasOlder: false })
  })

  test('without a question gives the 50 newest messages', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoomWithMessages(anna, 50)
    const whole = await anna.history(room)
    expect(whole.messages.map(({ seq }) => seq)).toEqual(upTo(50))
    expect(whole.hasOlder).toBe(false)
    await anna.post(room, 'the 51st')
    const { messages, hasOlder } = await anna.history(room)
    expect(messages.map(({ seq }) => seq)).toEqual(upTo(51).slice(1))
    expect(hasOlder).toBe(true)
  })

  test('reads forwards, and around a place, and says whether there is more either way', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoomWithMessages(anna, 20)
    const page = async (query: string) => {
      const { messages, ...more } = await anna.history(room, query)
      return { ...more, seqs: messages.map(({ seq }) => seq) }
    }
    expect(await page('?after=14&limit=3')).toEqual({
      seqs: [15, 16, 17],
      hasOlder: true,
      hasNewer: true,
    })
    expect(await page('?after=17&limit=3')).toEqual({
      seqs: [18, 19, 20],
      hasOlder: true,
      hasNewer: false,
    })
    expect(await page('?after=0&limit=2')).toEqual({
      seqs: [1, 2],
      hasOlder: false,
      hasNewer: true,
    })
    expect(await page('?after=20')).toEqual({ seqs: [], hasOlder: true, hasNewer: false })
    expect(await page('?around=10&limit=6')).toEqual({
      seqs: [8, 9, 10, 11, 12, 13],
      hasOlder: true,
      hasNewer: true,
    })
    expect(await page('?around=1&limit=4')).toEqual({
      seqs: [1, 2, 3, 4],
      hasOlder: false,
      hasNewer: true,
    })
    expect(await page('?around=19&limit=8')).toMatchObject({
      seqs: [16, 17, 18, 19, 20],
      hasNewer: false,
    })
    expect(await page('?around=999&limit=8')).toMatchObject({ seqs: [17, 18, 19, 20] })
    expect(await page('?around=7&limit=1')).toMatchObject({ seqs: [7], hasNewer: true })
    const { messages } = await anna.history(room)
    const posted = new Date(Date.parse(messages[11]?.postedAt ?? '')).toISOString()
    const since = await anna.history(room, `?since=${posted}&limit=200`)
    // What several processes posted in one moment has times that are not in order.
    if (processes === 1) {
      expect(since.messages).toEqual(messages.filter(({ postedAt }) => postedAt >= posted))
    }
    expect(await page('?since=2000-01-01T00:00:00Z&limit=2')).toMatchObject({ seqs: [1, 2] })
    expect(await page('?since=2100-01-01T00:00:00%2B02:00')).toMatchObject({ seqs: [] })
    expectInvalid(await anna.send('GET', `/api/rooms/${room.id}/messages?since=soon`), 'since')
    for (const query of ['?after=1&before=3', '?around=1&before=3', '?around=1&after=1']) {
      const field = query.slice(1, query.indexOf('='))
      expectInvalid(await anna.send('GET', `/api/rooms/${room.id}/messages${query}`), field)
    }
  })

  test('gives as many as 200 at a time', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoomWithMessages(anna, 201)
    const { messages, hasOlder } = await anna.history(room, '?limit=200')
    expect(messages.map(({ seq }) => seq)).toEqual(upTo(201).slice(1))
    expect(hasOlder).toBe(true)
  })

  test('of an empty room is empty', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    expect(await anna.history(room)).toEqual({ messages: [], hasOlder: false })
  })

  test('stays as it is while new messages arrive', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoomWithMessages(anna, 6)
    const older = await anna.history(room, '?before=5&limit=3')
    await anna.post(room, 'new')
    expect(await anna.history(room, '?before=5&limit=3')).toEqual(older)
  })

  test.for([
    ['limit', '0'],
    ['limit', '201'],
    ['limit', '-1'],
    ['limit', '1.5'],
    ['limit', 'many'],
    ['before', '0'],
    ['before', '-3'],
    ['before', 'NaN'],
    ['before', '99999999999999999999'],
    ['before', "1' or '1'='1"],
  ] as const)('with a %s of %s is refused', async ([field, value], { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const query = new URLSearchParams({ [field]: value })
    expectInvalid(await anna.send('GET', `/api/rooms/${room.id}/messages?${query}`), field)
  })

  test('of an open room is for everybody with an account, and of a private one for those who belong', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoomWithMessages(anna, 2)
    const inside = await anna.history(room)
    expect(await bob.history(room)).toEqual(inside)
    await anna.changeRoom(room, { kind: 'private' })
    expectRefusal(await bob.send('GET', `/api/rooms/${room.id}/messages`), 'room_not_found')
    await anna.leave()
    expect(await anna.history(room)).toEqual(inside)
    expectRefusal(await bob.send('GET', '/api/rooms/nowhere/messages'), 'room_not_found')
  })

  test('read from outside brings nobody inside', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const { cursor } = await anna.join(room)
    await bob.leave()
    await bob.history(room)
    expect((await bob.session()).room).toBeNull()
    expectRefusal(await bob.sendPoll(room, cursor), 'not_in_room')
  })
})
