import type { System } from '../engine/transaction.ts'
import type { Tx } from './change.ts'
import type { LiesElsewhere } from './file-store.ts'
import { countBytes } from './file-usage.ts'
import { variants } from './file-variants.ts'

/** So long something that nobody posts is kept; ms. */
export const unpostedFor = 60 * 60_000
/** Chunks that one purge removes: others write in between. */
const purgeAtOnce = 8

/**
 * Takes the files of a message away from everybody, in the transaction that deletes the message; their
 * bytes follow in small lots.
 */
export async function dropFilesOf(tx: Tx, messageId: number): Promise<void> {
  const rows = await tx.db
    .updateTable('file')
    .set({ state: 'gone' })
    .where('message_id', '=', messageId)
    .returning('id')
    .execute()
  for (const { id } of rows) await purgeLater(tx, id, tx.now)
}

export async function purgeLater(tx: Tx, fileId: string, notBefore: number): Promise<void> {
  await tx.enqueue('purgeFile', { fileId }, { key: `file ${fileId}`, notBefore })
}

/**
 * Removes some of what need not be kept of a file: all of it if it is gone or was not posted for an hour,
 * what it was made of if it is a picture, and what now lies elsewhere. Returns how long to wait until there may
 * be more, in ms; null: never; `gone`: nothing is known of such a file, and none may lie anywhere.
 * @param removed whether it has been removed from its store since it was gone
 */
export async function purgeFile(
  tx: Tx,
  _actor: System,
  { fileId, removed = false }: { fileId: string; removed?: boolean },
): Promise<number | null | 'gone' | LiesElsewhere> {
  const file = await tx.db
    .selectFrom('file')
    .select(['state', 'variant', 'message_id', 'touched_at', 'store'])
    .where('id', '=', fileId)
    .executeTakeFirst()
  if (!file) return 'gone'
  const left = file.touched_at + unpostedFor - tx.now
  if (file.state !== 'gone' && file.message_id === null && left <= 0) {
    // Unless it is posted at this moment: then the post comes first, or finds nothing.
    await tx.db
      .updateTable('file')
      .set({ state: 'gone' })
      .where('id', '=', fileId)
      .where('message_id', 'is', null)
      .execute()
    return 0
  }
  if (file.state === 'gone') {
    if (await removeChunks(tx, fileId, Object.values(variants))) return 0
    if (file.store !== null && !removed) return { fileId, store: file.store }
    await removeRow(tx, fileId, file.store)
    return null
  }
  if (file.state === 'ready' && (await removeChunks(tx, fileId, outdated(file)))) return 0
  return file.message_id === null ? left : null
}

/** What is no longer needed of a file that is whole. */
function outdated({ variant, store }: { variant: number; store: string | null }): number[] {
  if (store !== null) return [variants.received, variants.rewritten]
  return variant === variants.rewritten ? [variants.received] : []
}

async function removeRow(tx: Tx, fileId: string, store: string | null): Promise<void> {
  const removed = await tx.db
    .deleteFrom('file')
    .where('id', '=', fileId)
    .returning('size')
    .executeTakeFirst()
  if (removed) await countBytes(tx, -removed.size)
  if (removed && store !== null) await lookAgain(tx, fileId)
}

/** A server may have been just about to keep it there, and was killed before it found that it was given up. */
async function lookAgain(tx: Tx, fileId: string): Promise<void> {
  const notBefore = tx.now + unpostedFor
  await tx.enqueue('purgeFile', { fileId }, { key: `gone file ${fileId}`, notBefore })
}

/** Returns whether there was one. */
async function removeChunks(tx: Tx, fileId: string, of: readonly number[]): Promise<boolean> {
  const chunks = await tx.db
    .selectFrom('file_chunk')
    .select(['variant', 'start'])
    .where('file_id', '=', fileId)
    .where('variant', 'in', of)
    .limit(purgeAtOnce)
    .execute()
  for (const { variant, start } of chunks) {
    await tx.db
      .deleteFrom('file_chunk')
      .where('file_id', '=', fileId)
      .where('variant', '=', variant)
      .where('start', '=', start)
      .execute()
  }
  return chunks.length > 0
}

/**
 * Removes some of the files of a deleted room. Returns whether there may be more.
 * @param removed the id of a file that has been removed from its store since it was gone
 */
export async function purgeFilesOf(
  tx: Tx,
  roomId: string,
  removed: string | undefined,
): Promise<boolean | LiesElsewhere> {
  const file = await tx.db
    .selectFrom('file')
    .select(['id', 'store'])
    .where('room_id', '=', roomId)
    .limit(1)
    .executeTakeFirst()
  if (!file) return false
  if (await removeChunks(tx, file.id, Object.values(variants))) return true
  if (file.store !== null && file.id !== removed) {
    // Whoever is just about to finish it finds that, and removes it once more.
    await tx.db.updateTable('file').set({ state: 'gone' }).where('id', '=', file.id).execute()
    return { fileId: file.id, store: file.store }
  }
  await removeRow(tx, file.id, file.store)
  return true
}
