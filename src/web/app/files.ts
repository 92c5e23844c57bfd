import { effect, type ReadonlySignal, signal } from '@preact/signals'
import type { Answer, Api } from './api.ts'
import type { Attachments } from './attachments.ts'
import { addressOf } from './base-path.ts'
import { loadChunk } from './chunks.ts'
import type { DrainDeps } from './drain.ts'
import type { Storage } from './outbox.ts'
import { unreachable } from './refusals.ts'

type Deps = DrainDeps & {
  api: Pick<Api, 'describeFile' | 'discardFile'>
  storage: Storage
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

  /** Null: it does not come. */
  const load = async (): Promise<Attachments | null> => {
    const self = userId()
    if (self === null) return null
    const code = await loadChunk(() => import('./attaching.ts')).catch(() => null)
    if (!code) {
      missed.value = true
      return null
    }
    if (!loaded.value || holder !== self) {
      loaded.value?.stop()
      holder = self
      loaded.value = code.startAttaching(database, { ...deps, storage, userId: self })
    }
    return loaded.value
  }

  /** Fetches the code if something is attached. */
  const look = () => {
    const self = userId()
    if (self !== null && storage.all(`attached/${self}/`).length > 0) void load()
    return self
  }
  effect(() => {
    if (look() === null) {
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
      await (await load())?.add(roomId, files)
    },

    /** The ids that the server knows these by, once all are there. */
    async uploaded(ids: readonly string[]): Promise<Answer<string[]>> {
      return (await load())?.uploaded(ids) ?? { ok: false, refusal: unreachable }
    },
    again: (ids: readonly string[]) => loaded.peek()?.again(ids),
    forget: (ids: readonly string[]) => void load().then((files) => files?.forgetAll(ids)),
    /** The line may be back, or another window has attached something. */
    wake() {
      if (loaded.peek()) loaded.peek()?.wake()
      else look()
    },

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
