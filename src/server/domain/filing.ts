import { setTimeout as sleep } from 'node:timers/promises'
import type { FileInfo, FileSpace, FilesPage, FilesQuery } from '../../protocol/files.ts'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import type { Database } from '../database/database.ts'
import { system } from '../engine/transaction.ts'
import type { WriteQueue } from '../engine/write-queue.ts'
import { bytesOf, inChunks } from './file-chunks.ts'
import { type FileStore, storeNamed } from './file-store.ts'
import { bytesKept } from './file-usage.ts'
import { chunkBytes, type Variant, variants } from './file-variants.ts'
import type { FileLimits, Finished } from './files.ts'
import type { LiveSession } from './live/live-person.ts'
import type { ReadThrough } from './live/read-through.ts'
import { mediaTypeOf } from './media-types.ts'
import { isPicture, type Pictures } from './pictures.ts'
import { filesIn } from './room-files.ts'
import { fileRow, type OpenFile, openVariant, visibleFile } from './stored-bytes.ts'
import { infoOf } from './stored-files.ts'
import type { ParlorVerbs } from './verbs.ts'
import { roomFor } from './visibility.ts'

/** How much longer than a chunk took nothing is done with the next, at most: as often as uploads wait for it. */
const restsFor = 7
/** A disk that is slow is waited for anyway; ms. */
const longestRest = 50

interface FilingDeps {
  database: Database
  writeQueue: WriteQueue<ParlorVerbs>
  clock(): number
  limits: FileLimits
  pictures: Pictures
  /** Where files lie once they are whole; undefined: in the database. */
  store: FileStore | undefined
}

/** How far an upload has come, in bytes. */
export interface UploadState {
  received: number
  size: number
}

/** How files come in, and how they are read. */
export function createFiling(
  { database, writeQueue, clock, limits, pictures, store }: FilingDeps,
  { roomInside }: ReadThrough,
) {
  const inTurn = createTurns()
  const places = { db: database.db, store }

  /** @throws Refusal `too_large`, and as `beginFile` of the domain does */
  async function beginUpload(
    { actor, person }: LiveSession,
    { size = limits.perFile, ...args }: { roomId: string; name: string; size?: number },
  ): Promise<{ id: string }> {
    if (size > limits.perFile) throw new Refusal('too_large')
    await roomInside(person, args.roomId)
    return writeQueue.run('beginFile', actor, { ...args, size, limits, store: store?.name ?? null })
  }

  /**
   * Keeps what comes, chunk by chunk, as far as it comes: of all uploads one chunk at a time, so that
   * posts go between them.
   * @throws Refusal as `addChunk` of the domain does, and whatever `bytes` throws
   */
  async function continueUpload(
    { actor }: LiveSession,
    { fileId, offset }: { fileId: string; offset: number },
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<void> {
    let start = offset
    // Written before the next comes: one space will do, and nothing of it waits to be collected.
    const space = Buffer.allocUnsafeSlow(chunkBytes)
    for await (const chunk of inChunks(bytes, () => space)) {
      const args = { fileId, offset: start, bytes: chunk }
      await inTurn(() => writeQueue.run('addChunk', actor, args))
      start += chunk.length
    }
  }

  /** @throws Refusal `file_not_found` */
  async function uploadState({ actor }: LiveSession, fileId: string): Promise<UploadState> {
    const row = await fileRow(database.db(), fileId)
    const isOwn = row?.uploader_id === actor.id && row.state !== 'gone' && row.message_id === null
    if (!row || !isOwn) throw new Refusal('file_not_found')
    return row.state === 'ready'
      ? { received: row.received, size: row.received }
      : { received: row.received, size: row.size }
  }

  /**
   * Makes a file of what was received. What cannot be one is given up.
   * @throws Refusal `invalid_input` for what is empty or a picture that cannot be shown, `file_not_found`.
   */
  async function finishUpload(session: LiveSession, fileId: string): Promise<FileInfo> {
    const { actor } = session
    const { received } = await uploadState(session, fileId)
    const row = await fileRow(database.db(), fileId)
    if (row?.state === 'ready') return infoOf(row)
    try {
      const finished = await lookedThrough(actor.id, fileId, received)
      const say = () => writeQueue.run('finishFile', actor, { fileId, received, ...finished })
      const there = row?.store ? storeNamed(store, row.store) : undefined
      await (there ? takenElsewhere(there, { fileId, ...finished }, say) : say())
    } catch (error) {
      if (error instanceof Refusal && error.code === 'invalid_input') await discard(session, fileId)
      throw error
    }
    const finished = await fileRow(database.db(), fileId)
    if (!finished) throw new Refusal('file_not_found')
    return infoOf(finished)
  }

  async function lookedThrough(asker: string, fileId: string, received: number): Promise<Finished> {
    if (received === 0) throw invalid('file', 'empty_file')
    const whole = () =>
      bytesOf(database.db(), { fileId, variant: variants.received, from: 0, to: received })
    const type = await mediaTypeOf(await beginningOf(whole()))
    if (!isPicture(type)) return { type, size: received, variant: variants.received }
    const keep = async (variant: Variant, start: number, bytes: Buffer): Promise<void> => {
      const args = { fileId, variant, start, bytes }
      await inTurn(() => writeQueue.run('addVariantChunk', system, args))
    }
    return { ...(await pictures.rewrite(asker, whole(), keep)), variant: variants.rewritten }
  }

  /** Takes a file that is whole to where it is to lie, before it is said that it does. */
  async function takenElsewhere(
    there: FileStore,
    { fileId, size, variant }: { fileId: string } & Finished,
    say: () => Promise<void>,
  ): Promise<void> {
    const bytes = bytesOf(database.db(), { fileId, variant, from: 0, to: size })
    await there.keep(fileId, size, bytes)
    try {
      await say()
    } catch (error) {
      // Given up meanwhile: what removed it may have come before it was there.
      const row = await fileRow(database.db(), fileId)
      if (!row || row.state === 'gone') await there.remove(fileId)
      throw error
    }
  }

  function discard({ actor }: LiveSession, fileId: string): Promise<void> {
    return writeQueue.run('discardFile', actor, { fileId })
  }

  /** @throws Refusal `file_not_found` */
  async function visibleRow({ person }: LiveSession, fileId: string) {
    const row = await visibleFile(database.db(), { personId: person.id, fileId, now: clock() })
    if (!row) throw new Refusal('file_not_found')
    return row
  }

  return {
    fileLimits: limits,

    /** How much a person's files take, and everybody's. */
    async fileSpace({ actor }: LiveSession): Promise<{ own: FileSpace; all: FileSpace }> {
      const { own, all } = await bytesKept({ db: database.db() }, actor.id)
      return {
        own: { bytes: own, limit: limits.perPerson },
        all: { bytes: all, limit: limits.inAll },
      }
    },

    beginUpload,
    continueUpload,
    uploadState,
    finishUpload,

    /** Gives up what was not posted. Nobody needs to hear how that went: in an hour it is gone anyway. */
    discardUpload: (session: LiveSession, fileId: string): Promise<void> =>
      discard(session, fileId),

    /** A file in one piece. @throws Refusal as the steps above do; nothing of it is kept then. */
    async receiveFile(
      session: LiveSession,
      args: { roomId: string; name: string; size?: number },
      bytes: AsyncIterable<Uint8Array>,
    ): Promise<FileInfo> {
      const { id } = await beginUpload(session, args)
      try {
        await continueUpload(session, { fileId: id, offset: 0 }, bytes)
        return await finishUpload(session, id)
      } catch (error) {
        await discard(session, id).catch(() => {})
        throw error
      }
    },

    /** All that was posted in a room. @throws Refusal `room_not_found`, `room_deleted` */
    async filesIn(
      { person }: LiveSession,
      args: { roomId: string } & FilesQuery,
    ): Promise<FilesPage> {
      await roomFor(database.db(), person, args.roomId)
      return filesIn(database.db(), { ...args, personId: person.id, now: clock() })
    },

    /** @throws Refusal `file_not_found` */
    async describeFile(
      session: LiveSession,
      args: { fileId: string; alt: string },
    ): Promise<FileInfo> {
      await writeQueue.run('describeFile', session.actor, args)
      return infoOf(await visibleRow(session, args.fileId))
    },

    /**
     * A file to be read. Each chunk is asked for anew: whoever may not have the file any more gets no more
     * of it. @throws Refusal `file_not_found`
     */
    async openFile(session: LiveSession, fileId: string, variant?: Variant): Promise<OpenFile> {
      const row = await visibleRow(session, fileId)
      const isStill = async (): Promise<void> => void (await visibleRow(session, fileId))
      return openVariant(places, row, variant, isStill)
    },
  }
}

/**
 * Does one thing after another, in the order in which they were asked for. While more of it waits, it rests
 * after each: many uploads at once would take the processor and the disk from those who talk, and leave
 * more behind in memory than is tidied up meanwhile. One alone goes on at the pace of the disk.
 */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return (work) => {
    waiting += 1
    let took = 0
    const done = last.then(async () => {
      const start = performance.now()
      return work().finally(() => {
        waiting -= 1
        took = performance.now() - start
      })
    })
    const rest = () =>
      waiting > 0 ? sleep(Math.min(took * Math.min(waiting, restsFor), longestRest)) : undefined
    last = done.catch(() => {}).then(rest)
    return done
  }
}

async function beginningOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  for await (const chunk of bytes) return Buffer.from(chunk)
  return Buffer.alloc(0)
}
