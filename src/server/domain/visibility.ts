import type { ExpressionBuilder, Kysely } from 'kysely'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { RoomKind } from '../../protocol/rooms.ts'
import type { Tables } from '../database/entities/tables.ts'
import { type Role, roleOf } from './members.ts'
import { isBan } from './sanctions.ts'

/**
 * Who sees a room: open ones everybody with an account, the others those who belong. For all others it
 * is as if it did not exist, and so they get what a wrong id gets, also once it was deleted.
 *
 * What is in memory is asked of `sees` in `live/belonging.ts`, which says the same.
 */

/** The condition that the person sees the `room` of a query. */
export function visibleTo(personId: string) {
  return (eb: ExpressionBuilder<Tables, 'room'>) =>
    eb.or([
      eb('room.kind', '=', 'open'),
      eb.exists(
        eb
          .selectFrom('membership')
          .select('membership.room_id')
          .whereRef('membership.room_id', '=', 'room.id')
          .where('membership.person_id', '=', personId),
      ),
    ])
}

/**
 * The condition that the person may read what is said in the `room` of a query: whoever is kept out of an
 * open room sees that it is there, and nothing of what is in it.
 */
export function readableBy(personId: string, now: number) {
  return (eb: ExpressionBuilder<Tables, 'room'>) =>
    eb.and([
      visibleTo(personId)(eb),
      eb.not(
        eb.exists(
          eb
            .selectFrom('sanction')
            .select('sanction.room_id')
            .whereRef('sanction.room_id', '=', 'room.id')
            .where('sanction.person_id', '=', personId)
            .where(isBan(now)),
        ),
      ),
    ])
}

/** A room as somebody finds it who sees it. */
export interface RoomFor {
  id: string
  name: string
  kind: RoomKind
  createdById: string
  archivedAt: number | null
  /** What the person is in it; null: they do not belong to it. */
  role: Role | null
}

/**
 * The living room with this id, if the person sees it. It stays so until the transaction ends only if
 * the room was locked before.
 * @throws Refusal `room_not_found`, `room_deleted`.
 */
export async function roomFor(
  db: Kysely<Tables>,
  person: Pick<User, 'id'>,
  roomId: string,
): Promise<RoomFor> {
  const room = await visibleRoom(db, person, roomId)
  if (!room) throw new Refusal('room_not_found')
  if (room.deletedAt !== null) throw await deletion(db, person, room)
  return room
}

/** Why somebody cannot do what is for those inside: there is no such room for them, or they are not in it. */
export async function whyOutside(
  db: Kysely<Tables>,
  person: Pick<User, 'id'>,
  roomId: string,
): Promise<Refusal> {
  try {
    await roomFor(db, person, roomId)
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  return new Refusal('not_in_room')
}

async function visibleRoom(
  db: Kysely<Tables>,
  { id }: Pick<User, 'id'>,
  roomId: string,
): Promise<(RoomFor & { deletedAt: number | null; deletedById: string | null }) | undefined> {
  const row = await db
    .selectFrom('room')
    .leftJoin('membership', (join) =>
      join.onRef('membership.room_id', '=', 'room.id').on('membership.person_id', '=', id),
    )
    .select([
      'room.id',
      'room.name',
      'room.kind',
      'room.created_by_id as createdById',
      'room.archived_at as archivedAt',
      'room.deleted_at as deletedAt',
      'room.deleted_by_id as deletedById',
      'membership.role',
    ])
    .where('room.id', '=', roomId)
    .where(visibleTo(id))
    .executeTakeFirst()
  return row && { ...row, kind: kindOf(row.kind), role: roleOf(row.role) }
}

async function deletion(
  db: Kysely<Tables>,
  person: Pick<User, 'id'>,
  { deletedById, ...room }: RoomFor & { deletedById: string | null },
): Promise<Refusal> {
  const { id } = room
  const name = await nameOf(db, person, room)
  const deletedBy =
    deletedById === null
      ? undefined
      : await db
          .selectFrom('person')
          .select(['id', 'username'])
          .where('id', '=', deletedById)
          .executeTakeFirst()
  return new Refusal('room_deleted', { room: { id, name }, ...(deletedBy && { deletedBy }) })
}

/** What the person knows the room by. */
async function nameOf(
  db: Kysely<Tables>,
  person: Pick<User, 'id'>,
  { id, name, kind }: RoomFor,
): Promise<string> {
  if (kind !== 'direct') return name
  const people = await db
    .selectFrom('membership')
    .innerJoin('person', 'person.id', 'membership.person_id')
    .select(['person.id', 'person.username'])
    .where('membership.room_id', '=', id)
    .orderBy('person.username')
    .execute()
  return nameFor(person, { name, kind, direct: people })
}

/** What a room is called for somebody who sees it: a direct room by the names of the others. */
export function nameFor(
  { id }: Pick<User, 'id'>,
  { name, kind, direct }: { name: string; kind: RoomKind; direct: readonly User[] },
): string {
  if (kind !== 'direct') return name
  const others = direct.filter((one) => one.id !== id)
  return (others.length > 0 ? others : direct).map(({ username }) => username).join(', ')
}

/** What is stored is one of them; a database that says anything else shows the room to nobody new. */
export function kindOf(stored: string): RoomKind {
  return stored === 'open' || stored === 'direct' ? stored : 'private'
}
