import type { User } from '../../protocol/people.ts'
import type { Tx } from './change.ts'
import { eraseRoom } from './rooms.ts'

/**
 * Ends that somebody belongs to any room. What they owned goes to the moderator who has been there
 * longest, else to the member; a private room in which nobody is left is deleted.
 */
export async function giveUpRooms(tx: Tx, person: User): Promise<void> {
  const rooms = await tx.db
    .selectFrom('membership')
    .innerJoin('room', 'room.id', 'membership.room_id')
    .select(['room.id', 'room.kind', 'membership.role'])
    .where('membership.person_id', '=', person.id)
    .where('room.deleted_at', 'is', null)
    .execute()
  if (rooms.length === 0) return
  await tx.lock(
    'room',
    rooms.map(({ id }) => id),
  )
  await tx.db.deleteFrom('membership').where('person_id', '=', person.id).execute()
  for (const { id, kind, role } of rooms) {
    const heir = await heirOf(tx, id)
    if (heir === undefined) {
      if (kind !== 'open') await eraseRoom(tx, id, null)
    } else if (role === 'owner') {
      await tx.db
        .updateTable('membership')
        .set({ role: 'owner' })
        .where('room_id', '=', id)
        .where('person_id', '=', heir)
        .execute()
    }
  }
}

async function heirOf(tx: Tx, roomId: string): Promise<string | undefined> {
  const rows = await tx.db
    .selectFrom('membership')
    .select(['person_id', 'role'])
    .where('room_id', '=', roomId)
    .orderBy('joined_at')
    .orderBy('person_id')
    .execute()
  const rank = ['owner', 'moderator', 'member']
  const [first] = rows.toSorted((a, b) => rank.indexOf(a.role) - rank.indexOf(b.role))
  return first?.person_id
}
