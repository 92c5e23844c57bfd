import type { News } from '../../protocol/news.ts'
import type { Room } from '../../protocol/rooms.ts'

/** A list of rooms that is built from news, and the cursor after which the next ones come. */
export interface RoomList {
  rooms: readonly Room[]
  cursor: string | null
  /** The `version` that each room was last told with. */
  versions: ReadonlyMap<string, number>
}

export const emptyList: RoomList = { rooms: [], cursor: null, versions: new Map() }

/**
 * The list after some news. Undefined: they are older than what is known, from a server that is a
 * moment behind, and are to be asked for again.
 */
export function listAfter(before: RoomList, news: News): RoomList | undefined {
  // What was told before a server began anew says nothing of what it tells now.
  const versions = new Map(news.all ? [] : before.versions)
  for (const { id, version } of news.rooms) {
    if (version < (versions.get(id) ?? 0)) return undefined
    versions.set(id, version)
  }
  const { cursor } = news
  if (news.rooms.length === 0 && news.gone.length === 0 && !news.all) {
    return { ...before, cursor }
  }
  const rooms = new Map(before.rooms.map((room) => [room.id, room]))
  if (news.all) {
    const all = new Set(news.all)
    for (const id of rooms.keys()) if (!all.has(id)) rooms.delete(id)
  }
  for (const id of news.gone) rooms.delete(id)
  for (const { version: _, ...room } of news.rooms) rooms.set(room.id, room)
  return { rooms: [...rooms.values()], cursor, versions }
}
