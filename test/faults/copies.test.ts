import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test as base, describe, expect } from 'vitest'
import type { Room } from '../../src/protocol/rooms.ts'
import { refuseForeignWal } from '../../src/server/database/foreign-wal.ts'
import { textOf } from '../support/database.ts'
import { aDirectory, type WhenOver } from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { launcher, run } from '../support/running.ts'
import { thorough } from './intensity.ts'
import { Server } from './server.ts'
import { aTalk, bodiesIn, bytesOf, copies, idle, open, parts, said } from './talk.ts'

/** What a server leaves that is killed after all these copies of its first twenty messages, and forty more. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it what the fixture needs.
const test = base.extend('left', { scope: 'file' }, async ({}, { onCleanup }) => {
  const ends: (() => Promise<void>)[] = []
  onCleanup(async () => {
    for (const end of ends.toReversed()) await end()
  })
  const whenOver: WhenOver = (end) => void ends.push(end)
  const { server, anna, room } = await aTalk(20, whenOver)
  const directory = await aDirectory(whenOver)
  const copy = (way: string) => join(directory, way)
  for (const [way, make] of Object.entries(copies)) await make(server, copy(way))
  // What was copied is not the newest state of the file any more.
  for (let at = 21; at <= 40; at += 1) await anna.post(room, said(at))
  await idle(server)
  for (let at = 41; at <= 60; at += 1) await anna.post(room, said(at))
  await server.kill()
  expect((await stat(`${server.databaseFile}-wal`)).size).toBeGreaterThan(0)
  return { file: server.databaseFile, copy, anna, room }
})

describe('row 32: the file, copied', () => {
  test('from a server that nobody writes to for a moment, it has everything; put back beside the log that begins on it, it loses nothing; and of one that was stopped by SIGTERM it is the only file', async () => {
    const { server, anna, room } = await aTalk(60)
    const copy = join(await aDirectory(), 'copy.db')
    const missing = async () => {
      await copyFile(server.databaseFile, copy)
      const text = textOf(copy)
      return Array.from({ length: 60 }, (_, at) => said(at + 1)).filter((b) => !text.includes(b))
    }
    await expect.poll(missing).toEqual([])
    // And it goes on as before.
    expect((await anna.post(room, 'later')).seq).toBe(61)
    await expect
      .poll(async () => {
        await copyFile(server.databaseFile, copy)
        return textOf(copy)
      })
      .toContain('later')

    await idle(server)
    await copyFile(server.databaseFile, copy)
    for (let at = 62; at <= 70; at += 1) await anna.post(room, said(at))
    await server.kill()
    await copyFile(copy, server.databaseFile)
    await server.start()
    expect((await anna.catchUp(room)).messages).toHaveLength(70)
    await expectGoodEnd(server, 'SIGTERM', anna, room)
  })
})

describe('row 32: a copy put back beside the write-ahead log of a server that was killed', () => {
  test.for(Object.keys(copies))(
    'by hand, and made by %s: it is refused with a sentence, or nothing is lost',
    async (way, { left }) => {
      const whole = thorough || way === 'npm run backup'
      const server = new Server(await aDirectory(), {})
      for (const part of parts) await copyFile(left.file + part, server.databaseFile + part)
      await copyFile(left.copy(way), server.databaseFile)
      const before = await bytesOf(server)
      // What a start, or any command, asks first. With all ways that each says so: npm run test:faults.
      expect(() => refuseForeignWal(server.databaseFile)).toThrow(
        /does not belong to .*npm run restore/,
      )
      expect(await bytesOf(server), 'nothing was touched').toEqual(before)
      if (!whole) return

      const { code, said: words } = await server.command('start')
      expect(code, words).toBe(1)
      expect(words).toMatch(/chat\.db-wal does not belong to .*chat\.db.*npm run restore/)
      expect(words.split('\n'), 'one sentence, no stack').toHaveLength(1)
      for (const command of [['initdb'], ['backup', 'x.db'], ['disable', 'anna']])
        expect((await server.command(...command)).code, command.join(' ')).toBe(1)
      expect(await bytesOf(server), 'nothing was touched').toEqual(before)

      const restored = await server.command('restore', server.databaseFile)
      expect(restored.code, restored.said).toBe(0)
      const restoredBodies = Array.from({ length: 20 }, (_, at) => said(at + 1))
      expect(bodiesIn(server.databaseFile)).toEqual(restoredBodies)
      // What was set aside is what was there: nothing is deleted.
      const kept = (await readdir(server.directory)).filter((name) => name.includes('.before-'))
      expect(kept.length).toBeGreaterThanOrEqual(2)
      const aside = await Promise.all(kept.map((name) => readFile(join(server.directory, name))))
      expect(aside.some((bytes) => bytes.equals(before[1] ?? Buffer.alloc(0)))).toBe(true)
      await server.start()
      const anna = new Person(server, left.anna.name, left.anna.password)
      await anna.logIn()
      const bodies = (await anna.catchUp(left.room)).messages.map(({ body }) => body)
      expect(bodies).toEqual(restoredBodies)
    },
  )

  test.for(['missing', 'empty'])(
    'a log beside a file that is %s is left alone',
    async (how, { left }) => {
      const server = new Server(await aDirectory(), {})
      for (const part of parts.slice(1))
        await copyFile(left.file + part, server.databaseFile + part)
      if (how === 'empty') await writeFile(server.databaseFile, '')
      const wal = await readFile(`${server.databaseFile}-wal`)
      const { code, said: words } = await server.command('start')
      expect(code).toBe(1)
      expect(words).toMatch(/npm run restore/)
      expect(await readFile(`${server.databaseFile}-wal`)).toEqual(wal)
    },
  )
})

describe('row 32: there is no false alarm', () => {
  test('after kills at any moment, with other programs about, and on copies of all that was there; stopped by SIGINT it leaves no log', async () => {
    const { server, anna, room } = await aTalk(1)
    const copy = join(await aDirectory(), 'chat.db')
    let posted = 1
    const postNext = async () => {
      posted += 1
      await anna.post(room, said(posted))
    }
    for (let round = 1; round <= (thorough ? 8 : 2); round += 1) {
      for (let at = 0; at < round * 3; at += 1) await postNext()
      if (round % 2 === 0) await idle(server)
      if (round % 3 === 0) {
        // Somebody looks in, and mends something by hand.
        using other = open(server.databaseFile)
        other.pragma('wal_checkpoint(PASSIVE)')
        other.exec('update person set created_at = created_at + 1')
      }
      if (round % 4 === 0) for (let at = 0; at < 5; at += 1) await postNext()
      await server.kill()
      for (const part of round % 2 === 0 ? parts : parts.slice(0, 2))
        await copyFile(server.databaseFile + part, copy + part)
      const taken = run(process.execPath, [launcher, 'initdb'], server.directory, {
        DATABASE_URL: `sqlite:${copy}`,
      })
      expect(await taken.exitCode(), taken.lines.join('\n')).toBe(0)
      expect(textOf(copy)).toContain(said(posted))
      await server.start()
      expect((await anna.catchUp(room)).messages).toHaveLength(posted)
    }
    await expectGoodEnd(server, 'SIGINT', anna, room)
  })
})

/** What is under way is finished, the exit code is 0, and all is in the one file that is left. */
async function expectGoodEnd(server: Server, signal: NodeJS.Signals, anna: Person, room: Room) {
  const before = bodiesIn(server.databaseFile).length
  await anna.post(room, 'the last word')
  const posts = Array.from({ length: 20 }, (_, at) =>
    anna.sendPost(room, `${at}`).catch(() => null),
  )
  server.signal(signal)
  const replies = await Promise.all(posts)
  expect(await server.gone()).toBe(0)
  expect(await readdir(server.directory)).toEqual(['chat.db'])
  const acknowledged = replies.filter((reply) => reply?.status === 201)
  const kept = bodiesIn(server.databaseFile)
  expect(kept[before]).toBe('the last word')
  expect(kept.length - before).toBeGreaterThanOrEqual(acknowledged.length + 1)
}
