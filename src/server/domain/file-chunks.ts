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

/** The same bytes in pieces of `chunkBytes`, and a last one that is shorter. What has come is kept also if no more comes. */
export async function* inChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pieces: Uint8Array[] = []
  let length = 0
  let failure: { error: unknown } | undefined
  try {
    for await (const piece of bytes) {
      let rest = piece
      while (length + rest.length >= chunkBytes) {
        pieces.push(rest.subarray(0, chunkBytes - length))
        rest = rest.subarray(chunkBytes - length)
        const chunk = Buffer.concat(pieces)
        pieces = []
        length = 0
        yield chunk
      }
      if (rest.length > 0) pieces.push(rest)
      length += rest.length
    }
  } catch (error) {
    failure = { error }
  }
  if (length > 0) yield Buffer.concat(pieces)
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
