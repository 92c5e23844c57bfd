import type { User } from '../../protocol/people.ts'
import type { Room } from '../../protocol/rooms.ts'

/** How many of a room's messages a person wants to hear of who has not read them. */
export function newsIn({ unread, mentions, notify }: Room): number {
  if (notify === 'none') return 0
  return (notify === 'all' ? unread : mentions) ?? 0
}

/** Those that one belongs to, as the rail has them: with news first, then as something was said in them. */
export function roomsOfMine(rooms: readonly Room[]): Room[] {
  return byUrgency(rooms.filter(({ belongs }) => belongs))
}

export function byUrgency(rooms: readonly Room[]): Room[] {
  return rooms.toSorted(
    (a, b) => Number(newsIn(b) > 0) - Number(newsIn(a) > 0) || lastActivity(b) - lastActivity(a),
  )
}

/** With whom one is in a direct room, for their avatar; among several, all of whom it is called by, the first. */
export function otherIn({ name, createdBy, last }: Room): User {
  const known = [createdBy, last?.author].find((user) => user?.username === name)
  return known ?? { id: '', username: name }
}

export const lastActivity = (room: Room) => Date.parse(room.lastPostedAt ?? room.createdAt)

/** The nearest room with news before or after one in this order, going round; undefined if there is none. */
export function nextWithNews(
  rooms: readonly Room[],
  here: string | undefined,
  step: 1 | -1,
): Room | undefined {
  const at = rooms.findIndex(({ id }) => id === here)
  const from = at === -1 && step === -1 ? rooms.length : at
  for (let n = 1; n <= rooms.length; n += 1) {
    const room = rooms[(from + step * n + rooms.length * 2) % rooms.length]
    if (room && room.id !== here && newsIn(room) > 0) return room
  }
  return undefined
}
