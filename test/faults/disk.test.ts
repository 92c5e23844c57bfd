import { readFile, rm, statfs, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { Room } from '../../src/protocol/rooms.ts'
import { refuseForeignWal } from '../../src/server/database/foreign-wal.ts'
import { aMadeDatabase } from '../support/engines.ts'
import { aDirectory, annaAndBob, aPerson, aRoom } from '../support/examples.ts'
import { bytesOfLength } from '../support/pictures.ts'
import { expectRefusal, type Reply } from '../support/reply.ts'
import { inject, waitingForTheDisk } from './injection.ts'
import { thorough } from './intensity.ts'
import { aServer, aSharedServer, Server } from './server.ts'
import { skipBecause } from './skipping.ts'
import { aSmallDisk, whyNoSmallDisk } from './small-disk.ts'
import { needStrace, traced } from './strace.ts'
import { idle, open, said } from './talk.ts'

const sharedServer = aSharedServer()

test('row 3: no 201 leaves before the write-ahead log is on the disk', async (context) => {
  needStrace(context)
  const directory = await aDirectory()
  const trace = join(directory, 'trace')
  await aMadeDatabase(directory, 'sqlite')
  const server = new Server(directory, {})
  await server.start(traced(trace, `${waitingForTheDisk},write,writev,sendto,sendmsg`))
  // Her account and the room are answered with 201, too.
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  const posts = 20
  for (let at = 1; at <= posts; at += 1) await anna.post(room, `message ${at}`)
  server.signal('SIGTERM')
  await server.gone()

  const events = eventsOf(await readFile(trace, 'utf8'))
  const replies = events.flatMap((event, at) => (event === 'created' ? [at] : []))
  expect(replies).toHaveLength(2 + posts)
  let from = 0
  for (const reply of replies) {
    expect(events.slice(from, reply), 'what happened between two replies').toContain('synced')
    from = reply + 1
  }
  console.log(`${posts} posts: each 201 left after a sync of the write-ahead log.`)
})

test('row 5: a full disk refuses for now, acknowledges nothing in vain, and recovers', async (context) => {
  skipBecause(context.skip, whyNoSmallDisk())
  const directory = await aSmallDisk(3)
  const ballast = join(directory, 'ballast')
  await writeFile(ballast, Buffer.alloc(2 ** 20))
  const server = await aServer({ DIRECTORY: directory })
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  const acknowledged: string[] = []
  let refused: Reply | undefined
  for (let at = 1; refused === undefined && at < 2000; at += 1) {
    const body = `${at} ${'x'.repeat(3900)}`
    const reply = await anna.sendPost(room, body)
    if (reply.status === 201) acknowledged.push(body)
    else refused = reply
  }
  if (!refused) throw new Error(`The disk is not full: ${(await statfs(directory)).bfree}`)
  expectRefusal(refused, 'unavailable')
  const bytes = bytesOfLength(700_000)
  expectRefusal(await anna.sendUpload(room, 'rudder.bin', bytes), 'unavailable')
  expect((await anna.catchUp(room)).messages.map(({ body }) => body)).toEqual(acknowledged)
  await writeFile(ballast, '')
  await expect.poll(async () => (await anna.sendPost(room, 'there is room again')).status).toBe(201)
  const file = await anna.upload(room, 'rudder.bin', bytes.subarray(0, 300_000))
  await server.kill()
  await server.start()
  const kept = (await anna.catchUp(room)).messages.map(({ body }) => body)
  expect(kept).toEqual([...acknowledged, 'there is room again'])
  expect((await anna.download(file)).bytes.equals(bytes.subarray(0, 300_000))).toBe(true)
  console.log(`${acknowledged.length} posts until the disk was full; all kept, and none but them.`)
})

test('row 8: polls are answered while a commit waits for a slow disk', async (context) => {
  needStrace(context)
  const server = sharedServer()
  const { anna, bob, room } = await annaAndBob(server)
  const { cursor } = await bob.poll(room)
  const heal = await inject(server, `${waitingForTheDisk}:delay_enter=2000000`)
  let stuck = true
  const posting = anna.post(room, 'slowly').finally(() => {
    stuck = false
  })
  const times: number[] = []
  while (stuck) {
    const start = performance.now()
    await bob.poll(room, cursor)
    if (stuck) times.push(performance.now() - start)
    // Polls are answered in between; how many there could be is a matter of the benches.
    await wait(20)
  }
  await posting
  await heal()
  expect(times.length, 'polls answered while the commit was stuck').toBeGreaterThan(10)
  const median = times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
  console.log(`${times.length} polls during a 2 s commit, median ${median.toFixed(1)} ms.`)
})

test('row 6: while no write is possible, or what is written does not get to the disk, nothing is acknowledged in vain', async (context) => {
  needStrace(context)
  const server = sharedServer()
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  await anna.post(room, 'before')
  const bodies = ['before']
  const shown = async () => (await anna.catchUp(room)).messages.map(({ body }) => body)
  for (const fault of ['pwrite64:error=ENOSPC', `${waitingForTheDisk}:error=EIO`]) {
    const keys = Array.from({ length: 5 }, () => crypto.randomUUID())
    const heal = await inject(server, fault)
    for (const key of keys) expectRefusal(await anna.sendPost(room, key, key), 'unavailable')
    expect(await shown(), fault).toEqual(bodies)
    await heal()
    for (const key of keys) expect((await anna.sendPost(room, key, key)).status).toBe(201)
    bodies.push(...keys)
    expect(await shown(), `healed of ${fault}`).toEqual(bodies)
  }
  await server.kill()
  await server.start()
  expect(await shown()).toEqual(bodies)
})

test('rows 4, 32: a write-ahead log that was torn anywhere leaves the start of the log, and raises no alarm', async () => {
  const server = sharedServer()
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  for (let at = 1; at <= 5; at += 1) await anna.post(room, said(at))
  // From here on the log begins anew, and nothing of before is left behind its end.
  await idle(server)
  const file = open(server.databaseFile)
  file.pragma('wal_checkpoint(TRUNCATE)')
  file.close()
  for (let at = 6; at <= 15; at += 1) await anna.post(room, said(at))
  await server.kill()
  const [database, wal] = await Promise.all([
    readFile(server.databaseFile),
    readFile(`${server.databaseFile}-wal`),
  ])
  const copy = join(await aDirectory(), 'torn.db')
  const [header, frame] = [32, 24 + 4096]
  const lengths: number[] = []
  // At, and inside, every frame; or at, and inside, every seventh in turn.
  const step = (thorough ? 1 : 7) * (frame / 2)
  for (const cut of [0, ...stepsTo(wal.length, header, step), wal.length]) {
    await writeFile(copy, database)
    await writeFile(`${copy}-wal`, wal)
    await truncate(`${copy}-wal`, cut)
    await rm(`${copy}-shm`, { force: true })
    expect(() => refuseForeignWal(copy), `cut at ${cut}`).not.toThrow()
    expect(await readFile(copy)).toEqual(database)
    lengths.push(soundLength(copy, room))
  }
  expect(lengths, 'a longer log never has fewer messages').toEqual(
    lengths.toSorted((a, b) => a - b),
  )
  expect(lengths.at(-1)).toBe(15)
  console.log(`${lengths.length} cuts of a log of ${wal.length} bytes: each a sound beginning.`)
})

/** So many bytes, and so many more each time, up to an end. */
function stepsTo(end: number, first: number, step: number): number[] {
  return Array.from({ length: Math.ceil((end - first) / step) }, (_, at) => first + at * step)
}

/** The syncs of the write-ahead log that were done, and the 201s that left, in their order. */
function eventsOf(trace: string): ('synced' | 'created')[] {
  const waiting = new Set<string>()
  return trace.split('\n').flatMap((line) => {
    const [thread = ''] = line.split(' ')
    if (/HTTP\/1\.1 201/.test(line)) return ['created']
    // Where threads alternate, a call is in two lines: the first has the file, the second the result.
    if (/f(data)?sync\(.*-wal>/.test(line)) waiting.add(thread)
    if (!/f(data)?sync.* = 0$/.test(line) || !waiting.delete(thread)) return []
    return ['synced']
  })
}

/** How many messages a database holds that was cut off; fails if it is not a sound beginning. */
function soundLength(path: string, { id }: Room): number {
  const file = new Sqlite(path)
  try {
    expect(file.pragma('integrity_check', { simple: true })).toBe('ok')
    const find = file.prepare('select body from message where room_id = ? order by seq')
    const bodies = find.pluck().all(id)
    expect(bodies).toEqual(bodies.map((_, at) => said(at + 1)))
    return bodies.length
  } finally {
    file.close()
  }
}
