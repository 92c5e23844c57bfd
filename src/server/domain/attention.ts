import type { NotifyLevel } from '../../protocol/levels.ts'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tx } from './change.ts'
import { tellBelonging } from './members.ts'
import { roomFor } from './visibility.ts'

/**
 * Notes what somebody wants to hear of a room that they belong to.
 * @throws Refusal `room_not_found`, `room_deleted`, `not_allowed` for a room that they do not belong to
 */
export async function chooseLevel(
  tx: Tx,
  actor: User,
  { roomId, notify }: { roomId: string; notify: NotifyLevel },
): Promise<void> {
  const { role } = await roomFor(tx.db, actor, roomId)
  if (role === null) throw new Refusal('not_allowed')
  const { numUpdatedRows } = await tx.db
    .updateTable('membership')
    .set({ notify })
    .where('room_id', '=', roomId)
    .where('person_id', '=', actor.id)
    .where((eb) => eb.or([eb('notify', 'is', null), eb('notify', '!=', notify)]))
    .executeTakeFirst()
  if (numUpdatedRows > 0) await tellBelonging(tx, { personId: actor.id, roomId, role }, 1)
}

/**
 * Makes what comes after `seq` in a room unread again.
 * @throws Refusal `room_not_found`, `room_deleted`, `not_allowed` for a room that they do not belong to
 */
export async function markUnread(
  tx: Tx,
  actor: User,
  { roomId, seq }: { roomId: string; seq: number },
): Promise<void> {
  const { role } = await roomFor(tx.db, actor, roomId)
  if (role === null) throw new Refusal('not_allowed')
  const marker = tx.db.selectFrom('read_marker').select('read_up_to')
  const before = await marker
    .where('room_id', '=', roomId)
    .where('person_id', '=', actor.id)
    .executeTakeFirst()
  const back = (before?.read_up_to ?? 0) - seq
  if (back <= 0) return
  await tx.db
    .updateTable('read_marker')
    .set({ read_up_to: seq })
    .where('room_id', '=', roomId)
    .where('person_id', '=', actor.id)
    .execute()
  // By more than the marker goes back: what is summed up of a person only rises.
  await tellBelonging(tx, { personId: actor.id, roomId, role, back: true }, back + 1)
}
