import type { User } from '../../protocol/people.ts'
import type { Tx } from './change.ts'

/** What somebody is in a room that they belong to. */
export type Role = 'owner' | 'moderator' | 'member'

/** What is stored of it; null: they do not belong to the room. */
export function roleOf(stored: string | null): Role | null {
  if (stored === null) return null
  return stored === 'owner' || stored === 'moderator' ? stored : 'member'
}

/** From now on the person belongs to the room. Who does already keeps the role that they have. */
export async function belongTo(
  tx: Tx,
  actor: User,
  { roomId, role }: { roomId: string; role: Role },
): Promise<void> {
  const { numInsertedOrUpdatedRows = 0n } = await tx.db
    .insertInto('membership')
    .values({ room_id: roomId, person_id: actor.id, role, joined_at: tx.now })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows > 0)
    tx.emit({ kind: 'read', roomId, personId: actor.id, readUpTo: 0 })
}
