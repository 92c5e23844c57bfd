import type { Kysely } from 'kysely'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { statement } from '../database/statement.ts'
import { chunkBytes } from './file-variants.ts'

/** Bytes of a file as they are kept, a chunk at a time. @throws Refusal `file_not_found` if some are not there */
export async function* bytesOf(
  db: Kysely<Tables>,
  { from, to, ...place }: { fileId: string; variant: number; from: number; to: number },
): AsyncGenerator<Uint8Array> {
  let next = from
  while (next < to) {
    const chunk = await chunkAt(db, { ...place, at: next })
    const bytes = chunk?.bytes.subarray(next - chunk.start, to - chunk.start)
    if (!bytes || bytes.length === 0) throw new Refusal('file_not_found')
    next += bytes.length
    yield bytes
  }
}

/**
 * The same bytes in pieces of `chunkBytes`, and a last one that is shorter. What has come is kept also if no more comes.
 * @param space where a piece is put together; if it is always the same, a piece is good until the next is asked for
 */
export async function* inChunks(
  bytes: AsyncIterable<Uint8Array>,
  space = () => Buffer.allocUnsafeSlow(chunkBytes),
): AsyncGenerator<Buffer> {
  let chunk = space()
  let length = 0
  let failure: { error: unknown } | undefined
  try {
    for await (const piece of bytes) {
      for (let taken = 0; taken < piece.length; ) {
        const part = piece.subarray(taken, taken + chunkBytes - length)
        chunk.set(part, length)
        taken += part.length
        length += part.length
        if (length < chunkBytes) continue
        yield chunk
        chunk = space()
        length = 0
      }
    }
  } catch (error) {
    failure = { error }
  }
  if (length > 0) yield chunk.subarray(0, length)
  if (failure) throw failure.error
}

async function chunkAt(db: Kysely<Tables>, place: { fileId: string; variant: number; at: number }) {
  const { rows } = await chunk(db, place)
  return rows[0]
}

const chunk = statement((db, place: { fileId: string; variant: number; at: number }) =>
  db
    .selectFrom('file_chunk')
    .select(['start', 'bytes'])
    .where('file_id', '=', place.fileId)
    .where('variant', '=', place.variant)
    .where('start', '<=', place.at)
    .orderBy('start', 'desc')
    .limit(1),
)

/** How many bytes a variant has in chunks. */
export async function lengthOf(
  db: Kysely<Tables>,
  { fileId, variant }: { fileId: string; variant: number },
): Promise<number> {
  const last = await chunkAt(db, { fileId, variant, at: Number.MAX_SAFE_INTEGER })
  return last ? last.start + last.bytes.length : 0
}
