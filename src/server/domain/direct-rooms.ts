import type { Kysely } from 'kysely'
import { bounds } from '../../protocol/limits.ts'
import type { User } from '../../protocol/people.ts'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { isBlockedBetween } from './blocks.ts'
import type { RoomSummary, Tx } from './change.ts'
import { belongTo } from './members.ts'
import { addRoom } from './rooms.ts'
import type { Acting } from './still-living.ts'

/**
 * The room of just these people and the one who asks: there is one for each set of people.
 * @throws Refusal `invalid_input` if nobody else is named, or too many; `person_not_found`, `quota_exceeded`,
 *   `not_allowed` where one of them has blocked the other.
 */
export async function openDirectRoom(
  tx: Tx,
  actor: Acting,
  { people }: { people: string[] },
): Promise<{ roomId: string; created: boolean }> {
  const all = [...new Set([actor.id, ...people])].sort((a, b) => (a < b ? -1 : 1))
  if (all.length < bounds.directPeople.min) throw invalid('people', 'missing')
  if (all.length > bounds.directPeople.max) {
    throw invalid('people', 'too_large', bounds.directPeople.max - 1)
  }
  // Two who ask for it at once wait for each other here.
  await tx.lock('person', all)
  const key = all.join(',')
  const known = await tx.db
    .selectFrom('room')
    .select('id')
    .where('direct_key', '=', key)
    .executeTakeFirst()
  if (known) return { roomId: known.id, created: false }
  const direct = await thoseThere(tx.db, all)
  if (await isBlockedBetween(tx.db, actor, all)) throw new Refusal('not_allowed')
  await refuseTooMany(tx.db, actor)
  const room: RoomSummary = {
    id: tx.newId(),
    // What it is called depends on who looks.
    name: '',
    kind: 'direct',
    topic: '',
    archivedAt: null,
    slowMode: 0,
    direct,
    here: [],
    createdBy: { id: actor.id, username: actor.username },
    createdAt: tx.now,
    people: 0,
    rev: 0,
    lastSeq: 0,
    lastPostedAt: null,
    last: null,
    members: direct.length,
  }
  await addRoom(tx, room, key)
  for (const { id } of direct) await belongTo(tx, { id }, { roomId: room.id, role: 'member' })
  tx.emit({ kind: 'room', room })
  return { roomId: room.id, created: true }
}

async function thoseThere(db: Kysely<Tables>, ids: string[]): Promise<User[]> {
  const rows = await db
    .selectFrom('person')
    .select(['id', 'username'])
    .where('id', 'in', ids)
    .where('disabled_at', 'is', null)
    .orderBy('username')
    .execute()
  if (rows.length < ids.length) throw new Refusal('person_not_found')
  return rows
}

async function refuseTooMany(db: Kysely<Tables>, { id }: User): Promise<void> {
  const { rooms } = await db
    .selectFrom('room')
    .select((eb) => eb.fn.countAll<number>().as('rooms'))
    .where('created_by_id', '=', id)
    .where('kind', '=', 'direct')
    .where('deleted_at', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(rooms) >= bounds.directRoomsPerPerson) throw new Refusal('quota_exceeded')
}
