import { copyFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { expect, test } from 'vitest'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { expectRefusal } from '../support/reply.ts'
import { aLedger } from './ledger.ts'
import { aSharedServer, type Server } from './server.ts'
import { aWindow, settled } from './window.ts'

const sharedServer = aSharedServer()

test('row 7: while another process holds the database, posts are refused in time and polls go on', async () => {
  const server = sharedServer()
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  const { cursor } = await anna.poll(room)
  const other = new Sqlite(server.databaseFile)
  other.exec('begin immediate')
  const start = performance.now()
  let waiting = true
  const posting = Promise.all([1, 2, 3].map((at) => anna.sendPost(room, `${at}`))).finally(() => {
    waiting = false
  })
  let polls = 0
  while (waiting) {
    await anna.poll(room, cursor)
    if (waiting) polls += 1
    // Polls are answered in between; how many there could be is a matter of the benches.
    await wait(50)
  }
  for (const reply of await posting) {
    expectRefusal(reply, 'unavailable')
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  }
  const waited = performance.now() - start
  expect(waited, 'ms until the answer').toBeLessThan(15_000)
  expect(polls).toBeGreaterThan(10)
  other.exec('rollback')
  other.close()
  expect((await anna.post(room, 'free again')).seq).toBe(1)
  console.log(`Refused after ${(waited / 1000).toFixed(1)} s, with ${polls} polls answered.`)
})

test('row 22: a backup under load is sound, has all that was acknowledged before it, and starts', async () => {
  const server = sharedServer()
  const people = [await aPerson(server, 'anna'), await aPerson(server, 'bob')] as const
  const room = await aRoom(...people)
  const ledger = aLedger()
  const windows = await Promise.all(people.map((p) => aWindow(p, room, { at: server, ledger })))
  const busy = setInterval(() => {
    for (const window of windows) window.say(`${window.name} at ${performance.now()}`)
  }, 20)
  await expect.poll(() => ledger.acknowledgements()).toBeGreaterThan(20)
  const before = ledger.last()
  const saved = join(await aDirectory(), 'saved.db')
  const { code, said } = await server.command('backup', saved)
  const during = ledger.acknowledgements()
  clearInterval(busy)
  expect(code, said).toBe(0)
  const log = await settled(windows)
  expect(during, 'posts went on').toBeGreaterThan(before?.seq ?? 0)

  const copy = new Sqlite(saved, { readonly: true })
  expect(copy.pragma('integrity_check', { simple: true })).toBe('ok')
  copy.close()
  await restore(server, saved)
  const { messages } = await people[0].catchUp(room)
  expect(messages).toEqual(log.slice(0, messages.length))
  expect(messages.length).toBeGreaterThanOrEqual(before?.seq ?? 0)
  expect((await server.command('backup', saved)).code, 'no backup is overwritten').toBe(1)
  console.log(
    `${before?.seq} messages before the backup, ${messages.length} in it, ${log.length} in all.`,
  )
})

test('row 9: a log that a long reader keeps from being reset is reported, and shrinks afterwards', async () => {
  const server = sharedServer()
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  const reader = new Sqlite(server.databaseFile)
  reader.exec('begin')
  reader.prepare('select count(*) from message').get()
  const writer = new Sqlite(server.databaseFile)
  writer.pragma('synchronous = OFF')
  writer.exec('create table bulk (bytes blob)')
  const insert = writer.prepare('insert into bulk values (zeroblob(1000000))')
  for (let at = 0; at < 80; at += 1) insert.run()
  writer.close()
  const grown = await sizeOfWal(server)
  expect(grown).toBeGreaterThan(70e6)
  await expect
    .poll(() => server.lines.filter((line) => line.includes('write-ahead log')))
    .toHaveLength(1)
  await anna.post(room, 'while it is read')
  reader.exec('commit')
  reader.close()
  await expect
    .poll(async () => {
      await anna.post(room, 'afterwards')
      return sizeOfWal(server)
    })
    .toBeLessThan(20e6)
  console.log(
    `The log grew to ${grown} bytes, was reported, and shrank to ${await sizeOfWal(server)}.`,
  )
})

/** Puts a backup in the place of the database, as somebody who has read how would do it. */
async function restore(server: Server, saved: string): Promise<void> {
  server.signal('SIGTERM')
  await server.gone()
  for (const part of ['', '-wal', '-shm'])
    await rm(`${server.databaseFile}${part}`, { force: true })
  await copyFile(saved, server.databaseFile)
  await server.start()
}

async function sizeOfWal(server: Server): Promise<number> {
  return (await stat(`${server.databaseFile}-wal`)).size
}
