import type { Kysely } from 'kysely'
import type { FileInfo } from '../../protocol/files.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { Tx } from './change.ts'

export const fileColumns = [
  'file.id',
  'file.name',
  'file.type',
  'file.size',
  'file.width',
  'file.height',
  'file.preview',
  'file.alt',
] as const

type FileRow = Pick<Tables['file'], 'name' | 'type' | 'preview' | 'alt' | 'width' | 'height'> & {
  id: string
  size: number
}

/** The files of these messages, in their order. */
export async function filesOf(
  db: Kysely<Tables>,
  rows: readonly { id: number; deleted_at: number | null }[],
): Promise<Map<number, FileInfo[]>> {
  const found = new Map<number, FileInfo[]>()
  const ids = rows.flatMap(({ id, deleted_at }) => (deleted_at === null ? [id] : []))
  if (ids.length === 0) return found
  const stored = await db
    .selectFrom('file')
    .select([...fileColumns, 'file.message_id', 'file.place'])
    .where('message_id', 'in', ids)
    .where('state', '=', 'ready')
    .execute()
  stored.sort((a, b) => (a.place ?? 0) - (b.place ?? 0))
  for (const { message_id, ...row } of stored) {
    if (message_id === null) continue
    const files = found.get(message_id) ?? []
    found.set(message_id, files)
    files.push(infoOf(row))
  }
  return found
}

/** Those of these messages that say nothing but by their files. */
export function wordless<Row extends { body: string }>(rows: readonly Row[]): Row[] {
  return rows.filter(({ body }) => body === '')
}

/** Of a file, what is told of it. */
export function infoOf({ id, name, type, size, width, height, preview, alt }: FileRow): FileInfo {
  return {
    id,
    name,
    type,
    size,
    ...(width !== null && { width }),
    ...(height !== null && { height }),
    ...(preview !== null && { preview }),
    ...(alt !== null && { alt }),
  }
}

/** A message that has just been written, with the ids of the files that go with it. */
interface Sending {
  messageId: number
  authorId: string
  files: readonly string[]
}

/**
 * Gives their files to messages, most of which have none; what is then told of the files.
 * @throws Refusal `file_not_found` for what is not the author's, of another room, posted already or gone.
 */
export async function attachFiles(
  tx: Tx,
  roomId: string,
  messages: readonly Sending[],
): Promise<Map<number, FileInfo[]>> {
  const withFiles = messages.filter(({ files }) => files.length > 0)
  for (const { messageId, authorId, files } of withFiles) {
    for (const [place, id] of files.entries()) {
      const { numUpdatedRows } = await tx.db
        .updateTable('file')
        .set({ message_id: messageId, place })
        .where('id', '=', id)
        .where('room_id', '=', roomId)
        .where('uploader_id', '=', authorId)
        .where('state', '=', 'ready')
        .where('message_id', 'is', null)
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw new Refusal('file_not_found')
    }
  }
  const rows = withFiles.map(({ messageId }) => ({ id: messageId, deleted_at: null }))
  return filesOf(tx.db, rows)
}
