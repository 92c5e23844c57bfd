import type { Kysely } from 'kysely'
import type { User } from '../../protocol/people.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { Tx } from './change.ts'
import { tellOwnDevices } from './push.ts'

/** Moves the person's read marker forward to `seq`, at most to the newest message; never back. */
export async function markRead(
  tx: Tx,
  actor: User,
  { roomId, seq }: { roomId: string; seq: number },
): Promise<void> {
  await tx.lock('room', [roomId])
  const room = await tx.db
    .selectFrom('room')
    .select('last_seq')
    .where('id', '=', roomId)
    .executeTakeFirst()
  const readUpTo = Math.min(seq, room?.last_seq ?? 0)
  const before = await readMarker(tx.db, { roomId, personId: actor.id })
  if (readUpTo <= (before ?? 0)) return
  // Whoever belongs need not have been inside.
  if (before === undefined) await placeReadMarker(tx, { roomId, personId: actor.id })
  await tx.db
    .updateTable('read_marker')
    .set({ read_up_to: readUpTo })
    .where('room_id', '=', roomId)
    .where('person_id', '=', actor.id)
    .execute()
  tx.emit({ kind: 'read', roomId, personId: actor.id, readUpTo })
  await tellOwnDevices(tx, { roomId, personId: actor.id })
}

/**
 * To whoever has blocked its author, and has read everything before it, a message that was just posted is nothing
 * new. The room has to be locked.
 */
export async function readForThoseWhoBlocked(
  tx: Tx,
  { roomId, seq, authorId }: { roomId: string; seq: number; authorId: string },
): Promise<void> {
  const moved = await tx.db
    .updateTable('read_marker')
    .set({ read_up_to: seq })
    .where('person_id', 'in', (eb) =>
      eb.selectFrom('block').select('block.person_id').where('block.blocked_id', '=', authorId),
    )
    .where('room_id', '=', roomId)
    .where('read_up_to', '=', seq - 1)
    .returning('person_id')
    .execute()
  for (const { person_id: personId } of moved) {
    tx.emit({ kind: 'read', roomId, personId, readUpTo: seq })
  }
}

/** Up to which message the person has read the room; undefined: they have never been in it. */
export async function readMarker(
  db: Kysely<Tables>,
  { roomId, personId }: { roomId: string; personId: string },
): Promise<number | undefined> {
  const row = await db
    .selectFrom('read_marker')
    .select('read_up_to')
    .where('person_id', '=', personId)
    .where('room_id', '=', roomId)
    .executeTakeFirst()
  return row?.read_up_to
}

/** Gives somebody who was never in the room a marker at its beginning. */
export async function placeReadMarker(
  tx: Tx,
  { roomId, personId }: { roomId: string; personId: string },
): Promise<void> {
  await tx.db
    .insertInto('read_marker')
    .values({ room_id: roomId, person_id: personId, read_up_to: 0 })
    .execute()
}
