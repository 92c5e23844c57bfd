import { copyFile, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { refuseForeignWal } from '../../src/server/database/foreign-wal.ts'
import { textOf } from '../support/database.ts'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { expectRefusal } from '../support/reply.ts'
import { launcher, run } from '../support/running.ts'
import { aLedger } from './ledger.ts'
import { aServer, type Server } from './server.ts'
import { aWindow } from './window.ts'

const parts = ['', '-wal', '-shm'] as const

describe('row 32: the file, copied', () => {
  test('from a server that nobody writes to for a moment, it has everything', async () => {
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
  })

  test.for([
    ['SIGTERM', []],
    ['SIGINT', []],
    ['SIGTERM', ['--workers', '2']],
  ] as const)(
    'from one that was stopped by %s, with %j, it is the only file',
    async ([signal, more]) => {
      const directory = await aDirectory()
      const running = run(process.execPath, [launcher, 'start', ...more], directory)
      await expect.poll(() => running.lines.join('\n')).toMatch(/http:\/\/[\w.:]+/)
      const url = running.lines.join('\n').match(/http:\/\/[\w.:]+/)?.[0] ?? ''
      const anna = await aPerson({ url })
      const room = await aRoom(anna)
      await anna.post(room, 'the last word')
      running.signal(signal)
      expect(await running.exitCode()).toBe(0)
      expect(await readdir(directory)).toEqual(['chat.db'])
      expect(textOf(join(directory, 'chat.db'))).toContain('the last word')
    },
  )
})

/** Ways in which people make copies, and put them back. */
const copies = {
  'npm run backup': async (server: Server, copy: string) => {
    expect((await server.command('backup', copy)).code).toBe(0)
  },
  'cp, of an idle server': async (server: Server, copy: string) => {
    await idle(server)
    await copyFile(server.databaseFile, copy)
  },
  'cp, of a stopped server': async (server: Server, copy: string) => {
    server.signal('SIGTERM')
    await server.gone()
    await copyFile(server.databaseFile, copy)
    await server.start()
  },
  'vacuum into': async (server: Server, copy: string) => {
    using source = open(server.databaseFile)
    source.prepare('vacuum into ?').run(copy)
  },
  'a copy that was itself opened': async (server: Server, copy: string) => {
    using source = open(server.databaseFile)
    source.prepare('vacuum into ?').run(copy)
    using opened = open(copy)
    opened.pragma('journal_mode = WAL')
  },
  'SQLite’s own backup': async (server: Server, copy: string) => {
    using source = open(server.databaseFile)
    await source.backup(copy)
  },
} satisfies Record<string, (server: Server, copy: string) => Promise<void>>

describe('row 32: a copy put back beside the write-ahead log of a server that was killed', () => {
  test.for(Object.keys(copies) as (keyof typeof copies)[])(
    'by hand, and made by %s: it is refused with a sentence, or nothing is lost',
    async (way) => {
      const { server, anna, room } = await aTalk(20)
      const copy = join(await aDirectory(), 'copy.db')
      await copies[way](server, copy)
      // What was copied is not the newest state of the file any more.
      for (let at = 21; at <= 40; at += 1) await anna.post(room, said(at))
      await idle(server)
      for (let at = 41; at <= 60; at += 1) await anna.post(room, said(at))
      await server.kill()
      expect((await stat(`${server.databaseFile}-wal`)).size).toBeGreaterThan(0)
      await copyFile(copy, server.databaseFile)
      const before = await bytesOf(server)

      const { code, said: words } = await server.command('start')
      expect(code, words).toBe(1)
      expect(words).toMatch(/chat\.db-wal does not belong to .*chat\.db.*npm run restore/)
      expect(words.split('\n'), 'one sentence, no stack').toHaveLength(1)
      for (const command of [['initdb'], ['backup', 'x.db'], ['disable', anna.name]])
        expect((await server.command(...command)).code, command.join(' ')).toBe(1)
      expect(await bytesOf(server), 'nothing was touched').toEqual(before)

      const restored = await server.command('restore', server.databaseFile)
      expect(restored.code, restored.said).toBe(0)
      await server.start()
      const bodies = (await anna.catchUp(room)).messages.map(({ body }) => body)
      expect(bodies).toEqual(Array.from({ length: 20 }, (_, at) => said(at + 1)))
      // What was set aside is what was there: nothing is deleted.
      const kept = (await readdir(server.directory)).filter((name) => name.includes('.before-'))
      expect(kept.length).toBeGreaterThanOrEqual(2)
      const aside = await Promise.all(kept.map((name) => readFile(join(server.directory, name))))
      expect(aside.some((bytes) => bytes.equals(before[1] ?? Buffer.alloc(0)))).toBe(true)
    },
  )

  test('a copy of the state that the log begins on loses nothing', async () => {
    const { server, anna, room } = await aTalk(20)
    await idle(server)
    const copy = join(await aDirectory(), 'copy.db')
    await copyFile(server.databaseFile, copy)
    for (let at = 21; at <= 30; at += 1) await anna.post(room, said(at))
    await server.kill()
    await copyFile(copy, server.databaseFile)
    await server.start()
    expect((await anna.catchUp(room)).messages).toHaveLength(30)
  })

  test.for(['missing', 'empty'])('a log beside a file that is %s is left alone', async (how) => {
    const { server } = await aTalk(5)
    await server.kill()
    await rm(server.databaseFile)
    if (how === 'empty') await writeFile(server.databaseFile, '')
    const wal = await readFile(`${server.databaseFile}-wal`)
    const { code, said: words } = await server.command('start')
    expect(code).toBe(1)
    expect(words).toMatch(/npm run restore/)
    expect(await readFile(`${server.databaseFile}-wal`)).toEqual(wal)
  })
})

describe('row 32: there is no false alarm', () => {
  test('after kills at any moment, with other programs about, and on copies of all that was there', async () => {
    const { server, anna, room } = await aTalk(1)
    const copy = join(await aDirectory(), 'chat.db')
    let posted = 1
    const postNext = async () => {
      posted += 1
      await anna.post(room, said(posted))
    }
    for (let round = 1; round <= 8; round += 1) {
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
  })

  test('after a power cut that tore the log anywhere', async () => {
    const { server, anna, room } = await aTalk(5)
    await idle(server)
    for (let at = 6; at <= 12; at += 1) await anna.post(room, said(at))
    await server.kill()
    const [database, wal] = await Promise.all([
      readFile(server.databaseFile),
      readFile(`${server.databaseFile}-wal`),
    ])
    const torn = join(await aDirectory(), 'chat.db')
    const step = (24 + 4096) * 3 - 1000
    for (let cut = 0; cut <= wal.length; cut += step) {
      await writeFile(torn, database)
      await writeFile(`${torn}-wal`, wal)
      await truncate(`${torn}-wal`, cut)
      await rm(`${torn}-shm`, { force: true })
      expect(() => refuseForeignWal(torn), `cut at ${cut}`).not.toThrow()
      expect(await readFile(torn)).toEqual(database)
    }
  })
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
  ] as const)('refuses %s, and changes nothing', async ([_, make, why]) => {
    const { server } = await aTalk(40)
    const file = join(await aDirectory(), 'file.db')
    await copies['npm run backup'](server, file)
    server.signal('SIGTERM')
    await server.gone()
    if (make !== newer && make !== damaged) await rm(file)
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

function said(at: number): string {
  return `this is message number ${at}.`
}

async function aTalk(messages: number) {
  const server = await aServer()
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  for (let at = 1; at <= messages; at += 1) await anna.post(room, said(at))
  return { server, anna, room }
}

/** Waits until all that was written is in the file itself. */
async function idle({ databaseFile }: Server): Promise<void> {
  using file = open(databaseFile)
  await expect
    .poll(() => {
      const [row] = file.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
      return row !== undefined && row.log === row.checkpointed
    })
    .toBe(true)
}

function bytesOf({ databaseFile }: Server): Promise<Buffer[]> {
  return Promise.all(parts.map((part) => readFile(databaseFile + part)))
}

function open(file: string): Sqlite.Database & Disposable {
  const database = new Sqlite(file)
  return Object.assign(database, { [Symbol.dispose]: () => void database.close() })
}

async function newer(file: string): Promise<void> {
  using database = open(file)
  database.exec("insert into mikro_orm_migrations (name) values ('999-wings')")
}

async function damaged(file: string): Promise<void> {
  const bytes = await readFile(file)
  bytes.fill(7, 3 * 4096, bytes.length - 4096)
  await writeFile(file, bytes)
}
