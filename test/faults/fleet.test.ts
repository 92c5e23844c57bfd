import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import type { PersonInRoom } from '../../src/protocol/people.ts'
import { aName, annaAndBob, aPerson, aRoom } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { startPostgres } from '../support/postgres.ts'
import { expectRefusal } from '../support/reply.ts'
import { aFleet, aSharedFleet, type Fleet, through } from './fleet.ts'
import { thorough } from './intensity.ts'
import { aLedger } from './ledger.ts'
import { aWindow, settled } from './window.ts'

const rounds = thorough ? 60 : 2
const patience = { timeout: 5000, interval: 20 }

const sharedFleets = { sqlite: aSharedFleet('sqlite'), postgres: aSharedFleet('postgres') }

describe.for(['sqlite', 'postgres'] as const)('three processes on one %s database', (on) => {
  const sharedFleet = sharedFleets[on]

  test('row 16: one request sent to all processes at once makes one message', async () => {
    const fleet = sharedFleet()
    const anna = await aPerson(fleet)
    const room = await aRoom(anna)
    const elsewhere = fleet.servers.map((server) => through(server, anna))
    for (let at = 1; at <= rounds; at += 1) {
      const key = randomUUID()
      const replies = await Promise.all(
        [...elsewhere, ...elsewhere].map((person) => person.sendPost(room, `once ${at}`, key)),
      )
      const statuses = replies.map(({ status }) => status).toSorted()
      expect(statuses).toEqual([200, 200, 200, 200, 200, 201])
      for (const { body } of replies) expect(body).toMatchObject({ message: { seq: at, key } })
    }
  })

  test('P9: windows that join different rooms through different processes at once are in one', async () => {
    const fleet = sharedFleet()
    const anna = await aPerson(fleet)
    const rooms = [await aRoom(anna), await aRoom(anna), await aRoom(anna)]
    const { user } = await anna.session()
    const windows = fleet.servers.map((server) => through(server, anna))
    for (let at = 0; at < rounds; at += 1) {
      const moves = windows.map((window, i) => {
        const room = rooms[(at + i) % 3]
        return room && (i === at % 5 ? window.leave() : window.join(room).then(() => {}))
      })
      await Promise.all(moves)
      const presences = (await fleet.database.contents()).get('presence') ?? []
      expect(presences.filter((row) => isInside(row, user.id)).length).toBeLessThanOrEqual(1)
      const inside = await Promise.all(windows.map((window) => window.session()))
      expect(new Set(inside.map(({ room }) => room?.id)).size, 'all say the same').toBe(1)
    }
    const counts = () => Promise.all(windows.map((window) => peopleCounted(window, rooms)))
    const expected = (await windows[0]?.session())?.room ? 1 : 0
    await expect.poll(counts, patience).toEqual([expected, expected, expected])
  })

  test('whoever was let in, posts, or has made a room through one process can go on through another at once', async () => {
    const fleet = sharedFleet()
    const anna = await aPerson(fleet)
    for (let at = 0; at < rounds; at += 1) {
      const room = await anna.createRoom(aName('Tea'))
      const { cursor } = await anna.join(room)
      const message = await anna.post(room, 'hello')
      await expect
        .poll(async () => (await anna.poll(room, cursor)).messages, patience)
        .toEqual([message])
      expect((await anna.history(room)).hasOlder).toBe(false)
      const { cursor: newest } = await anna.join(room)
      expect(await anna.poll(room, newest)).toEqual({ cursor: newest, messages: [], more: false })
      // Nobody makes sixty rooms and keeps them.
      await anna.deleteRoom(room)
    }
  })

  test('a log-out, a new room and a deleted one are known to all processes within a poll', async () => {
    const fleet = sharedFleet()
    const { anna, bob, room } = await annaAndBob(fleet)
    const windows = fleet.servers.map((server) => through(server, bob))
    const listed = () =>
      Promise.all(
        windows.map(async (window) => (await window.rooms()).some(({ id }) => id === room.id)),
      )
    await expect.poll(listed, patience).toEqual([true, true, true])
    const tags = async () => {
      const replies = await Promise.all(windows.map((window) => window.send('GET', '/api/rooms')))
      return new Set(replies.map(({ headers }) => headers.get('etag'))).size
    }
    await expect.poll(tags, patience).toBe(1)

    await anna.deleteRoom(room)
    const polls = () => Promise.all(windows.map(async (w) => (await w.sendPoll(room)).status))
    await expect.poll(polls, patience).toEqual([410, 410, 410])
    await expect.poll(listed, patience).toEqual([false, false, false])
    await bob.logOut()
    const sessions = () =>
      Promise.all(windows.map(async (w) => (await w.send('GET', '/api/session')).status))
    await expect.poll(sessions, patience).toEqual([401, 401, 401])
  })

  test(`rows 10, 11: ${rounds} bursts of writing, with processes killed between them: nothing is lost, doubled or out of order`, {
    timeout: 1_800_000,
  }, async () => {
    const fleet = sharedFleet()
    const { windows, ledger } = await aBusyRoom(fleet)
    for (let round = 1; round <= rounds; round += 1) {
      const before = ledger.acknowledgements()
      for (const window of windows)
        for (let at = 0; at < 5; at += 1) window.say(`${round}.${at} by ${window.name}`)
      await wait(randomInt(400))
      const victim = fleet.servers[round % fleet.servers.length]
      if (round % 2 === 0) await victim?.kill()
      if (round % 2 === 0) await victim?.start()
      for (const window of windows) window.wake()
      await expect.poll(() => ledger.acknowledgements()).toBeGreaterThan(before)
    }
    const account = ledger.expectFlawless(await settled(windows))
    for (const window of windows) expect(peopleIn(window.store.people.value)).toHaveLength(4)
    console.log(`${on}, ${rounds} rounds:`, JSON.stringify(account))
  })
})

describe('processes on PostgreSQL', () => {
  test('row 12: while the commit of one process is stalled, nobody is given a place above it', async () => {
    const fleet = sharedFleets.postgres()
    const { windows, ledger, room } = await aBusyRoom(fleet)
    const { user } = await (await aPerson(fleet, 'carla')).session()
    const client = new pg.Client(fleet.database.url)
    await client.connect()
    for (let at = 1; at <= 3; at += 1) {
      await client.query('begin')
      const { rows } = await client.query(
        'update room set rev = rev + 1, last_seq = last_seq + 1 where id = $1 returning rev, last_seq',
        [room.id],
      )
      const { rev, last_seq } = rows[0]
      await client.query(
        'insert into message (room_id, seq, rev, author_id, body, posted_at, key) values ($1, $2, $3, $4, $5, 0, $6)',
        [room.id, last_seq, rev, user.id, `stalled ${at}`, randomUUID()],
      )
      for (const window of windows) window.say(`meanwhile ${at} by ${window.name}`)
      await wait(2000)
      await client.query('commit')
    }
    await client.end()
    const log = await settled(windows)
    ledger.expectFlawless(log)
    expect(log.filter(({ body }) => body.startsWith('stalled'))).toHaveLength(3)
  })

  test('row 13: PostgreSQL killed and back: polls are answered meanwhile, and all goes on by itself', async () => {
    const postgres = await startPostgres()
    try {
      const processes = thorough ? 3 : 1
      const fleet = await aFleet({ on: 'postgres', processes, databaseUrl: postgres.url })
      const { windows, ledger, anna, room } = await aBusyRoom(fleet)
      const { cursor } = await anna.poll(room)
      const seen = new Set<number>()
      for (let at = 1; at <= (thorough ? 10 : 1); at += 1) {
        for (const window of windows) window.say(`before kill ${at} by ${window.name}`)
        await wait(randomInt(200))
        await postgres.kill()
        for (const window of windows) window.say(`while it is gone ${at} by ${window.name}`)
        const refused = await anna.sendPost(room, 'while it is gone')
        expectRefusal(refused, 'unavailable')
        expect(refused.headers.get('retry-after')).toBe('1')
        for (const _ of fleet.servers) seen.add((await anna.sendPoll(room, cursor)).status)
        await wait(1000)
        await postgres.start()
        for (const window of windows) window.wake()
      }
      const account = ledger.expectFlawless(await settled(windows))
      expect([...seen].every((status) => status === 200 || status === 503)).toBe(true)
      console.log('PostgreSQL killed:', JSON.stringify(account))
    } finally {
      await postgres.stop()
    }
  })

  test('row 14: when all connections are taken, writes are refused in time and polls go on', async () => {
    const fleet = sharedFleets.postgres()
    const [server] = fleet.servers
    if (!server) throw new Error('There is no server.')
    const anna = await aPerson(server)
    const room = await aRoom(anna)
    const { cursor } = await anna.poll(room)
    const client = new pg.Client(fleet.database.url)
    await client.connect()
    await client.query('begin')
    await client.query('lock table message, session in access exclusive mode')
    // The tables stay locked: what waited for them, and not only so long, would not be answered at all.
    const waiting = Array.from({ length: 40 }, () => anna.sendPost(room, 'too many'))
    for (let at = 0; at < 20; at += 1) expect((await anna.sendPoll(room, cursor)).status).toBe(200)
    for (const reply of await Promise.all(waiting)) expectRefusal(reply, 'unavailable')
    await client.query('rollback')
    await client.end()
    expect((await anna.post(room, 'free again')).seq).toBe(1)
  })
})

async function aBusyRoom(fleet: Fleet) {
  const ledger = aLedger()
  const anna = await aPerson(fleet, 'anna')
  const people = [anna, await aPerson(fleet, 'bob'), await aPerson(fleet), await aPerson(fleet)]
  const room = await aRoom(anna)
  const windows = await Promise.all(
    people.map((person) => aWindow(person, room, { at: fleet, ledger })),
  )
  await expect.poll(() => windows.every((window) => window.isInside())).toBe(true)
  return { windows, ledger, anna, room }
}

function peopleIn(people: ReadonlyMap<string, PersonInRoom>): PersonInRoom[] {
  return [...people.values()].filter(({ state }) => state !== 'gone')
}

async function peopleCounted(person: Person, rooms: { id: string }[]): Promise<number> {
  const theirs = new Set(rooms.map(({ id }) => id))
  const seen = (await person.rooms()).filter(({ id }) => theirs.has(id))
  return seen.reduce((sum, { people }) => sum + people, 0)
}

function isInside(row: unknown, personId: string): boolean {
  if (typeof row !== 'object' || row === null) return false
  if (!('here_since' in row && 'person_id' in row)) return false
  return row.person_id === personId && row.here_since !== null
}
