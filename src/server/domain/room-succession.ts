import type { User } from '../../protocol/people.ts'
import type { Tx } from './change.ts'
import { mayEnter } from './may-enter.ts'
import { endBelonging, giveRole } from './members.ts'
import { eraseRoom } from './rooms.ts'

/**
 * Ends that somebody belongs to any room. What they owned goes to the moderator who has been there
 * longest, else to the member, before any who cannot log in; a room that is not open and in which nobody is left is deleted. The person
 * has to be outside of all rooms.
 */
export async function giveUpRooms(tx: Tx, person: Pick<User, 'id'>): Promise<void> {
  const rooms = await tx.db
    .selectFrom('membership')
    .innerJoin('room', 'room.id', 'membership.room_id')
    .select(['room.id', 'room.kind', 'membership.role'])
    .where('membership.person_id', '=', person.id)
    .where('room.deleted_at', 'is', null)
    .execute()
  if (rooms.length === 0) return
  const owned = rooms.filter(({ role }) => role === 'owner')
  const heirs = await Promise.all(owned.map(({ id }) => heirOf(tx, id, person)))
  const people = heirs.filter((heir) => heir !== undefined)
  await tx.lock('person', [...new Set([person.id, ...people])])
  await tx.lock(
    'room',
    rooms.map(({ id }) => id),
  )
  for (const { id, kind, role } of rooms) {
    await endBelonging(tx, person.id, id)
    // Whoever it was before the rooms were locked may have gone as well.
    const heir = await heirOf(tx, id, person)
    if (heir === undefined && kind !== 'open') await eraseRoom(tx, id, null)
    if (heir !== undefined && role === 'owner') {
      await giveRole(tx, heir, { roomId: id, role: 'owner' })
    }
  }
}

async function heirOf(
  tx: Tx,
  roomId: string,
  { id }: Pick<User, 'id'>,
): Promise<string | undefined> {
  const others = tx.db
    .selectFrom('membership')
    .select(['person_id', 'role'])
    .where('room_id', '=', roomId)
    .where('person_id', '!=', id)
    .orderBy('joined_at')
    .orderBy('person_id')
  // Whoever cannot log in looks after nothing, and has the room only if there is nobody else.
  const living = tx.db.selectFrom('person').select('person.id').where(mayEnter(tx.now))
  const able = await others.where('person_id', 'in', living).execute()
  const rows = able.length > 0 ? able : await others.execute()
  const rank = ['owner', 'moderator', 'member']
  const [first] = rows.toSorted((a, b) => rank.indexOf(a.role) - rank.indexOf(b.role))
  return first?.person_id
}
