import type { Kysely, RawBuilder, SqlBool } from 'kysely'
import type { FileInfo } from '../../protocol/files.ts'
import { plainExcerptOf } from '../../protocol/formatting/excerpt.ts'
import { bounds } from '../../protocol/limits.ts'
import type { User } from '../../protocol/people.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { RoomSummary } from './change.ts'
import { filesOf } from './stored-files.ts'
import { kindOf } from './visibility.ts'

/** A condition on the column that has a room's id. */
type Which = (column: string) => RawBuilder<SqlBool>

/** Living rooms with how many people are inside and heard, oldest first: all of them, or those named. */
export async function roomSummaries(db: Kysely<Tables>, which?: Which): Promise<RoomSummary[]> {
  const rows = await db
    .selectFrom('room')
    .innerJoin('person', 'person.id', 'room.created_by_id')
    .leftJoin('message as last', (join) =>
      join.onRef('last.room_id', '=', 'room.id').onRef('last.seq', '=', 'room.last_seq'),
    )
    .leftJoin('person as author', 'author.id', 'last.author_id')
    .select((eb) => [
      'room.id',
      'room.name',
      'room.kind',
      'room.topic',
      'room.archived_at',
      'room.slow_mode',
      'room.created_by_id',
      'room.created_at',
      'room.rev',
      'room.last_seq',
      'room.last_posted_at',
      'person.username',
      eb
        .selectFrom((inner) =>
          inner
            .selectFrom('membership')
            .select('membership.person_id')
            .whereRef('membership.room_id', '=', 'room.id')
            .limit(bounds.smallRoom + 1)
            .as('counted'),
        )
        .select((inner) => inner.fn.countAll<number>().as('members'))
        .as('members'),
      'last.id as last_id',
      'last.body',
      'author.id as author_id',
      'author.username as author_name',
      eb
        .selectFrom('presence')
        .select((inner) => inner.fn.countAll<number>().as('people'))
        .whereRef('presence.room_id', '=', 'room.id')
        .where('presence.here_since', 'is not', null)
        .where('presence.quiet_since', 'is', null)
        .as('people'),
    ])
    .where('room.deleted_at', 'is', null)
    .$if(which !== undefined, (query) => (which ? query.where(which('room.id')) : query))
    .orderBy('room.created_at')
    .orderBy('room.id')
    .execute()
  const files = await lastFiles(db, rows)
  const hasDirect = rows.some(({ kind }) => kind === 'direct')
  const direct = hasDirect ? await peopleOfDirectRooms(db, which) : undefined
  const here = hasDirect ? await thoseLooking(db, which) : undefined
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    kind: kindOf(row.kind),
    topic: row.topic,
    archivedAt: row.archived_at,
    slowMode: row.slow_mode,
    direct: direct?.get(row.id) ?? [],
    here: here?.get(row.id) ?? [],
    createdBy: { id: row.created_by_id, username: row.username },
    createdAt: row.created_at,
    people: Number(row.people ?? 0),
    rev: row.rev,
    lastSeq: row.last_seq,
    lastPostedAt: row.last_posted_at,
    last: lastOf(row, files.get(row.last_id ?? 0)),
    members: Number(row.members ?? 0),
  }))
}

/** Of the last messages that have no text, what was sent with them. */
function lastFiles(
  db: Kysely<Tables>,
  rows: readonly { last_id: number | null; body: string | null }[],
) {
  const silent = rows.flatMap(({ last_id, body }) =>
    last_id !== null && body === '' ? [last_id] : [],
  )
  return filesOf(
    db,
    silent.map((id) => ({ id, deleted_at: null })),
  )
}

function lastOf(
  row: { author_id: string | null; author_name: string | null; body: string | null },
  files: FileInfo[] = [],
): RoomSummary['last'] {
  if (row.author_id === null || row.author_name === null) return null
  const author = { id: row.author_id, username: row.author_name }
  // Of a message that was deleted the row has no text any more.
  return { author, excerpt: plainExcerptOf({ body: row.body ?? '', files }) }
}

/** The newest revisions of living rooms: all of them, or those named. */
export async function roomHeads(db: Kysely<Tables>, which?: Which): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('room')
    .select(['id', 'rev'])
    .where('deleted_at', 'is', null)
    .$if(which !== undefined, (query) => (which ? query.where(which('id')) : query))
    .execute()
  return new Map(rows.map(({ id, rev }) => [id, rev]))
}

/** Who is in these direct rooms, by room, in the order of their names. */
export async function peopleOfDirectRooms(
  db: Kysely<Tables>,
  which?: Which,
): Promise<ReadonlyMap<string, User[]>> {
  const rows = await db
    .selectFrom('room')
    .innerJoin('membership', 'membership.room_id', 'room.id')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['room.id as roomId', 'person.id', 'person.username'])
    .where('room.kind', '=', 'direct')
    .$if(which !== undefined, (query) => (which ? query.where(which('room.id')) : query))
    .orderBy('person.username')
    .execute()
  const people = new Map<string, User[]>()
  for (const { roomId, id, username } of rows) {
    const inRoom = people.get(roomId)
    if (inRoom) inRoom.push({ id, username })
    else people.set(roomId, [{ id, username }])
  }
  return people
}

/** Ids of those who look at these direct rooms, by room. */
async function thoseLooking(
  db: Kysely<Tables>,
  which?: Which,
): Promise<ReadonlyMap<string, string[]>> {
  const rows = await db
    .selectFrom('room')
    .innerJoin('presence', 'presence.room_id', 'room.id')
    .select(['presence.room_id as roomId', 'presence.person_id as personId'])
    .where('room.kind', '=', 'direct')
    .where('presence.here_since', 'is not', null)
    .where('presence.quiet_since', 'is', null)
    .where('presence.hidden_since', 'is', null)
    .$if(which !== undefined, (query) => (which ? query.where(which('room.id')) : query))
    .execute()
  const looking = new Map<string, string[]>()
  for (const { roomId, personId } of rows) {
    looking.set(roomId, [...(looking.get(roomId) ?? []), personId])
  }
  return looking
}
