import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Answer, Api } from './api.ts'
import type { Attachments } from './attachments.ts'
import { addressOf } from './base-path.ts'
import { loadChunk } from './chunks.ts'
import type { Clock } from './clock.ts'
import type { Storage } from './outbox.ts'
import { unreachable } from './refusals.ts'

type Deps = {
  api: Pick<Api, 'describeFile' | 'discardFile'>
  storage: Storage
  clock: Clock
  newKey: () => string
  database: () => IDBFactory | undefined
  /** Who is logged in; null: nobody. */
  userId: () => string | null
  /** The room that they are inside. */
  room: ReadonlySignal<string | null>
}

export type Files = ReturnType<typeof createFiles>

/** What people attach. Its code is fetched when there is something attached. */
export function createFiles({ storage, userId, database, ...deps }: Deps) {
  const loaded = signal<Attachments | null>(null)
  /** Its code was asked for and did not come. */
  const missed = signal(false)
  let holder: string | null = null

  const load = async (): Promise<Attachments> => {
    const self = userId()
    if (self === null) throw new Error('Nobody is logged in.')
    const [{ createAttachments }, { createBlobs }, { upload }] = await loadChunk(() =>
      Promise.all([import('./attachments.ts'), import('./blobs.ts'), import('./uploading.ts')]),
    ).catch((reason) => {
      missed.value = true
      throw reason
    })
    if (!loaded.value || holder !== self) {
      loaded.value?.stop()
      holder = self
      const blobs = createBlobs(database, addressOf('files'))
      loaded.value = createAttachments({ ...deps, storage, blobs, upload, userId: self })
    }
    return loaded.value
  }

  effect(() => {
    const self = userId()
    if (self !== null && storage.all(`attached/${self}/`).length > 0) void load().catch(() => {})
    if (self === null) {
      loaded.value?.stop()
      loaded.value = null
    }
  })

  return {
    loaded,
    missed,
    load,

    /** Attaches files to what is being written in a room. */
    async add(roomId: string, files: readonly File[]): Promise<void> {
      if (files.length === 0) return
      const attachments = await load().catch(() => null)
      await attachments?.add(roomId, files)
    },

    /** The ids that the server knows these by, once all are there. */
    async uploaded(ids: readonly string[]): Promise<Answer<string[]>> {
      const attachments = await load().catch(() => null)
      return attachments ? attachments.uploaded(ids) : { ok: false, refusal: unreachable }
    },
    again: (ids: readonly string[]) => loaded.peek()?.again(ids),
    forget: (ids: readonly string[]) =>
      void load().then(
        (files) => files.forgetAll(ids),
        () => {},
      ),
    wake: () => loaded.peek()?.wake(),

    /** Leaves nothing of what this person had attached. */
    empty(self: string) {
      for (const text of storage.all(`attached/${self}/`)) {
        const { id } = JSON.parse(text)
        storage.remove(`attached/${self}/${id}`)
      }
      loaded.value?.stop()
      loaded.value = null
      try {
        database()?.deleteDatabase(addressOf('files'))
      } catch {
        // A browser that refuses its database has kept nothing in it.
      }
    },
  }
}
