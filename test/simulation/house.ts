import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import type { FastifyInstance } from 'fastify'
import { createApp } from '../../src/server/app.ts'
import { readConfig } from '../../src/server/config.ts'
import { createParlor, type Parlor } from '../../src/server/domain/parlor.ts'
import { verbs } from '../../src/server/domain/verbs.ts'
import { createLogger } from '../../src/server/logger.ts'
import { type Database, openDatabase } from '../../src/server/storage/database.ts'
import { type Commit, createCommit } from '../../src/server/storage/group-commit.ts'
import { fill } from './cast.ts'
import { beginning } from './timeline.ts'

/** The whole content of a database file. */
export type Image = Buffer

/** What a process of the server is made of, apart from its memory. */
export interface Surroundings {
  now(): number
  newId(): string
  /** Stands between the lane and the database, so that a story can stop the server there. */
  around(commit: Commit): Commit
}

export type House = Awaited<ReturnType<typeof openHouse>>

/**
 * The real server, without a socket: its HTTP layer, its domain, and SQLite in a file. Opening all
 * that takes longer than a story, so it is opened once; each story begins with a file of its own
 * content, and each start of the server within it with an empty memory.
 */
export async function openHouse() {
  const directory = await mkdtemp(join(tmpdir(), 'parlor-simulation-'))
  const url = `sqlite:${join(directory, 'chat.db')}`
  let disk = await openDisk(url)
  await disk.writer.database.migrate()
  await fill(
    createCommit(disk.writer.database, verbs, { now: () => beginning, newId: counter('t') }),
  )
  const firstDay = disk.writer.file.serialize()
  let parlor: Parlor | undefined
  let app: FastifyInstance | undefined

  async function reopen(): Promise<void> {
    await disk.reader.database.close()
    await disk.writer.database.close()
    disk = await openDisk(url)
  }

  return {
    firstDay,

    /** The file as anyone can read it: committed rows only. */
    file: () => disk.reader.file,

    /** Starts a process of the server: the same disk, nothing in memory. */
    async start({ now, newId, around }: Surroundings): Promise<FastifyInstance> {
      parlor = createParlor({
        database: disk.reader.database,
        commit: around(createCommit(disk.writer.database, verbs, { now, newId })),
        clock: now,
        newToken: newId,
        processId: 'house',
        everybodyKnows: async () => {},
      })
      app ??= await appOver(() => parlor)
      return app
    },

    /** The process is gone: whatever was not committed never happened. */
    async stop(): Promise<void> {
      if (disk.writer.file.inTransaction || disk.reader.file.inTransaction) await reopen()
    },

    /** What the process does without being asked over HTTP, and before its HTTP layer is. */
    parlor: () => parlor,

    backup: (): Image => disk.reader.file.serialize(),

    /** Puts the content of a backup in the place of what the file holds. */
    async restore(image: Image): Promise<void> {
      const path = join(directory, 'backup.db')
      await writeFile(path, image)
      copyInto(disk.writer.file, path)
    },

    async close(): Promise<void> {
      await disk.reader.database.close()
      await disk.writer.database.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

/** Ids that are the same in every run of the same story. */
export function counter(prefix: string): () => string {
  let last = 0
  return () => {
    last += 1
    return `${prefix}${last}`
  }
}

async function openDisk(url: string) {
  return { reader: await open(url, 'reader'), writer: await open(url, 'writer') }
}

async function open(url: string, role: 'reader' | 'writer') {
  const database: Database = await openDatabase(url, role)
  const { file } = database
  if (!file) throw new Error('The simulation is for SQLite.')
  // Killing the process takes nothing that was written; only a power cut would, and that is tested
  // on the real server.
  file.pragma('synchronous = OFF')
  return { database, file }
}

/** The HTTP layer, over whichever process of the server is running. */
async function appOver(running: () => Parlor | undefined): Promise<FastifyInstance> {
  const parlor = running()
  if (!parlor) throw new Error('No server is running.')
  const config = readConfig({ RATE_LIMITS: 'off', LOG_LEVEL: 'silent' })
  const current = new Proxy(parlor, { get: (first, name) => Reflect.get(running() ?? first, name) })
  const app = await createApp({ config, parlor: current, logger: createLogger(config) })
  await app.ready()
  return app
}

const tables = ['person', 'session', 'room', 'epoch', 'membership', 'message', 'sqlite_sequence']

function copyInto(file: Sqlite.Database, path: string): void {
  file.prepare('attach ? as backup').run(path)
  file.pragma('foreign_keys = OFF')
  file.transaction(() => {
    for (const table of tables) {
      file.exec(`delete from main.${table}`)
      file.exec(`insert into main.${table} select * from backup.${table}`)
    }
  })()
  file.pragma('foreign_keys = ON')
  file.exec('detach backup')
}
