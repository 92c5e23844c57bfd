import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { test as base, describe, expect } from 'vitest'
import { aMadeDatabase } from '../support/engines.ts'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { expectRefusal } from '../support/reply.ts'
import { launcher, run, urlOf } from '../support/running.ts'
import { readConfig, start } from '../support/server.ts'
import { aLedger } from './ledger.ts'
import { Server } from './server.ts'
import { aTalk, bodiesIn, copies, idle, open, parts, said } from './talk.ts'
import { aWindow } from './window.ts'

/** A database of forty messages that no server uses. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it what the fixture needs.
const test = base.extend('stopped', { scope: 'file' }, async ({}, { onCleanup }) => {
  const ends: (() => Promise<void>)[] = []
  onCleanup(async () => {
    for (const end of ends.toReversed()) await end()
  })
  const directory = await aDirectory((end) => void ends.push(end))
  const DATABASE_URL = (await aMadeDatabase(directory, 'sqlite')).url
  const server = await start(readConfig({ PORT: '0', LOG_LEVEL: 'silent', DATABASE_URL }))
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  for (let at = 1; at <= 40; at += 1) await anna.post(room, said(at))
  await server.close()
  return join(directory, 'chat.db')
})

describe('npm run restore', () => {
  test('row 21: puts a backup back, and windows that were open begin anew with it, though it has grown past their cursors; and it takes what a killed server left, with its log, for whole', async () => {
    const { server, anna, room } = await aTalk(1)
    const bob = await aPerson(server, 'bob')
    await bob.join(room)
    const saved = join(await aDirectory(), 'saved.db')
    await copies['npm run backup'](server, saved)
    const whileItRuns = async () => {
      const { code, said: words } = await server.command('restore', saved)
      expect(code).toBe(1)
      expect(words).toMatch(/in use.*stop the server/)
    }
    await whileItRuns()
    await idle(server)
    await whileItRuns()
    const window = await aWindow(bob, room, { at: server, ledger: aLedger() })
    for (const body of ['forgotten 1', 'forgotten 2', 'forgotten 3']) await anna.post(room, body)
    const bodies = () => window.log().map(({ body }) => body)
    await expect.poll(bodies).toHaveLength(4)
    const { cursor } = await bob.poll(room)
    server.signal('SIGTERM')
    await server.gone()
    const { code, said: words } = await server.command('restore', saved)
    expect(code, words).toBe(0)
    expect(words).toMatch(/kept: .*chat\.db\.before-\d{4}-\d\d-\d\dT/)
    for (const name of await readdir(server.directory))
      expect((await stat(join(server.directory, name))).mode & 0o077, name).toBe(0)
    await server.start()
    for (const body of ['new 1', 'new 2', 'new 3', 'new 4', 'new 5']) await anna.post(room, body)
    expectRefusal(await bob.sendPoll(room, cursor), 'cursor_unknown')
    window.wake()
    const after = [said(1), 'new 1', 'new 2', 'new 3', 'new 4', 'new 5']
    await expect.poll(bodies).toEqual(after)

    await server.kill()
    const left = join(await aDirectory(), 'left.db')
    for (const part of parts.slice(0, 2)) await copyFile(server.databaseFile + part, left + part)
    const whole = await server.command('restore', left)
    expect(whole.code, whole.said).toBe(0)
    await server.start()
    expect((await anna.catchUp(room)).messages.map(({ body }) => body)).toEqual(after)
  })

  test('refuses while several processes of a server run, idle or not; stopped, they finish what is under way and leave one file', async () => {
    const directory = await aDirectory()
    await aMadeDatabase(directory, 'sqlite')
    const saved = join(directory, 'saved.db')
    const command = (...parts: string[]) => run(process.execPath, [launcher, ...parts], directory)
    const running = command('start', '--workers', '2')
    const anna = await aPerson({ url: await urlOf(running) })
    const room = await aRoom(anna)
    expect(await command('backup', 'saved.db').exitCode()).toBe(0)
    for (const pause of [0, 3000]) {
      await wait(pause)
      const refused = command('restore', saved)
      expect(await refused.exitCode()).toBe(1)
      expect(refused.lines.join('\n')).toMatch(/in use.*stop the server/)
    }
    await anna.post(room, 'the last word')
    const posts = Array.from({ length: 20 }, (_, at) =>
      anna.sendPost(room, `${at}`).catch(() => null),
    )
    running.signal('SIGTERM')
    const replies = await Promise.all(posts)
    expect(await running.exitCode()).toBe(0)
    expect(await readdir(directory)).toEqual(['chat.db', 'saved.db'])
    const acknowledged = replies.filter((reply) => reply?.status === 201)
    const bodies = bodiesIn(join(directory, 'chat.db'))
    expect(bodies[0]).toBe('the last word')
    expect(bodies.length).toBeGreaterThanOrEqual(acknowledged.length + 1)
    expect(await command('restore', saved).exitCode()).toBe(0)
  })

  test.for([
    ['nothing', async () => {}, /There is no/],
    [
      'text',
      (file: string): Promise<void> => writeFile(file, 'what somebody has noted down'),
      /no SQLite database/,
    ],
    ['an empty file', (file: string): Promise<void> => writeFile(file, ''), /is empty/],
    [
      'another database',
      async (file: string): Promise<void> => void open(file).exec('create table t (a)'),
      /no database of Parlor/,
    ],
    ['one of a newer Parlor', newer, /newer Parlor/],
    ['a damaged one', damaged, /damaged/],
  ] as const)('refuses %s, and changes nothing', async ([_, make, why], { stopped }) => {
    const server = new Server(await aDirectory(), {})
    await copyFile(stopped, server.databaseFile)
    const file = join(await aDirectory(), 'file.db')
    if (make === newer || make === damaged) await copyFile(stopped, file)
    await make(file)
    const before = await readFile(server.databaseFile)
    const { code, said: words } = await server.command('restore', file)
    expect(code).toBe(1)
    expect(words).toMatch(why)
    expect(await readdir(server.directory)).toEqual(['chat.db'])
    expect(await readFile(server.databaseFile)).toEqual(before)
  })
})

async function newer(file: string): Promise<void> {
  using database = open(file)
  database.exec("insert into mikro_orm_migrations (name) values ('999-wings')")
}

async function damaged(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes.fill(7, 3 * 4096, bytes.length - 4096)
  await writeFile(file, bytes)
}
