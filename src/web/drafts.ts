import type { createStorage } from './platform.ts'

export type Drafts = ReturnType<typeof createDrafts>

/** What a person has begun to write in each room: it outlives a reload and a log-out. */
export function createDrafts(storage: ReturnType<typeof createStorage>) {
  const name = (userId: string, roomId: string) => `draft/${userId}/${roomId}`
  return {
    read: (userId: string, roomId: string) => storage.get(name(userId, roomId)) ?? '',
    write(userId: string, roomId: string, text: string) {
      if (text) storage.set(name(userId, roomId), text)
      else storage.remove(name(userId, roomId))
    },
  }
}
