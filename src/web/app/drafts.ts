import { signal } from '@preact/signals'
import type { Clock } from './clock.ts'
import type { createStorage } from './platform.ts'

export type Drafts = ReturnType<typeof createDrafts>

/** To store a longer text with every key takes longer than the key does. */
const long = 16_000
const pauseMs = 1000

/**
 * What a person has begun to write in each room: it outlives a reload, and a session that ended, and their
 * windows share it as it is typed, so that none of them holds on to an older one.
 */
export function createDrafts(storage: ReturnType<typeof createStorage>, clock: Clock) {
  const name = (userId: string, roomId: string) => `draft/${userId}/${roomId}`
  /** Rises when another window may have written. */
  const elsewhere = signal(0)
  /** Long texts that are yet to be stored. */
  const unstored = new Map<string, string>()

  const flush = () => {
    for (const [place, text] of unstored) storage.set(place, text)
    unstored.clear()
  }

  return {
    elsewhere,
    read(userId: string, roomId: string) {
      const place = name(userId, roomId)
      return unstored.get(place) ?? storage.get(place) ?? ''
    },
    write(userId: string, roomId: string, text: string): void {
      const place = name(userId, roomId)
      if (text.length > long) {
        if (unstored.size === 0) clock.after(pauseMs, flush)
        unstored.set(place, text)
        return
      }
      unstored.delete(place)
      if (text) storage.set(place, text)
      else storage.remove(place)
    },
    /** To be called before the page may go. */
    flush,
    /** How many rooms' messages a person has begun and not sent. */
    begun(userId: string) {
      const fresh = [...unstored.keys()].filter(
        (place) => place.startsWith(name(userId, '')) && !storage.get(place)?.trim(),
      )
      return storage.all(name(userId, '')).filter((text) => text.trim()).length + fresh.length
    },
    /** Leaves nothing of what this person had begun. */
    empty(userId: string) {
      for (const place of unstored.keys()) {
        if (place.startsWith(name(userId, ''))) unstored.delete(place)
      }
      storage.clear(name(userId, ''))
    },
    /** To be called when another window changed the storage, or may have while this one slept. */
    refresh() {
      elsewhere.value += 1
    },
  }
}
