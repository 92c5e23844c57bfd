import type { DialectName } from '../../database/migrations/index.ts'
import { searchIndex } from '../../database/search-index.ts'
import type { System } from '../../engine/transaction.ts'
import type { Tx } from '../change.ts'
import type { Step } from './gather.ts'

/**
 * Writes to the search index what was read of rooms' logs. What another process has written meanwhile is
 * left as it is, so that the same once more does no harm.
 */
export async function indexMessages(
  tx: Tx,
  _actor: System,
  { dialect, steps }: { dialect: DialectName; steps: readonly Step[] },
): Promise<void> {
  const index = searchIndex[dialect]
  const claimed: Step[] = []
  for (const step of steps) if (await claim(tx, step)) claimed.push(step)
  const entries = claimed.flatMap((step) => step.entries)
  const gone = claimed.flatMap((step) => step.gone)
  if (entries.length > 0) await index.put(tx.db, entries)
  if (gone.length > 0) await index.remove(tx.db, gone)
}

/** Moves on in the log. False: it stands elsewhere by now, or the room is deleted. */
async function claim(tx: Tx, { roomId, was, now }: Step): Promise<boolean> {
  const room = await tx.db
    .selectFrom('room')
    .select('id')
    .where('id', '=', roomId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!room) return false
  if (was === null) {
    const { numInsertedOrUpdatedRows = 0n } = await tx.db
      .insertInto('search_room')
      .values({ room_id: roomId, ...now })
      .onConflict((oc) => oc.doNothing())
      .executeTakeFirst()
    return numInsertedOrUpdatedRows > 0n
  }
  const { numUpdatedRows } = await tx.db
    .updateTable('search_room')
    .set(now)
    .where('room_id', '=', roomId)
    .where('rev', '=', was.rev)
    .where('hidden', '=', was.hidden)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
