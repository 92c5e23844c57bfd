import type { DialectName } from '../../database/migrations/index.ts'
import { type OneOf, oneOf } from '../../database/one-of.ts'
import { type SearchEntry, searchIndex } from '../../database/search-index.ts'
import type { System } from '../../engine/transaction.ts'
import type { Tx } from '../change.ts'
import { messageRows } from '../history.ts'
import { entriesOf, type Step } from './gather.ts'

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
  const changed = claimed.flatMap((step) => step.changed)
  if (changed.length > 0) {
    const others = await index.remove(tx.db, changed)
    entries.push(...(await entriesOfOthers(tx, oneOf[dialect], others)))
  }
  if (entries.length > 0) await index.put(tx.db, entries)
}

/** What stood together with a message that has changed. */
async function entriesOfOthers(
  tx: Tx,
  oneOf: OneOf,
  ids: readonly number[],
): Promise<SearchEntry[]> {
  if (ids.length === 0) return []
  const rows = await messageRows(tx.db).where(oneOf('message.id', ids)).execute()
  const byRoom = Map.groupBy(rows, (row) => row.room_id)
  const rooms = await tx.db
    .selectFrom('room')
    .select(['id', 'kind'])
    .where(oneOf('id', [...byRoom.keys()]))
    .where('deleted_at', 'is', null)
    .execute()
  const entries = rooms.map(({ id, kind }) =>
    entriesOf(tx.db, byRoom.get(id) ?? [], kind === 'open' ? '' : id),
  )
  return (await Promise.all(entries)).flat()
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
