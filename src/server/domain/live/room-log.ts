import type { RoomSummary } from '../change.ts'

/** A room on the list, or one that was deleted since the list was read. */
export interface ListedRoom {
  room: RoomSummary
  /** What a list shows of it to everybody, once somebody was shown it. */
  json: string | undefined
  isGone: boolean
  /** What it adds to a list's sum, once somebody asked. */
  mark: number | undefined
  /** Where it ceased to be open, if it did while the list was known here; else 0. */
  closedAt: number
  /** Where it stands in the order of what this process learnt. */
  position: number
}

/** Rooms in the order in which what a list shows of them changed last. */
export interface RoomLog {
  /** Notes that the room has just got its position, which is the newest one. */
  moved(listed: ListedRoom): void
  /** Those that changed after a position, in order. */
  since(position: number): ListedRoom[]
}

/** Entries that are kept although their room has moved on, before they are swept out. */
const mostOutdated = 1000

export function createRoomLog(): RoomLog {
  let entries: { position: number; listed: ListedRoom }[] = []
  const rooms = new Set<ListedRoom>()

  const isCurrent = ({ position, listed }: (typeof entries)[number]) => listed.position === position

  return {
    moved(listed) {
      rooms.add(listed)
      entries.push({ position: listed.position, listed })
      if (entries.length > 2 * rooms.size + mostOutdated) entries = entries.filter(isCurrent)
    },
    since(position) {
      const found: ListedRoom[] = []
      for (let at = entries.length - 1; at >= 0; at -= 1) {
        const entry = entries[at]
        if (!entry || entry.position <= position) break
        if (isCurrent(entry)) found.push(entry.listed)
      }
      return found.reverse()
    },
  }
}
