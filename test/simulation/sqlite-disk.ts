import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Sqlite from 'better-sqlite3'
import { openDatabase } from '../../src/server/database/database.ts'
import { type Disk, someTurns, tables } from './disk.ts'

/** SQLite in a file, under one process. It answers at once, without a turn of the event loop. */
export async function openSqliteDisk(): Promise<Disk> {
  const directory = await mkdtemp(join(tmpdir(), 'parlor-simulation-'))
  const url = `sqlite:${join(directory, 'chat.db')}`
  let open = await openBoth(url)

  async function close(): Promise<void> {
    await open.reader.database.close()
    await open.writer.database.close()
  }

  /** The transactions of a process that is gone never happened. */
  async function reopenIfInUse(): Promise<void> {
    if (!open.writer.file.inTransaction && !open.reader.file.inTransaction) return
    await close()
    open = await openBoth(url)
  }

  return {
    async connect() {
      await reopenIfInUse()
      return { reader: open.reader.database, writer: open.writer.database }
    },
    breakOff: async () => {},
    truth: () => open.reader.database.db(),
    rest: () => someTurns(),
    async backup() {
      const image = open.reader.file.serialize()
      return async () => {
        const path = join(directory, 'backup.db')
        await writeFile(path, image)
        await reopenIfInUse()
        copyInto(open.writer.file, path)
      }
    },
    async close() {
      await close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function openBoth(url: string) {
  return { reader: await openOne(url, 'reader'), writer: await openOne(url, 'writer') }
}

async function openOne(url: string, role: 'reader' | 'writer') {
  const database = await openDatabase(url, role)
  const { file } = database
  if (!file) throw new Error('This is not SQLite.')
  // Killing the process takes nothing that was written; only a power cut would, and that is tested
  // on the real server.
  file.pragma('synchronous = OFF')
  return { database, file }
}

function copyInto(file: Sqlite.Database, path: string): void {
  file.prepare('attach ? as backup').run(path)
  file.pragma('foreign_keys = OFF')
  file.transaction(() => {
    for (const table of [...tables, 'sqlite_sequence']) {
      file.exec(`delete from main.${table}`)
      file.exec(`insert into main.${table} select * from backup.${table}`)
    }
  })()
  file.pragma('foreign_keys = ON')
  file.exec('detach backup')
}
