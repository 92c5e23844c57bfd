import type { Kysely } from 'kysely'
import type { FileInfo } from '../../protocol/files.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { statement } from '../database/statement.ts'
import { bytesOf, lengthOf } from './file-chunks.ts'
import { type FilePlaces, storedBytes } from './file-store.ts'
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
  places: FilePlaces,
  row: FileRow,
  variant: Variant | undefined,
  refuse: () => Promise<void>,
): Promise<OpenFile> {
  const info = infoOf(row)
  const place = { fileId: row.id, variant: variant ?? row.variant }
  const isItself = place.variant === row.variant
  const size = isItself ? row.size : await lengthOf(places.db(), place)
  if (size === 0) throw new Refusal('file_not_found')
  return {
    info,
    type: isItself ? row.type : 'image/webp',
    size,
    version: `${row.id}.${place.variant}`,
    async *read(from, to) {
      const pieces = isItself
        ? storedBytes(places, row, { from, to })
        : bytesOf(places.db(), { ...place, from, to })
      for await (const bytes of pieces) {
        await refuse()
        yield bytes
      }
    },
  }
}
