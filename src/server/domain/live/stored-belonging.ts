import type { Database } from '../../database/database.ts'
import type { BelongingChanged, Change } from '../change.ts'
import { type Role, roleOf } from '../members.ts'
import type { LivePerson } from './live-person.ts'
import type { Positions } from './positions.ts'

/** To which rooms somebody belongs, as what, and up to where they have read. */
export interface Belonging {
  /** Raised with every change to `roles`. */
  rev: number
  roles: ReadonlyMap<string, Role>
  /** By room, of the same rooms. */
  readUpTo: ReadonlyMap<string, number>
}

/** Takes in that the person came to belong to a room, or does no longer, or read on. */
export function applyTo(person: LivePerson, change: Change, positions: Positions): void {
  if (change.kind === 'belonging' && change.personId === person.id) {
    applyBelonging(person, change, positions)
  }
  if (change.kind === 'read' && change.personId === person.id) {
    const known = person.belonging.readUpTo.get(change.roomId)
    // To a room that they do not belong to here, they may belong already; that comes with its change.
    if (known === undefined || change.readUpTo <= known) return
    const readUpTo = new Map(person.belonging.readUpTo).set(change.roomId, change.readUpTo)
    setBelonging(person, { ...person.belonging, readUpTo }, positions)
  }
}

function applyBelonging(person: LivePerson, change: BelongingChanged, positions: Positions): void {
  const { belonging } = person
  if (change.rev <= belonging.rev) return
  if (change.before !== belonging.rev) {
    // Another process did something in between.
    person.isBehind = true
    return
  }
  const roles = new Map(belonging.roles)
  const readUpTo = new Map(belonging.readUpTo)
  if (change.role === null) {
    roles.delete(change.roomId)
    readUpTo.delete(change.roomId)
  } else {
    roles.set(change.roomId, change.role)
    if (!readUpTo.has(change.roomId)) readUpTo.set(change.roomId, change.readUpTo)
  }
  setBelonging(person, { rev: change.rev, roles, readUpTo }, positions)
}

export function setBelonging(person: LivePerson, now: Belonging, positions: Positions): void {
  const { roles, readUpTo } = person.belonging
  const markedAt = new Map(person.markedAt)
  for (const [roomId, seq] of now.readUpTo) {
    const isSame = readUpTo.get(roomId) === seq && roles.get(roomId) === now.roles.get(roomId)
    if (!isSame) markedAt.set(roomId, positions.next())
  }
  for (const roomId of roles.keys()) {
    if (!now.roles.has(roomId)) markedAt.set(roomId, positions.next())
  }
  person.markedAt = markedAt
  person.belonging = now
  person.readVersion = versionOf(now)
}

/** Markers move forward, and what goes with a room is less than what its end adds: this only rises. */
function versionOf({ rev, readUpTo }: Belonging): number {
  return [...readUpTo.values()].reduce((sum, seq) => sum + seq, rev + readUpTo.size)
}

/** To which rooms they belong; and the last `seq` of those of them that were deleted. */
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
    .select(['room.last_seq', 'room.deleted_at'])
    .where('person.id', '=', personId)
    .execute()
  const roles = new Map<string, Role>()
  const readUpTo = new Map<string, number>()
  const ended = new Map<string, number>()
  for (const { id, role: stored, read_up_to, last_seq, deleted_at } of rows) {
    const role = roleOf(stored)
    if (id === null || role === null) continue
    roles.set(id, role)
    readUpTo.set(id, read_up_to ?? 0)
    if (deleted_at !== null) ended.set(id, last_seq ?? 0)
  }
  return { belonging: { rev: rows[0]?.belonging_rev ?? 0, roles, readUpTo }, ended }
}
