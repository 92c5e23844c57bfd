import type { Database } from '../../database/database.ts'
import type { Change } from '../change.ts'
import type { LivePerson } from './live-person.ts'
import type { Positions } from './positions.ts'

/** Takes in that the person came into a room for the first time, or read on. */
export function applyTo(person: LivePerson, change: Change, positions: Positions): void {
  if (change.kind === 'presence' && change.person.id === person.id && change.now !== 'outside') {
    if (!person.readUpTo.has(change.roomId)) markRead(person, change.roomId, 0, positions)
  }
  if (change.kind === 'read' && change.personId === person.id) {
    const known = person.readUpTo.get(change.roomId) ?? -1
    if (change.readUpTo > known) markRead(person, change.roomId, change.readUpTo, positions)
  }
}

function markRead(person: LivePerson, roomId: string, seq: number, positions: Positions): void {
  setRead(person, new Map(person.readUpTo).set(roomId, seq), positions)
}

/** @param readUpTo of all rooms that the person belongs to */
export function setRead(
  person: LivePerson,
  readUpTo: ReadonlyMap<string, number>,
  positions: Positions,
): void {
  const markedAt = new Map(person.markedAt)
  for (const [roomId, seq] of readUpTo) {
    if (person.readUpTo.get(roomId) !== seq) markedAt.set(roomId, positions.next())
  }
  person.markedAt = markedAt
  person.readUpTo = readUpTo
  person.readVersion = versionOf(readUpTo)
}

/** Markers are added and move forward, so this only rises. */
function versionOf(readUpTo: ReadonlyMap<string, number>): number {
  return [...readUpTo.values()].reduce((sum, seq) => sum + seq, readUpTo.size)
}

/** Up to where they have read, by room; and the last `seq` of those rooms that were deleted. */
export async function readMarkers(database: Database, personId: string) {
  const rows = await database
    .db()
    .selectFrom('membership')
    .innerJoin('room', 'room.id', 'membership.room_id')
    .leftJoin('read_marker', (join) =>
      join
        .onRef('read_marker.room_id', '=', 'membership.room_id')
        .onRef('read_marker.person_id', '=', 'membership.person_id'),
    )
    .select(['room.id', 'read_marker.read_up_to', 'room.last_seq', 'room.deleted_at'])
    .where('membership.person_id', '=', personId)
    .execute()
  const ended = rows.filter(({ deleted_at }) => deleted_at !== null)
  return {
    readUpTo: new Map(rows.map((row) => [row.id, row.read_up_to ?? 0])),
    ended: new Map(ended.map((row) => [row.id, row.last_seq])),
  }
}
