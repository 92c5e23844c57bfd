import { deletedPerson } from '../../protocol/limits.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tx } from './change.ts'
import { forgetDevices } from './devices.ts'
import { discardAll, hidePosted } from './files.ts'
import { forgive, subjects } from './guessing.ts'
import { mayEnter } from './may-enter.ts'
import { nextRenaming } from './renaming.ts'
import { giveUpRooms } from './room-succession.ts'
import { endAllSessions } from './sessions.ts'
import type { Acting } from './still-living.ts'

/**
 * Deletes one's own account: sessions, name, password, memberships, uploads that were not posted and what
 * was kept of devices are gone with the commit. The row stays, with nothing in it, as messages have to be
 * somebody's. Reactions are taken back soon after, and messages deleted, if that is wanted, whose files are gone at once.
 * Rooms that they owned go to others.
 * @throws Refusal `not_allowed` for the last owner of the instance
 */
export async function deleteAccount(
  tx: Tx,
  actor: Acting,
  { messages }: { messages: 'keep' | 'delete' },
): Promise<void> {
  const { id } = actor
  if (actor.role === 'owner') await refuseLastOwner(tx, id)
  for (const [table, column] of [
    ['person_name', 'person_id'],
    ['password_reset', 'person_id'],
    ['read_marker', 'person_id'],
    ['block', 'person_id'],
    ['for_you', 'person_id'],
    ['for_you_seen', 'person_id'],
    ['block', 'blocked_id'],
    ['sanction', 'person_id'],
    ['push_subscription', 'person_id'],
    ['quiet_hours', 'person_id'],
  ] as const) {
    await tx.db.deleteFrom(table).where(column, '=', id).execute()
  }
  await forgetDevices(tx, id)
  await forgive(tx, [subjects.account(id)])
  await tx.db
    .updateTable('invite')
    .set({ withdrawn_at: tx.now })
    .where('created_by_id', '=', id)
    .where('withdrawn_at', 'is', null)
    .execute()
  await tx.db
    .updateTable('person')
    .set({
      username: deletedPerson,
      former_username: null,
      renamed_rev: await nextRenaming(tx.db),
      password_hash: '',
      role: 'member',
      disabled_at: tx.now,
      deleted_at: tx.now,
    })
    .where('id', '=', id)
    .execute()
  const nobody = { id, username: deletedPerson }
  tx.emit({ kind: 'renamed', person: nobody })
  // The room that they are in is told who went, by the new name.
  await endAllSessions(tx, nobody)
  await giveUpRooms(tx, nobody)
  await discardAll(tx, { id })
  if (messages === 'delete') await hidePosted(tx, { id })
  await tx.enqueue('eraseMessages', { personId: id, stay: messages === 'keep' })
}

/** Of two owners who go at once, the second finds that they are the last. Who is kept out looks after nothing. */
async function refuseLastOwner(tx: Tx, id: string): Promise<void> {
  const owners = () =>
    tx.db
      .selectFrom('person')
      .select('id')
      .where('role', '=', 'owner')
      .where(mayEnter(tx.now))
      .execute()
  await tx.lock(
    'person',
    (await owners()).map((owner) => owner.id),
  )
  if ((await owners()).every((owner) => owner.id === id)) throw new Refusal('not_allowed')
}
