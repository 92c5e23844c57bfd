import type { User } from '../../../protocol/people.ts'
import type { Room } from '../../../protocol/rooms.ts'
import type { RoomSummary } from '../change.ts'
import { levelOf } from '../levels.ts'
import { may } from '../policy.ts'
import { nameFor } from '../visibility.ts'
import type { LivePerson } from './live-person.ts'
import type { ListedRoom } from './room-log.ts'

/** The room, as a list shows it to this person. */
export function asSeenBy(person: LivePerson, room: RoomSummary): Room {
  return { ...forAll(room), ...forOne(person, room), ...(isKeptOut(person, room) && nothingSaid) }
}

/** In place of what was said last. */
const nothingSaid = { last: null }

function isKeptOut({ belonging }: LivePerson, { id }: RoomSummary): boolean {
  return belonging.bans.has(id)
}

/**
 * The same as JSON. What it says to everybody is made once: a list of many rooms would keep all others
 * waiting for as long as it is made.
 */
export function jsonAsSeenBy(person: LivePerson, listed: ListedRoom): string {
  if (isKeptOut(person, listed.room)) return JSON.stringify(asSeenBy(person, listed.room))
  listed.json ??= JSON.stringify(forAll(listed.room)).slice(0, -1)
  const seen = forOne(person, listed.room)
  const { name, here, canDelete, belongs, role, unread, mentions, notify, mutedUntil } = seen
  const named =
    listed.room.kind === 'direct' ? `,"name":${JSON.stringify(name)},"here":${here}` : ''
  const theirs = `"belongs":${belongs},"role":${role === null ? null : `"${role}"`}`
  const news = `"unread":${unread},"mentions":${mentions},"notify":"${notify}"`
  const muted = mutedUntil === undefined ? '' : `,"mutedUntil":"${mutedUntil}"`
  return `${listed.json}${named},"canDelete":${canDelete},${theirs},${news}${muted}}`
}

function forAll(room: RoomSummary) {
  const { id, name, kind, topic, createdBy, createdAt, people, lastSeq } = room
  const { archivedAt, slowMode, lastPostedAt, last } = room
  return {
    id,
    // What a direct room is called depends on who looks.
    ...(kind !== 'direct' && { name }),
    kind,
    topic,
    archivedAt: archivedAt === null ? null : new Date(archivedAt).toISOString(),
    slowMode,
    createdBy: { id: createdBy.id, username: createdBy.username },
    createdAt: new Date(createdAt).toISOString(),
    people,
    messages: lastSeq,
    lastPostedAt: lastPostedAt === null ? null : new Date(lastPostedAt).toISOString(),
    last:
      last && lastPostedAt !== null
        ? { ...last, postedAt: new Date(lastPostedAt).toISOString() }
        : null,
  }
}

function forOne(person: LivePerson, room: RoomSummary) {
  const { roles, readUpTo: markers, levels, mentions, mutes } = person.belonging
  const mutedUntil = mutes.get(room.id)
  const role = roles.get(room.id) ?? null
  const readUpTo = role === null ? undefined : (markers.get(room.id) ?? 0)
  return {
    name: nameFor(person, room),
    ...(room.kind === 'direct' && { here: room.here.some((id) => id !== person.id) }),
    // What admins may do as an act of moderation is not what lists are for.
    canDelete: may({ kind: 'delete_room', roomKind: room.kind, role, instanceRole: 'member' }),
    belongs: role !== null,
    role,
    unread: readUpTo === undefined ? null : Math.max(0, room.lastSeq - readUpTo),
    mentions: readUpTo === undefined ? null : (mentions.get(room.id)?.length ?? 0),
    notify: levelOf(levels.get(room.id) ?? null, room),
    ...(role !== null &&
      mutedUntil !== undefined && { mutedUntil: new Date(mutedUntil).toISOString() }),
  }
}

/** Whether lists show the room as they did before. */
export function showsTheSame(before: RoomSummary, now: RoomSummary): boolean {
  return (
    before.name === now.name &&
    before.kind === now.kind &&
    before.topic === now.topic &&
    before.archivedAt === now.archivedAt &&
    before.slowMode === now.slowMode &&
    sameNames(before.direct, now.direct) &&
    before.createdBy.username === now.createdBy.username &&
    before.people === now.people &&
    before.here.join() === now.here.join() &&
    before.lastSeq === now.lastSeq &&
    before.lastPostedAt === now.lastPostedAt &&
    before.last?.excerpt === now.last?.excerpt &&
    before.last?.author.username === now.last?.author.username &&
    levelOf(null, before) === levelOf(null, now)
  )
}

function sameNames(before: readonly User[], now: readonly User[]): boolean {
  if (before === now) return true
  const names = (people: readonly User[]) => people.map(({ username }) => username).join('\n')
  return names(before) === names(now)
}
