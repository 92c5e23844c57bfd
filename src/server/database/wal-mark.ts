import { crc32 } from 'node:zlib'
import type Sqlite from 'better-sqlite3'

/**
 * Which write-ahead log a database belongs to. SQLite itself does not know: it takes whatever lies
 * beside the file, and ruins a backup that was put there. So the first commit of each new log writes
 * into the database's header (its `user_version`) a sum over the header of the file that the log
 * begins on; whoever has the two finds out whether they fit (docs/decisions/009).
 */
export interface Marker {
  /** To be called before a transaction begins that may write. */
  beforeBegin(): void
  /** To be called when it has begun. */
  begun(): void
  /** To be called before it is committed. */
  beforeCommit(): void
}

export function createMarker(file: Sqlite.Database): Marker {
  // Does nothing, and says how much of the log is in the file (SQLite 3.51).
  const look = file.prepare<[], { log: number; checkpointed: number }>(
    'pragma wal_checkpoint(NOOP)',
  )
  const changes = file.prepare<[], number>('select total_changes()').pluck()
  const read = (name: string): number => Number(file.pragma(name, { simple: true }))
  /** Whether the log begins anew with what is written next. */
  let isDue = false
  /** How things stood when such a transaction began: as in the file itself. */
  let start: { changes: number | undefined; sum: number } | undefined

  return {
    beforeBegin() {
      const state = look.get()
      isDue = state !== undefined && state.log === state.checkpointed
    },
    begun() {
      start = undefined
      if (!isDue) return
      const sum = sumOf({
        version: read('user_version'),
        pages: read('page_count'),
        freePages: read('freelist_count'),
        schema: read('schema_version'),
      })
      start = { changes: changes.get(), sum }
    },
    beforeCommit() {
      // What changed nothing is not written.
      if (start && start.changes !== changes.get()) file.pragma(`user_version = ${start.sum}`)
    },
  }
}

/** What of the header of a database's first page goes into the sum. */
interface Header {
  version: number
  pages: number
  freePages: number
  schema: number
}

/** The `user_version` that stands in the first page of a database. */
export function versionOf(firstPage: Buffer): number {
  return firstPage.readInt32BE(60)
}

/** The `user_version` that the first commit of a log on this database writes. */
export function nextVersion(firstPage: Buffer): number {
  return sumOf({
    version: versionOf(firstPage),
    pages: firstPage.readUInt32BE(28),
    freePages: firstPage.readUInt32BE(36),
    schema: firstPage.readUInt32BE(40),
  })
}

function sumOf({ version, pages, freePages, schema }: Header): number {
  const text = `parlor ${version} ${pages} ${freePages} ${schema}`
  // Positive, and never 0: that is what a database has that nobody marked.
  return (crc32(text) & 0x3fffffff) | 0x40000000
}
