import { randomUUID } from 'node:crypto'
import { chmod, type FileHandle, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../protocol/refusal.ts'
import type { FileStore } from '../domain/file-store.ts'
import { chunkBytes } from '../domain/file-variants.ts'

export interface Folder extends FileStore {
  /** Makes it if there is none. @throws Error that names the setting, if nothing can be kept there */
  check(): Promise<void>
}

/** For the owner alone, whatever is around it. */
const folderMode = 0o700
const fileMode = 0o600

/**
 * Files in a folder, each under its id. One appears when all of it is on the disk, and until then has a name
 * beside the others, where nothing reads it.
 */
export function folderStore(path: string, onTrouble: (error: unknown) => void): Folder {
  const whole = join(path, 'files')
  const incoming = join(path, 'incoming')
  const placeOf = (fileId: string) => join(whole, fileId)

  async function keep(
    fileId: string,
    size: number,
    bytes: AsyncIterable<Uint8Array>,
  ): Promise<void> {
    const temporary = join(incoming, `${fileId}.${randomUUID()}`)
    try {
      await written(temporary, size, bytes)
      await rename(temporary, placeOf(fileId))
      await flushNames(whole)
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => {})
      throw error
    }
  }

  async function removeTries(fileId: string): Promise<void> {
    const names = (await readdir(incoming)).filter((name) => name.startsWith(`${fileId}.`))
    for (const name of names) await rm(join(incoming, name), { force: true })
  }

  async function orUnavailable<T>(work: Promise<T>): Promise<T> {
    return work.catch((error) => {
      if (error instanceof Refusal) throw error
      onTrouble(error)
      throw new Refusal('unavailable', { retryAfter: 1 })
    })
  }

  return {
    name: 'folder',
    keep: (fileId, size, bytes) => orUnavailable(keep(fileId, size, bytes)),

    async *read(fileId, from, to) {
      const file = await orUnavailable(openToRead(placeOf(fileId)))
      // Ends, and closes the file, also when whoever reads it stops.
      yield* file.createReadStream({ start: from, end: to - 1, highWaterMark: chunkBytes })
    },

    remove(fileId) {
      const removed = async () => {
        await rm(placeOf(fileId), { force: true })
        await removeTries(fileId)
      }
      return orUnavailable(removed())
    },

    tidy: (fileId) => orUnavailable(removeTries(fileId)),

    async check() {
      try {
        await mkdir(path, { recursive: true, mode: folderMode })
        for (const folder of [whole, incoming]) {
          await mkdir(folder, { recursive: true, mode: folderMode })
          // Somebody may have copied it, and so have opened it to others.
          await chmod(folder, folderMode)
          const probe = join(folder, randomUUID())
          await written(probe, 0, nothing())
          await rm(probe)
        }
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        throw new Error(
          `FILES: nothing can be kept in ${path}. Name a folder in which Parlor may write. (${reason})`,
          { cause: error },
        )
      }
    },
  }
}

/** Writes a new file, to the disk and not only to the system. @throws Error if it has another size in the end */
async function written(
  path: string,
  size: number,
  bytes: AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = await open(path, 'wx', fileMode)
  try {
    await file.writeFile(bytes)
    await file.sync()
    const { size: there } = await file.stat()
    if (there !== size) throw new Error(`Of ${size} bytes of a file ${there} were written.`)
  } finally {
    await file.close()
  }
}

/** @throws Refusal `file_not_found` */
async function openToRead(path: string): Promise<FileHandle> {
  return open(path, 'r').catch((error) => {
    throw error.code === 'ENOENT' ? new Refusal('file_not_found') : error
  })
}

/** Waits until the names in a folder are on the disk. Windows writes them by itself, and opens no folders. */
async function flushNames(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
