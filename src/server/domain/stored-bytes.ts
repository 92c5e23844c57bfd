import type { Kysely } from 'kysely'
import type { FileInfo } from '../../protocol/files.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { statement } from '../database/statement.ts'
import type { Variant } from './file-variants.ts'
import { infoOf } from './stored-files.ts'
import { readableBy } from './visibility.ts'

/** A file as it stands in the database. */
export function fileRow(db: Kysely<Tables>, fileId: string) {
  return rows(db, fileId).executeTakeFirst()
}

/** The same, if this person may have it: what they may read the room of, and what is posted or their own. */
export async function visibleFile(
  db: Kysely<Tables>,
  asked: { personId: string; fileId: string; now: number },
) {
  const found = await visible(db, asked)
  return found.rows[0]
}

/** Put together once: it is asked before each chunk of a download. */
const visible = statement((db, asked: { personId: string; fileId: string; now: number }) =>
  rows(db, asked.fileId)
    .innerJoin('room', 'room.id', 'file.room_id')
    .where('file.state', '=', 'ready')
    .where('room.deleted_at', 'is', null)
    .where(readableBy(asked.personId, asked.now))
    .where((eb) =>
      eb.or([eb('file.message_id', 'is not', null), eb('file.uploader_id', '=', asked.personId)]),
    ),
)

function rows(db: Kysely<Tables>, fileId: string) {
  return db.selectFrom('file').selectAll('file').where('file.id', '=', fileId)
}

type FileRow = NonNullable<Awaited<ReturnType<typeof fileRow>>>

/** A file that somebody may have, ready to be read. */
export interface OpenFile {
  info: FileInfo
  type: string
  /** Bytes. */
  size: number
  /** Of these bytes: it stays the same as long as they do, and no others ever have it. */
  version: string
  /** From one byte up to another, which is not among them. */
  read(from: number, to: number): AsyncIterable<Uint8Array>
}

/**
 * @param variant undefined: the file itself
 * @param refuse is asked before each chunk, and throws once the file is no longer to be had
 * @throws Refusal `file_not_found` if it has no such variant
 */
export async function openVariant(
  db: () => Kysely<Tables>,
  row: FileRow,
  variant: Variant | undefined,
  refuse: () => Promise<void>,
): Promise<OpenFile> {
  const info = infoOf(row)
  const place = { fileId: row.id, variant: variant ?? row.variant }
  const isItself = place.variant === row.variant
  const size = isItself ? row.size : await lengthOf(db(), place)
  if (size === 0) throw new Refusal('file_not_found')
  return {
    info,
    type: isItself ? row.type : 'image/webp',
    size,
    version: `${row.id}.${place.variant}`,
    async *read(from, to) {
      for await (const bytes of bytesOf(db(), { ...place, from, to })) {
        await refuse()
        yield bytes
      }
    },
  }
}

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

async function lengthOf(
  db: Kysely<Tables>,
  { fileId, variant }: { fileId: string; variant: number },
): Promise<number> {
  const last = await chunkAt(db, { fileId, variant, at: Number.MAX_SAFE_INTEGER })
  return last ? last.start + last.bytes.length : 0
}
