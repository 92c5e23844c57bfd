import type { NotifyLevel } from '../../../protocol/levels.ts'
import type { Database } from '../../database/database.ts'
import { blockedIds } from '../blocks.ts'
import type { BelongingChanged, Change } from '../change.ts'
import { chosenLevel } from '../levels.ts'
import { type Role, roleOf } from '../members.ts'
import { bansOf, mutesOf } from '../sanctions.ts'
import { unreadMentions } from '../stored-mentions.ts'
import { kindOf } from '../visibility.ts'
import { weightOf } from './elsewhere.ts'
import type { LivePerson } from './live-person.ts'
import type { Positions } from './positions.ts'

/** To which rooms somebody belongs, as what, and up to where they have read. */
export interface Belonging {
  /** Raised with every change to `roles`. */
  rev: number
  roles: ReadonlyMap<string, Role>
  /** By room, of the same rooms. */
  readUpTo: ReadonlyMap<string, number>
  /** What they chose to hear of rooms, where they chose. */
  levels: ReadonlyMap<string, NotifyLevel>
  /** Where they are mentioned in what they have not read: the `seq` of each, by room. */
  mentions: ReadonlyMap<string, readonly number[]>
  /** Rooms that they were kept out of, and have not come to belong to since. */
  bans: ReadonlySet<string>
  /** Until when they may only read, in rooms where they were muted; ms. */
  mutes: ReadonlyMap<string, number>
  /** Ids of those who are not to call them. */
  blocked: ReadonlySet<string>
}

export const none: ReadonlyMap<string, number> = new Map()

export const nowhere: Belonging = {
  rev: 0,
  roles: new Map(),
  readUpTo: new Map(),
  levels: new Map(),
  mentions: new Map(),
  bans: new Set(),
  mutes: none,
  blocked: new Set(),
}

/** Takes in that the person came to belong to a room, or does no longer, or read on. */
export function applyTo(person: LivePerson, change: Change, positions: Positions): void {
  if (change.kind === 'belonging' && change.personId === person.id) {
    applyBelonging(person, change, positions)
  }
  if (change.kind === 'blocks' && change.personId === person.id) {
    const { belonging } = person
    if (change.rev <= belonging.rev) return
    // Where they were mentioned by whom is not known here.
    person.isBehind = true
    if (change.before !== belonging.rev) return
    const blocked = new Set(change.blocked)
    setBelonging(person, { ...belonging, rev: change.rev, blocked }, positions)
  }
  if (change.kind === 'read' && change.personId === person.id) {
    const known = person.belonging.readUpTo.get(change.roomId)
    // To a room that they do not belong to here, they may belong already; that comes with its change.
    if (known === undefined || change.readUpTo <= known) return
    const readUpTo = new Map(person.belonging.readUpTo).set(change.roomId, change.readUpTo)
    setBelonging(person, stillUnread({ ...person.belonging, readUpTo }, change.roomId), positions)
  }
  if (change.kind === 'message' || change.kind === 'revised') {
    const { message, roomId } = change
    const isNamed = message.mentionsEveryone || message.mentions.includes(person.id)
    const isMentioned = isNamed && !person.belonging.blocked.has(message.author.id)
    noteMention(person, { roomId, seq: message.seq, isMentioned }, positions)
  }
}

/** Takes in whether a message mentions the person. */
export function noteMention(
  person: LivePerson,
  { roomId, seq, isMentioned }: { roomId: string; seq: number; isMentioned: boolean },
  positions: Positions,
): void {
  const { belonging } = person
  const readUpTo = belonging.readUpTo.get(roomId)
  const before = belonging.mentions.get(roomId) ?? []
  if (readUpTo === undefined || seq <= readUpTo || before.includes(seq) === isMentioned) return
  const now = isMentioned ? [...before, seq] : before.filter((one) => one !== seq)
  const mentions = new Map(belonging.mentions).set(roomId, now)
  setBelonging(person, { ...belonging, mentions }, positions)
}

function stillUnread(belonging: Belonging, roomId: string): Belonging {
  const before = belonging.mentions.get(roomId)
  const readUpTo = belonging.readUpTo.get(roomId) ?? 0
  if (!before?.some((seq) => seq <= readUpTo)) return belonging
  const now = before.filter((seq) => seq > readUpTo)
  return { ...belonging, mentions: new Map(belonging.mentions).set(roomId, now) }
}

function applyBelonging(person: LivePerson, change: BelongingChanged, positions: Positions): void {
  const { belonging } = person
  if (change.rev <= belonging.rev) return
  if (change.before !== belonging.rev) {
    // Another process did something in between.
    person.isBehind = true
    return
  }
  const { roomId, role, notify, isBanned } = change
  const roles = new Map(belonging.roles)
  const readUpTo = new Map(belonging.readUpTo)
  const levels = new Map(belonging.levels)
  const mentions = new Map(belonging.mentions)
  for (const map of role === null ? [roles, readUpTo, levels, mentions] : []) map.delete(roomId)
  if (role !== null) {
    roles.set(roomId, role)
    const isUnread = !readUpTo.has(roomId) || change.back
    if (isUnread) readUpTo.set(roomId, change.readUpTo)
    if (notify === null) levels.delete(roomId)
    else levels.set(roomId, notify)
    // Of what they had read, or was said before they came, it is not known here where they are mentioned.
    if (isUnread) person.isBehind = true
  }
  const bans = new Set(belonging.bans)
  if (isBanned) bans.add(roomId)
  else bans.delete(roomId)
  const mutes = new Map(belonging.mutes)
  if (change.mutedUntil === null) mutes.delete(roomId)
  else mutes.set(roomId, change.mutedUntil)
  const { blocked } = belonging
  const now = { rev: change.rev, roles, readUpTo, levels, mentions, bans, mutes, blocked }
  setBelonging(person, now, positions)
}

export function setBelonging(person: LivePerson, now: Belonging, positions: Positions): void {
  const before = person.belonging
  const markedAt = new Map(person.markedAt)
  for (const [roomId, seq] of now.readUpTo) {
    const isSame =
      before.readUpTo.get(roomId) === seq &&
      before.roles.get(roomId) === now.roles.get(roomId) &&
      before.levels.get(roomId) === now.levels.get(roomId) &&
      before.mutes.get(roomId) === now.mutes.get(roomId) &&
      before.mentions.get(roomId)?.length === now.mentions.get(roomId)?.length
    if (!isSame) markedAt.set(roomId, positions.next())
  }
  for (const roomId of before.roles.keys()) {
    if (!now.roles.has(roomId)) markedAt.set(roomId, positions.next())
  }
  const otherBans = [...now.bans.symmetricDifference(before.bans)]
  if (otherBans.length > 0) {
    const bansAt = otherBans.map((roomId) => [roomId, positions.next()] as const)
    person.bansAt = new Map([...person.bansAt, ...bansAt])
  }
  person.markedAt = markedAt
  person.belonging = compact(now)
  person.readVersion = versionOf(now)
}

/** Of most people most of it is empty, and an empty map of their own for each would be a kilobyte a person. */
function compact({ levels, mentions, bans, mutes, blocked, ...belonging }: Belonging): Belonging {
  return {
    ...belonging,
    levels: levels.size === 0 ? nowhere.levels : levels,
    mentions: mentions.size === 0 ? nowhere.mentions : mentions,
    bans: bans.size === 0 ? nowhere.bans : bans,
    mutes: mutes.size === 0 ? nowhere.mutes : mutes,
    blocked: blocked.size === 0 ? nowhere.blocked : blocked,
  }
}

/** Markers move forward, and what goes with a room is less than what its end adds: this only rises. */
function versionOf({ rev, readUpTo }: Belonging): number {
  return [...readUpTo.values()].reduce((sum, seq) => sum + seq, rev + readUpTo.size)
}

/** What was known before it was deleted was one revision less. */
function weightOfEnded(room: { kind: string | null; last_seq: number | null; rev: number | null }) {
  const { last_seq, rev } = room
  const before = { lastSeq: last_seq ?? 0, rev: (rev ?? 1) - 1 }
  return weightOf({ ...before, kind: kindOf(room.kind ?? 'open') }, true)
}

/** To which rooms they belong; and what those of them that were deleted add to `Elsewhere`. */
export async function storedBelonging(
  database: Database,
  personId: string,
): Promise<{ belonging: Belonging; ended: ReadonlyMap<string, number> }> {
  const rows = await database
    .db()
    .selectFrom('person')
    .leftJoin('membership', 'membership.person_id', 'person.id')
    .leftJoin('room', 'room.id', 'membership.room_id')
    .leftJoin('read_marker', (join) =>
      join
        .onRef('read_marker.room_id', '=', 'membership.room_id')
        .onRef('read_marker.person_id', '=', 'membership.person_id'),
    )
    .select(['person.belonging_rev', 'room.id', 'membership.role', 'read_marker.read_up_to'])
    .select(['room.kind', 'room.last_seq', 'room.rev', 'room.deleted_at', 'membership.notify'])
    .where('person.id', '=', personId)
    .execute()
  const roles = new Map<string, Role>()
  const readUpTo = new Map<string, number>()
  const levels = new Map<string, NotifyLevel>()
  const ended = new Map<string, number>()
  for (const { id, role: stored, read_up_to, deleted_at, notify, ...room } of rows) {
    const role = roleOf(stored)
    if (id === null || role === null) continue
    roles.set(id, role)
    readUpTo.set(id, read_up_to ?? 0)
    const level = chosenLevel(notify)
    if (level !== null) levels.set(id, level)
    if (deleted_at !== null) ended.set(id, weightOfEnded(room))
  }
  const mentions = await unreadMentions(database.db(), personId)
  const bans = await bansOf(database.db(), personId)
  const mutes = await mutesOf(database.db(), personId)
  const blocked = await blockedIds(database.db(), personId)
  const rev = rows[0]?.belonging_rev ?? 0
  const belonging = { rev, roles, readUpTo, levels, mentions, bans, mutes, blocked }
  return { belonging, ended: ended.size === 0 ? none : ended }
}
