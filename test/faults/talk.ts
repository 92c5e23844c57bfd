import { copyFile, readFile } from 'node:fs/promises'
import Sqlite from 'better-sqlite3'
import { expect } from 'vitest'
import { aPerson, aRoom, type WhenOver } from '../support/examples.ts'
import { aServer, type Server } from './server.ts'

/** The files of a database, as a server that was killed leaves them. */
export const parts = ['', '-wal', '-shm'] as const

export function said(at: number): string {
  return `this is message number ${at}.`
}

/** A server in a process of its own, on which Anna has said so much in a room. */
export async function aTalk(messages: number, whenOver?: WhenOver) {
  const server = await aServer({}, whenOver)
  const anna = await aPerson(server)
  const room = await aRoom(anna)
  for (let at = 1; at <= messages; at += 1) await anna.post(room, said(at))
  return { server, anna, room }
}

/** Waits until all that was written is in the file itself. */
export async function idle({ databaseFile }: Server): Promise<void> {
  using file = open(databaseFile)
  await expect
    .poll(() => {
      const [row] = file.pragma('wal_checkpoint(NOOP)') as { log: number; checkpointed: number }[]
      return row !== undefined && row.log === row.checkpointed
    })
    .toBe(true)
}

/** What was said, in its order, as somebody with the file in hand reads it. */
export function bodiesIn(file: string): unknown[] {
  using database = open(file)
  return database.prepare('select body from message order by seq').pluck().all()
}

export function bytesOf({ databaseFile }: Server): Promise<Buffer[]> {
  return Promise.all(parts.map((part) => readFile(databaseFile + part)))
}

export function open(file: string): Sqlite.Database & Disposable {
  const database = new Sqlite(file)
  return Object.assign(database, { [Symbol.dispose]: () => void database.close() })
}

/** Ways in which people make copies, and put them back. */
export const copies = {
  // First, as the log begins anew with it: the others are all of one that goes on.
  'cp, of a stopped server': async (server: Server, copy: string) => {
    server.signal('SIGTERM')
    await server.gone()
    await copyFile(server.databaseFile, copy)
    await server.start()
  },
  'npm run backup': async (server: Server, copy: string) => {
    expect((await server.command('backup', copy)).code).toBe(0)
  },
  'cp, of an idle server': async (server: Server, copy: string) => {
    await idle(server)
    await copyFile(server.databaseFile, copy)
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
