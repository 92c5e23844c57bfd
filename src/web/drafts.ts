import { signal } from '@preact/signals'
import type { createStorage } from './platform.ts'

export type Drafts = ReturnType<typeof createDrafts>

/**
 * What a person has begun to write in each room: it outlives a reload, and a session that ended, and their
 * windows share it as it is typed, so that none of them holds on to an older one.
 */
export function createDrafts(storage: ReturnType<typeof createStorage>) {
  const name = (userId: string, roomId: string) => `draft/${userId}/${roomId}`
  /** Rises when another window may have written. */
  const elsewhere = signal(0)
  return {
    elsewhere,
    read: (userId: string, roomId: string) => storage.get(name(userId, roomId)) ?? '',
    write(userId: string, roomId: string, text: string) {
      if (text) storage.set(name(userId, roomId), text)
      else storage.remove(name(userId, roomId))
    },
    /** How many rooms' messages a person has begun and not sent. */
    begun: (userId: string) => storage.all(name(userId, '')).filter((text) => text.trim()).length,
    /** Leaves nothing of what this person had begun. */
    empty: (userId: string) => storage.clear(name(userId, '')),
    /** To be called when another window changed the storage, or may have while this one slept. */
    refresh() {
      elsewhere.value += 1
    },
  }
}
