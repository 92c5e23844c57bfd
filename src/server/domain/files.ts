import { kindOf } from '../../protocol/file-kinds.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { System } from '../engine/transaction.ts'
import type { Tx } from './change.ts'
import { fileName } from './file-names.ts'
import { purgeLater, unpostedFor } from './file-purging.ts'
import type { StoreName } from './file-store.ts'
import { bytesKept, countBytes } from './file-usage.ts'
import { type Variant, variants } from './file-variants.ts'
import { roomOf } from './presence.ts'
import type { Actor } from './sessions.ts'
import { whyOutside } from './visibility.ts'

/** How many bytes there may be. */
export interface FileLimits {
  perFile: number
  perPerson: number
  inAll: number
}

/**
 * Begins to receive a file of at most `size` bytes, which count against the quotas from now on.
 * @throws Refusal `room_not_found`, `not_in_room`, `quota_exceeded`.
 */
export async function beginFile(
  tx: Tx,
  actor: Actor,
  args: {
    roomId: string
    name: string
    size: number
    limits: Pick<FileLimits, 'perPerson' | 'inAll'>
    /** Where it is to lie once it is whole; null: where it is. */
    store: StoreName | null
  },
): Promise<{ id: string }> {
  // Of two files that they begin at once, the second has to count the first.
  await tx.lock('person', [actor.id])
  if ((await roomOf(tx.db, actor.id)) !== args.roomId) {
    throw await whyOutside(tx.db, actor, args.roomId)
  }
  const { own, all } = await bytesKept(tx, actor.id)
  if (own + args.size > args.limits.perPerson) throw new Refusal('quota_exceeded')
  if (all + args.size > args.limits.inAll) {
    throw new Refusal('quota_exceeded', { detail: 'All of the room for files here is taken.' })
  }
  const id = tx.newId()
  await tx.db
    .insertInto('file')
    .values({
      id,
      room_id: args.roomId,
      uploader_id: actor.id,
      state: 'receiving',
      name: fileName(args.name),
      type: '',
      size: args.size,
      received: 0,
      variant: variants.received,
      store: args.store,
      created_at: tx.now,
      touched_at: tx.now,
    })
    .execute()
  await purgeLater(tx, id, tx.now + unpostedFor)
  await countBytes(tx, args.size)
  return { id }
}

/**
 * Keeps the next chunk of a file that is received.
 * @param offset how many bytes there are before it
 * @throws Refusal `file_not_found`, `upload_conflict`, `too_large`.
 */
export async function addChunk(
  tx: Tx,
  actor: Actor,
  { fileId, offset, bytes }: { fileId: string; offset: number; bytes: Uint8Array },
): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('file')
    .set((eb) => ({ received: eb('received', '+', bytes.length), touched_at: tx.now }))
    .where('id', '=', fileId)
    .where('uploader_id', '=', actor.id)
    .where('state', '=', 'receiving')
    .where('received', '=', offset)
    .where('size', '>=', offset + bytes.length)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw await whyNotReceived(tx, actor, fileId, offset)
  const place = { file_id: fileId, variant: variants.received, start: offset }
  await tx.db
    .insertInto('file_chunk')
    .values({ ...place, bytes: asBuffer(bytes) })
    .execute()
}

async function whyNotReceived(
  tx: Tx,
  actor: Actor,
  fileId: string,
  offset: number,
): Promise<Refusal> {
  const row = await receivedRow(tx, actor, fileId)
  if (!row) return new Refusal('file_not_found')
  return new Refusal(row.received === offset ? 'too_large' : 'upload_conflict')
}

async function receivedRow({ db }: Pick<Tx, 'db'>, { id }: Actor, fileId: string) {
  return db
    .selectFrom('file')
    .select(['received', 'size', 'state', 'store'])
    .where('id', '=', fileId)
    .where('uploader_id', '=', id)
    .where('state', '=', 'receiving')
    .executeTakeFirst()
}

/** Keeps a chunk of another form of a file, again if need be: whoever made it may have been killed. */
export async function addVariantChunk(
  tx: Tx,
  _actor: System,
  args: { fileId: string; variant: Variant; start: number; bytes: Uint8Array },
): Promise<void> {
  const { fileId, variant, start } = args
  const bytes = asBuffer(args.bytes)
  await tx.db
    .insertInto('file_chunk')
    .values({ file_id: fileId, variant, start, bytes })
    .onConflict((oc) => oc.columns(['file_id', 'variant', 'start']).doUpdateSet({ bytes }))
    .execute()
}

/** As drivers take it; nothing is copied. */
function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length)
}

/** What is known of a file once all of it is there. */
export interface Finished {
  type: string
  size: number
  variant: Variant
  width?: number
  height?: number
  preview?: string
}

/**
 * From now on the file is whole; its uploader may see and post it.
 * @param received how many bytes had been received when it was looked at
 * @throws Refusal `file_not_found`, `upload_conflict`.
 */
export async function finishFile(
  tx: Tx,
  actor: Actor,
  { fileId, received, ...finished }: { fileId: string; received: number } & Finished,
): Promise<void> {
  const before = await receivedRow(tx, actor, fileId)
  const { numUpdatedRows } = await tx.db
    .updateTable('file')
    .set({ ...finished, kind: kindOf(finished), state: 'ready', touched_at: tx.now })
    .where('id', '=', fileId)
    .where('uploader_id', '=', actor.id)
    .where('state', '=', 'receiving')
    .where('received', '=', received)
    .executeTakeFirst()
  if (numUpdatedRows === 0n || !before) throw await whyNotReceived(tx, actor, fileId, received)
  await countBytes(tx, finished.size - before.size)
  const isElsewhere = finished.variant === variants.rewritten || before.store !== null
  // What it was made of, or where it was before.
  if (isElsewhere) await purgeLater(tx, fileId, tx.now)
}

/** Gives a file that is not posted yet an alternative text. @throws Refusal `file_not_found` */
export async function describeFile(
  tx: Tx,
  actor: Actor,
  { fileId, alt }: { fileId: string; alt: string },
): Promise<void> {
  const { numUpdatedRows } = await unposted(tx, actor)
    .where('id', '=', fileId)
    .set({ alt: alt.trim() === '' ? null : alt.trim() })
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('file_not_found')
}

/** Gives up a file that is not posted yet; harmless if that was done. */
export async function discardFile(
  tx: Tx,
  actor: Actor,
  { fileId }: { fileId: string },
): Promise<void> {
  const { numUpdatedRows } = await unposted(tx, actor)
    .where('id', '=', fileId)
    .set({ state: 'gone' })
    .executeTakeFirst()
  if (numUpdatedRows > 0n) await purgeLater(tx, fileId, tx.now)
}

/** Takes away all that somebody posted; its bytes go when its messages do, which may be many. */
export async function hidePosted(tx: Tx, { id }: Pick<Actor, 'id'>): Promise<void> {
  await tx.db
    .updateTable('file')
    .set({ state: 'gone' })
    .where('uploader_id', '=', id)
    .where('message_id', 'is not', null)
    .execute()
}

/** Gives up all that somebody sent and did not post. */
export async function discardAll(tx: Tx, person: Pick<Actor, 'id'>): Promise<void> {
  const rows = await unposted(tx, person).set({ state: 'gone' }).returning('id').execute()
  for (const { id } of rows) await purgeLater(tx, id, tx.now)
}

function unposted(tx: Tx, { id }: Pick<Actor, 'id'>) {
  return tx.db
    .updateTable('file')
    .where('uploader_id', '=', id)
    .where('message_id', 'is', null)
    .where('state', '!=', 'gone')
}
