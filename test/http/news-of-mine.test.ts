import { describe, expect } from 'vitest'
import { Changes } from '../../src/protocol/changes.ts'
import { News } from '../../src/protocol/news.ts'
import { processes } from '../support/engines.ts'
import { aName, aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import { content, expectInvalid, expectRefusal, type Reply } from '../support/reply.ts'
import { idOf } from './standing.ts'

/** What they say of these rooms; of others, tests beside this one may have done something. */
function toldOf(of: readonly { id: string }[], { rooms, gone }: News) {
  const asked = new Set(of.map(({ id }) => id))
  return {
    rooms: rooms.filter(({ id }) => asked.has(id)).map(({ id, unread }) => [id, unread]),
    gone: gone.filter((id) => asked.has(id)),
  }
}

const numberIn = ({ headers }: Reply) => headers.get('parlor-news') ?? ''

const nothing = { rooms: [], gone: [] }

// Where there are several processes, another one has everything told first.
describe.runIf(processes === 1)('the news of one’s own rooms', () => {
  test('are of these alone, and the next news of all make up for the others', async ({
    parlor,
  }) => {
    const bob = await aPerson(parlor, 'bob')
    const carla = await aPerson(parlor, 'carla')
    const mine = await aRoom(bob)
    const other = await carla.createRoom(aName('Other'))
    const ends = await carla.createRoom(aName('Ends'))
    await carla.join(other)
    const anna = await aPerson(parlor, 'anna')
    await anna.join(mine)
    await anna.leave()
    const all = [mine, other, ends]
    const { cursor: before } = await anna.news()

    await bob.post(mine, 'one')
    await carla.post(other, 'two')
    await carla.deleteRoom(ends)
    const first = await anna.newsOfMine(before)
    expect(toldOf(all, first)).toEqual({ rooms: [[mine.id, 1]], gone: [] })
    expect(toldOf(all, await anna.newsOfMine(first.cursor))).toEqual(nothing)

    await bob.post(mine, 'three')
    const second = await anna.newsOfMine(first.cursor)
    expect(toldOf(all, second)).toEqual({ rooms: [[mine.id, 2]], gone: [] })

    const whole = await anna.news(second.cursor)
    expect(toldOf([other, ends], whole)).toEqual({ rooms: [[other.id, null]], gone: [ends.id] })
    expect(toldOf(all, await anna.news(whole.cursor))).toEqual(nothing)
  })

  test('are also that one belongs to another, or to one no more', async ({ parlor }) => {
    const bob = await aPerson(parlor, 'bob')
    const anna = await aPerson(parlor, 'anna')
    const open = await bob.createRoom(aName('Open'))
    const closed = await bob.createRoom(aName('Closed'), 'private')
    const { cursor } = await anna.news()
    await anna.join(open)
    const joined = await anna.newsOfMine(cursor)
    expect(toldOf([open, closed], joined)).toEqual({ rooms: [[open.id, 0]], gone: [] })

    await bob.act('PUT', closed, 'members', await idOf(anna), { role: 'member' })
    const added = await anna.newsOfMine(joined.cursor)
    expect(toldOf([open, closed], added)).toEqual({ rooms: [[closed.id, 0]], gone: [] })

    await bob.act('DELETE', closed, 'members', await idOf(anna))
    const removed = await anna.newsOfMine(added.cursor)
    expect(toldOf([open, closed], removed)).toEqual({ rooms: [], gone: [closed.id] })
  })

  test('come with a poll that says where they end and what their number was, and only when it is another', async ({
    parlor,
  }) => {
    const bob = await aPerson(parlor, 'bob')
    const anna = await aPerson(parlor, 'anna')
    const elsewhere = await aRoom(bob)
    const here = await aRoom(anna)
    await anna.join(elsewhere)
    const { cursor: after } = await anna.join(here)
    const { cursor } = await anna.news()
    const known = numberIn(await anna.sendPoll(here, after))
    const poll = async (asked: Record<string, string>) => {
      const query = new URLSearchParams(asked)
      const reply = await anna.send('GET', `/api/rooms/${here.id}/changes?${query}`)
      return { number: numberIn(reply), ...content(reply, 200, Changes) }
    }
    const one = { after, news: cursor, known }
    expect(await poll(one)).not.toHaveProperty('news')

    await bob.post(elsewhere, 'one')
    // In this order it is answered from memory at once, in the other by the route.
    const told = await poll(one)
    expect(told.number).not.toBe(known)
    expect(told.messages).toEqual([])
    const { news } = told
    expect(news && toldOf([here, elsewhere], news)).toEqual({
      rooms: [[elsewhere.id, 1]],
      gone: [],
    })
    expect((await poll({ known, news: cursor, after })).news).toEqual(news)
    expect((await poll({ after })).news).toBeUndefined()

    const then = { after, news: news?.cursor ?? '', known: told.number }
    for (const _ of [1, 2]) expect(await poll(then)).not.toHaveProperty('news')
    await bob.post(elsewhere, 'two')
    const more = (await poll(then)).news
    expect(more && toldOf([here, elsewhere], more)).toEqual({
      rooms: [[elsewhere.id, 2]],
      gone: [],
    })
  })

  test('never come with a poll that goes on from another’s, or from what nobody said', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const here = await aRoom(anna)
    const { cursor } = await anna.poll(here)
    const { cursor: ofBob } = await bob.news()
    for (const news of [ofBob, 'x', '', '1.2', '9'.repeat(256)]) {
      const query = new URLSearchParams({ after: cursor, news, known: 'x' })
      const reply = await anna.send('GET', `/api/rooms/${here.id}/changes?${query}`)
      expect(content(reply, 200, Changes)).toEqual({ cursor, messages: [], more: false })
    }
    const path = `/api/rooms/${here.id}/changes?after=${cursor}`
    expectInvalid(await anna.send('GET', `${path}&news=${'9'.repeat(257)}&known=1`), 'news')
    expectInvalid(await anna.send('GET', `${path}&news=1&known=${'9'.repeat(33)}`), 'known')
  })

  test('are at first all of these', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const mine = await aRoom(anna)
    const other = await aRoom(bob)
    const reply = await anna.send('GET', '/api/me/news?of=mine')
    const first = content(reply, 200, News)
    expect(first.rooms.map(({ id }) => id)).toEqual([mine.id])
    expect(toldOf([mine, other], await anna.newsOfMine(first.cursor))).toEqual(nothing)
    await bob.join(mine)
    await bob.post(mine, 'one')
    const second = await anna.newsOfMine(first.cursor)
    expect(toldOf([mine, other], second)).toEqual({ rooms: [[mine.id, 1]], gone: [] })
    const whole = await anna.news(second.cursor)
    expect(whole.rooms.map(({ id }) => id)).toEqual(expect.arrayContaining([mine.id, other.id]))
  })

  test('are everything after a restart, of which nobody knows what they missed', async () => {
    const alone = await aParlor()
    const bob = await aPerson(alone, 'bob')
    const mine = await aRoom(bob)
    const other = await bob.createRoom(aName('Other'))
    const { cursor } = await bob.news()
    await alone.stop()
    await alone.startAgain()
    await bob.send('PATCH', `/api/rooms/${other.id}`, { topic: 'another' })
    const { rooms, all } = await bob.newsOfMine(cursor)
    const both = new Set([mine.id, other.id])
    expect(new Set(rooms.map(({ id }) => id))).toEqual(both)
    expect(new Set(all)).toEqual(both)
  })

  test('are refused at once to who has logged out, to others, and with a word that means nothing', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const { cursor } = await anna.news()
    await anna.newsOfMine(cursor)
    await bob.news()
    const path = `/api/me/news?after=${cursor}`
    expectRefusal(await bob.send('GET', `${path}&of=mine`), 'cursor_unknown')
    for (const of of ['', 'mines', 'all&of=mine']) {
      expectInvalid(await anna.send('GET', `${path}&of=${of}`), 'of')
    }
    const headers = { cookie: anna.cookies.header() }
    await anna.logOut()
    const late = await anna.send('GET', `${path}&of=mine`, undefined, headers)
    expectRefusal(late, 'not_logged_in')
  })
})
