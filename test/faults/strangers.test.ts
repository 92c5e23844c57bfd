import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { aName, annaAndBob, aPerson, aRoom } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { aSharedFleet, type Fleet, through } from './fleet.ts'

/** What is no word of Parlor: nothing, almost something, far too much. */
const garbage = [
  'hello',
  '',
  '{',
  'null',
  '[]',
  '"hint"',
  '{}',
  '{"kind":"hint"}',
  '{"kind":"news","from":"x"}',
  '{"kind":"question","from":"x","number":1e999}',
  '{"kind":"hint","rooms":[null],"listed":[],"people":[],"sessions":[]}',
  '{"kind":"hint","rooms":{"length":1e9},"listed":[],"people":[],"sessions":[]}',
  '{"kind":"hint","rooms":["%"],"listed":["\\u0000"],"people":[[]],"sessions":["1"]}',
  `{"kind":"hint","rooms":[],"listed":[],"people":[],"sessions":[${Number.MAX_VALUE}]}`,
  `${'['.repeat(3900)}${']'.repeat(3900)}`,
  '\u202e\u0007 \ud83d\ude00',
]

const fleet = aSharedFleet('postgres')

/** Who came first may be told in another order by each process; pages sort people by their names. */
const inOrder = <C extends { people?: readonly { id: string }[] }>(changes: C) => ({
  ...changes,
  people: changes.people?.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
})

test('whatever another role notifies, all processes go on, and the log says so once', async () => {
  const about = () =>
    fleet().servers.map(({ lines }) => lines.filter((line) => line.includes('notifies')).length)
  const first = await aStranger(fleet())
  // A process listens from a moment after it has begun to answer; what was said before is lost to it.
  const heard = async () => {
    await first.query("notify parlor, 'hello'")
    return about()
  }
  await expect.poll(heard, { timeout: 15_000 }).toEqual([1, 1, 1])

  const stranger = await aStranger(fleet())
  for (const word of garbage) await notify(stranger, word)
  await everybodyIsWell(fleet())
  expect(about()).toEqual([1, 1, 1])
})

test('nothing that another role says is shown, ended, deleted or moved', async () => {
  const { anna, bob, room } = await annaAndBob(fleet())
  await anna.post(room, 'what was said')
  const windows = fleet().servers.map((server) => through(server, bob))
  const seen = async () =>
    Promise.all(
      windows.map(async (window) => ({
        changes: inOrder(await window.poll(room)),
        session: await window.session(),
        listed: (await window.rooms()).find(({ id }) => id === room.id),
      })),
    )
  const settled = async () => {
    // On a slow machine she would else have fallen quiet, which is no forgery.
    await anna.poll(room)
    const [first, ...others] = await seen()
    for (const other of others) expect(other).toEqual(first)
    return first
  }
  /** As soon as all processes say the same, of so many messages. */
  const settledOn = (count: number) =>
    vi.waitFor(async () => {
      const same = await settled()
      expect(same?.changes.messages).toHaveLength(count)
      expect(same?.changes.people).toMatchObject([{ state: 'here' }, { state: 'here' }])
      return same
    }, 15_000)
  const before = await settledOn(1)
  const { user } = await anna.session()
  const sessions = (await rowsOf(fleet(), 'session')).map((row) => Number(Reflect.get(row, 'id')))

  const stranger = await aStranger(fleet())
  const forged = { id: '999', seq: 2, author: user, body: 'forged', key: crypto.randomUUID() }
  const message = { ...forged, postedAt: '2026-01-01T00:00:00.000Z' }
  const far = Number.MAX_SAFE_INTEGER
  const of = { roomId: room.id }
  const changes = [
    { kind: 'message', ...of, rev: 4, message },
    { kind: 'message', ...of, rev: far, message: { ...message, seq: far } },
    { kind: 'presence', ...of, rev: 4, person: user, before: 'looking', now: 'outside' },
    { kind: 'presence', ...of, rev: 4, person: user, before: 'looking', now: 'quiet' },
    { kind: 'room_deleted', ...of },
    { kind: 'epoch', ...of, id: 'forged', fromRev: 0 },
    { kind: 'segment', ...of, after: 0, head: far, changes: [], epochs: [] },
    { kind: 'room', room: { ...room, name: 'forged', people: 7, rev: far, lastSeq: far } },
    { kind: 'read', ...of, personId: user.id, readUpTo: far },
    ...sessions.map((sessionId) => ({ kind: 'session_ended', sessionId })),
  ]
  for (const change of changes) {
    await say(stranger, { kind: 'news', from: 'stranger', changes: [change], roomIds: [room.id] })
    await say(stranger, { kind: 'hint', ...nothing, changes: [change] })
  }
  const people = [user.id, (await bob.session()).user.id]
  await say(stranger, {
    kind: 'hint',
    rooms: [room.id],
    listed: [room.id],
    people,
    sessions,
  })
  await say(stranger, { kind: 'hint', ...nothing, sessions: [far], rooms: ['nowhere'] })
  // What is told in its turn comes after all that.
  await anna.post(room, 'after the forgeries')
  const after = await settledOn(2)
  expect(after?.changes.messages.map(({ body }) => body)).toEqual([
    'what was said',
    'after the forgeries',
  ])
  expect(after?.changes.people).toEqual(before?.changes.people)
  expect(after?.session.user).toEqual(before?.session.user)
  expect(after?.listed).toMatchObject({ name: room.name, people: 2, messages: 2 })
})

test('whoever has logged out through one process is refused by the others at once, whatever another role answers for the others', async () => {
  const stranger = await aStranger(fleet())
  await stranger.query('listen parlor')
  const asked: string[] = []
  stranger.on('notification', ({ payload = '', processId }) => {
    const word = JSON.parse(payload)
    if (word.kind !== 'question') return
    asked.push(payload)
    for (const to of [processId, 0]) {
      // Whatever it still says when the test is over finds its line gone.
      say(stranger, { kind: 'answer', to, number: word.number }).catch(() => {})
    }
  })
  for (let round = 0; round < 5; round += 1) {
    const anna = await aPerson(fleet())
    const windows = fleet().servers.map((server) => through(server, anna))
    // Each of them knows the session, and would answer without asking the database.
    for (const window of windows) await window.session()
    await anna.logOut()
    const replies = windows.map((window) => window.send('GET', '/api/session'))
    expect((await Promise.all(replies)).map(({ status }) => status)).toEqual([401, 401, 401])
  }
  expect(asked.length, 'questions that it could answer first').toBeGreaterThan(0)
})

test('a flood of hints by another role keeps nobody from reading and writing', async () => {
  const anna = await aPerson(fleet())
  const room = await aRoom(anna)
  const stranger = await aStranger(fleet())
  const ids = Array.from({ length: 290 }, (_, at) => `${at}`.padStart(16, 'x'))
  const sessions = Array.from({ length: 290 }, (_, at) => at)
  const words = [
    { kind: 'hint', ...nothing, listed: [room.id, ...ids] },
    { kind: 'hint', ...nothing, sessions },
    { kind: 'hint', ...nothing, rooms: [room.id], people: ids },
    { kind: 'question', number: 7 },
  ].map((word) => JSON.stringify(word))
  let flooding = true
  let said = 0
  const flood = (async () => {
    while (flooding) {
      await notify(stranger, words[said % words.length] ?? '')
      said += 1
    }
  })()
  for (let at = 1; at <= 40; at += 1) expect((await anna.post(room, `${at}`)).seq).toBe(at)
  await everybodyIsWell(fleet())
  flooding = false
  await flood
  const { messages } = await anna.catchUp(room, undefined, 40)
  expect(messages.map(({ seq }) => seq)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1))
  expect(said).toBeGreaterThan(words.length)
})

test('a process that is stopped holds up one log-out for two seconds, and none after that', async () => {
  const [working, stopped] = fleet().servers
  if (!working || !stopped) throw new Error('The fleet is too small.')
  const anna = await aPerson(working)
  const phone = await anna.inAnotherWindow()
  const left = through(stopped, anna)
  await left.session()
  stopped.signal('SIGSTOP')
  onTestFinished(() => stopped.signal('SIGCONT'))
  const first = await timeOf(() => anna.logOut())
  const second = await timeOf(() => phone.logOut())
  expect(first, 'ms').toBeGreaterThan(1900)
  expect(second, 'ms').toBeLessThan(1900)
  stopped.signal('SIGCONT')
  await expect.poll(async () => (await left.send('GET', '/api/session')).status).toBe(401)
})

const nothing = { rooms: [], listed: [], people: [], sessions: [] }

/** Somebody with a role of their own in the database, who may connect and nothing else. */
async function aStranger({ database }: Fleet): Promise<pg.Client> {
  const role = `stranger_${aName('x').replace(/\W/g, '').toLowerCase()}`
  await database.tamper(`create role ${role} login password 'stranger'`)
  const url = Object.assign(new URL(database.url), { username: role, password: 'stranger' })
  // As if it were one of the processes: they are asked for by this name.
  const client = new pg.Client({ connectionString: url.href, application_name: 'parlor feed x' })
  await client.connect()
  onTestFinished(() => client.end())
  await expect(client.query('select * from message')).rejects.toThrow(/permission denied/)
  return client
}

function say(stranger: pg.Client, word: object): Promise<void> {
  return notify(stranger, JSON.stringify(word))
}

async function notify(stranger: pg.Client, payload: string): Promise<void> {
  await stranger.query('select pg_notify($1, $2)', ['parlor', payload])
}

async function everybodyIsWell({ servers }: Fleet): Promise<void> {
  for (const server of servers) {
    const person: Person = await aPerson(server)
    const room = await aRoom(person)
    expect((await person.post(room, 'hello')).seq).toBe(1)
  }
}

async function rowsOf({ database }: Fleet, table: string): Promise<object[]> {
  const rows = (await database.contents()).get(table) ?? []
  return rows.filter((row) => typeof row === 'object' && row !== null)
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
