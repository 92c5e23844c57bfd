import type { Room } from '../../../protocol/rooms.ts'
import type { RoomSummary } from '../change.ts'
import { may } from '../policy.ts'
import type { LivePerson } from './live-person.ts'
import type { ListedRoom } from './room-log.ts'

/** The room, as a list shows it to this person. */
export function asSeenBy(person: LivePerson, room: RoomSummary): Room {
  return { ...forAll(room), ...forOne(person, room) }
}

/**
 * The same as JSON. What it says to everybody is made once: a list of many rooms would keep all others
 * waiting for as long as it is made.
 */
export function jsonAsSeenBy(person: LivePerson, listed: ListedRoom): string {
  listed.json ??= JSON.stringify(forAll(listed.room)).slice(0, -1)
  const { canDelete, unread } = forOne(person, listed.room)
  return `${listed.json},"canDelete":${canDelete},"unread":${unread}}`
}

function forAll(room: RoomSummary) {
  const { id, name, kind, topic, createdBy, createdAt, people, lastSeq } = room
  const { archivedAt, lastPostedAt } = room
  return {
    id,
    name,
    kind,
    topic,
    archivedAt: archivedAt === null ? null : new Date(archivedAt).toISOString(),
    createdBy: { id: createdBy.id, username: createdBy.username },
    createdAt: new Date(createdAt).toISOString(),
    people,
    messages: lastSeq,
    lastPostedAt: lastPostedAt === null ? null : new Date(lastPostedAt).toISOString(),
  }
}

function forOne(person: LivePerson, room: RoomSummary) {
  const readUpTo = person.readUpTo.get(room.id)
  return {
    canDelete: may({ kind: 'delete_room', ownsRoom: room.createdBy.id === person.id }),
    unread: readUpTo === undefined ? null : Math.max(0, room.lastSeq - readUpTo),
  }
}
