import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { type Database, openDatabase } from '../../src/server/database/database.ts'
import { after } from '../../src/server/database/timer.ts'
import type { LiveSession } from '../../src/server/domain/live/live-person.ts'
import { createParlor, type Parlor } from '../../src/server/domain/parlor.ts'
import { commitOf } from '../../src/server/domain/verbs.ts'
import { createJobRunner } from '../../src/server/engine/job-runner.ts'
import { newId, newToken } from '../../src/server/ids.ts'
import { purgeFile } from '../../src/server/jobs/purge-file.ts'
import { purgeRoom } from '../../src/server/jobs/purge-room.ts'
import { aDirectory, aName, aPassword } from '../support/examples.ts'

/**
 * The list of rooms reads and sorts all of them, once for each process: that grows with the rooms, and not with what
 * was said in them; of each it counts no more members than make a room a large one. A room's epochs are sorted, of which
 * each start of the server that somebody writes after adds one.
 */
const mayScan = /\bSCAN (room|counted)\b/
const maySort = /from "(room" inner join "person|epoch)"/

test('no statement reads a table from end to end, or sorts what an index has in order', async () => {
  const { parlor, database, file, statements } = await aRecordedParlor()
  await live(parlor, database)
  expect(statements.size).toBeGreaterThan(20)
  const plans = [...statements].map((sql) => ({ sql, plan: planOf(file, sql) }))
  const faults = plans.flatMap(({ sql, plan }) =>
    plan
      .filter((step) => scans(step) || (sorts(step) && !maySort.test(sql)))
      .map((step) => `${step}: ${sql}`),
  )
  expect(faults).toEqual([])
  // Calls for everyone are looked up in the rooms of who asks, and not among all that there are.
  const ofCalls = plans.filter(({ sql }) => sql.includes('"for_you"."room_id"'))
  expect(ofCalls).toHaveLength(2)
  for (const { plan } of ofCalls) {
    const look = plan.filter((step) => /^SEARCH for_you\b/.test(step)).join()
    expect(look).toMatch(/ for_you_by_room \(room_id(=\? AND (id|rowid)<\?|>\? AND room_id<\?)\)$/)
  }
})

function scans(step: string): boolean {
  return /^SCAN (?!\d+( CONSTANT|-ROW VALUES))/.test(step) && !mayScan.test(step)
}

function sorts(step: string): boolean {
  return step.includes('TEMP B-TREE')
}

/** A parlor whose statements, all of them, can be read afterwards. */
async function aRecordedParlor() {
  const path = join(await aDirectory(), 'chat.db')
  const database = await openDatabase(`sqlite:${path}`, 'writer')
  await database.migrate()
  const { file } = database
  if (!file) throw new Error('SQLite has a file.')
  const statements = new Set<string>()
  const prepare = file.prepare.bind(file)
  Object.assign(file, {
    prepare(sql: string) {
      statements.add(sql)
      return prepare(sql)
    },
  })
  const commit = commitOf(database, { now: Date.now, newId })
  const parlor = createParlor({
    database,
    commit,
    clock: Date.now,
    newToken,
    processId: newId(),
    everybodyKnows: async () => {},
    note: () => {},
    limited: true,
    fileLimits: { perFile: 1e6, perPerson: 1e7, inAll: 1e8 },
    pictures: noPictures,
  })
  return { parlor, database, file, statements }
}

const noPictures = {
  rewrite: () => Promise.reject(new Error('There are no pictures here.')),
  close: () => {},
}

async function sendFiles(parlor: Parlor, anna: LiveSession, roomId: string): Promise<void> {
  const bytes = async function* () {
    yield Buffer.from('a few words')
  }
  const send = () => parlor.receiveFile(anna, { roomId, name: 'a.txt', size: 11 }, bytes())
  const { id: fileId } = await send()
  await parlor.describeFile(anna, { fileId, alt: 'words' })
  const key = crypto.randomUUID()
  const { message } = await parlor.postMessage(anna, { roomId, body: '', key, files: [fileId] })
  const file = await parlor.openFile(anna, fileId)
  for await (const chunk of file.read(0, file.size)) expect(chunk.length).toBe(11)
  await parlor.deleteMessage(anna, { roomId, messageId: message.id })
  await parlor.discardUpload(anna, (await send()).id)
}

/** Does everything that people do, so that every statement is used at least once. */
async function live(parlor: Parlor, database: Database): Promise<void> {
  const credentials = { username: aName('anna'), password: aPassword() }
  const origin = { host: 'localhost', address: '::1', network: '::', userAgent: 'test' }
  const { token: first, deviceToken } = await parlor.signUp(credentials, {
    ...origin,
    sessionToken: undefined,
    deviceToken: undefined,
  })
  const again = { ...origin, sessionToken: first, deviceToken }
  const { token } = await parlor.logIn(credentials, again)
  const wrong = parlor.logIn({ ...credentials, password: aPassword() }, again)
  await expect(wrong).rejects.toThrow()
  let anna = await parlor.sessionOf(token)
  const { id: roomId } = await parlor.createRoom(anna, { name: aName('Tea') })
  const { id: elsewhere } = await parlor.createRoom(anna, { name: aName('Coffee') })
  await parlor.rooms(anna)
  await parlor.news(anna)
  await parlor.joinRoom(anna, { roomId })
  const message = { roomId, body: 'hello', key: crypto.randomUUID() }
  const { message: posted } = await parlor.postMessage(anna, message)
  await parlor.postMessage(anna, message)
  const place = { roomId, messageId: posted.id }
  await parlor.editMessage(anna, { ...place, body: 'hello!' })
  await parlor.postMessage(anna, message)
  await parlor.versions(anna, place)
  // At once, so that they are posted together: those have statements of their own.
  const another = () => parlor.postMessage(anna, { ...message, key: crypto.randomUUID() })
  await Promise.all(Array.from({ length: 130 }, another))
  await parlor.history(anna, { roomId, before: 50 })
  await parlor.changes(anna, roomId)
  await parlor.markRead(anna, { roomId, seq: 3 })
  await parlor.postMessage(anna, { roomId, body: '@everyone', key: crypto.randomUUID() })
  await parlor.forYou(anna, {})
  await parlor.seeForYou(anna, '1')
  await parlor.deleteMessage(anna, place)
  await sendFiles(parlor, anna, roomId)
  await parlor.joinRoom(anna, { roomId: elsewhere })
  await parlor.leaveRoom(anna)
  await parlor.deleteRoom(anna, { roomId: elsewhere })
  await parlor.purge()
  const runner = createJobRunner({
    kinds: {
      purgeRoom: purgeRoom(parlor),
      purgeFile: purgeFile(parlor),
      eraseMessages: undefined,
      backUp: undefined,
      push: undefined,
    },
    recurring: [],
    database,
    run: parlor.jobs.run,
    processId: 'test',
    clock: Date.now,
    random: Math.random,
    after,
    troubles: { trouble: () => {}, well: () => {} },
    onRetry: () => {},
    onFailure: () => {},
  })
  await runner.sweep()
  await runner.stop()
  await parlor.sessions(anna)
  const change = { password: { current: credentials.password, new: aPassword() } }
  const both = { ...change, username: aName('annette') }
  const { token: renewed } = await parlor.changeAccount(anna, both, again)
  anna = await parlor.sessionOf(renewed)
  await parlor.endOtherSessions(anna, again)
  await expect(parlor.resetPassword('no code', aPassword(), again)).rejects.toThrow()
  await parlor.logOut(anna, again)
}

function planOf(file: Sqlite.Database, sql: string): string[] {
  if (!/^\s*(select|insert|update|delete|with)\b/i.test(sql)) return []
  const values = sql.match(/\?/g)?.map(() => 1) ?? []
  const steps = file
    .prepare<number[], { detail: string }>(`explain query plan ${sql}`)
    .all(...values)
  return steps.map(({ detail }) => detail)
}
