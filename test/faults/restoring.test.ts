import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { test as base, describe, expect } from 'vitest'
import { aDirectory, aPerson, type WhenOver } from '../support/examples.ts'
import { expectRefusal } from '../support/reply.ts'
import { launcher, run } from '../support/running.ts'
import { aLedger } from './ledger.ts'
import { Server } from './server.ts'
import { aTalk, copies, open, parts, said } from './talk.ts'
import { aWindow } from './window.ts'

/** A database of forty messages that no server uses, and a backup of it. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it what the fixture needs.
const test = base.extend('stopped', { scope: 'file' }, async ({}, { onCleanup }) => {
  const ends: (() => Promise<void>)[] = []
  onCleanup(async () => {
    for (const end of ends.toReversed()) await end()
  })
  const whenOver: WhenOver = (end) => void ends.push(end)
  const { server } = await aTalk(40, whenOver)
  const saved = join(await aDirectory(whenOver), 'saved.db')
  await copies['npm run backup'](server, saved)
  server.signal('SIGTERM')
  await server.gone()
  return { file: server.databaseFile, saved }
})

describe('npm run restore', () => {
  test('puts a backup back, and windows that were open begin anew with it', async () => {
    const { server, anna, room } = await aTalk(1)
    const bob = await aPerson(server, 'bob')
    await bob.join(room)
    const saved = join(await aDirectory(), 'saved.db')
    await copies['npm run backup'](server, saved)
    const window = await aWindow(bob, room, { at: server, ledger: aLedger() })
    for (const body of ['forgotten 1', 'forgotten 2']) await anna.post(room, body)
    const bodies = () => window.log().map(({ body }) => body)
    await expect.poll(bodies).toHaveLength(3)
    const { cursor } = await bob.poll(room)
    server.signal('SIGTERM')
    await server.gone()
    const { code, said: words } = await server.command('restore', saved)
    expect(code, words).toBe(0)
    expect(words).toMatch(/kept: .*chat\.db\.before-\d{4}-\d\d-\d\dT/)
    for (const name of await readdir(server.directory))
      expect((await stat(join(server.directory, name))).mode & 0o077, name).toBe(0)
    await server.start()
    for (const body of ['new 1', 'new 2', 'new 3']) await anna.post(room, body)
    expectRefusal(await bob.sendPoll(room, cursor), 'cursor_unknown')
    window.wake()
    await expect.poll(bodies).toEqual([said(1), 'new 1', 'new 2', 'new 3'])
  })

  test.for([{ more: [] }, { more: ['--workers', '2'] }])(
    'refuses while a server runs, idle or not: $more',
    async ({ more }) => {
      const directory = await aDirectory()
      const saved = join(directory, 'saved.db')
      const command = (...parts: string[]) => run(process.execPath, [launcher, ...parts], directory)
      const running = command('start', ...more)
      await expect.poll(() => running.lines.join('\n')).toMatch(/http:/)
      expect(await command('backup', 'saved.db').exitCode()).toBe(0)
      for (const pause of [0, 3000]) {
        await wait(pause)
        const refused = command('restore', saved)
        expect(await refused.exitCode()).toBe(1)
        expect(refused.lines.join('\n')).toMatch(/in use.*stop the server/)
      }
      running.signal('SIGTERM')
      expect(await running.exitCode()).toBe(0)
      expect(await readdir(directory)).toEqual(['chat.db', 'saved.db'])
      expect(await command('restore', saved).exitCode()).toBe(0)
    },
  )

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
    await copyFile(stopped.file, server.databaseFile)
    const file = join(await aDirectory(), 'file.db')
    if (make === newer || make === damaged) await copyFile(stopped.saved, file)
    await make(file)
    const before = await readFile(server.databaseFile)
    const { code, said: words } = await server.command('restore', file)
    expect(code).toBe(1)
    expect(words).toMatch(why)
    expect(await readdir(server.directory)).toEqual(['chat.db'])
    expect(await readFile(server.databaseFile)).toEqual(before)
  })

  test('takes what a killed server left, with its log, for whole', async () => {
    const { server, anna, room } = await aTalk(30)
    await server.kill()
    const left = join(await aDirectory(), 'left.db')
    for (const part of parts.slice(0, 2)) await copyFile(server.databaseFile + part, left + part)
    const { code, said: words } = await server.command('restore', left)
    expect(code, words).toBe(0)
    await server.start()
    expect((await anna.catchUp(room)).messages).toHaveLength(30)
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
