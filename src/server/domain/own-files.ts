import type { Kysely } from 'kysely'
import type { Tables } from '../database/entities/tables.ts'

/** Rows that are read at once. */
const atOnce = 100

/** What somebody sent, posted or not, in order of ids. */
export function ownFilesAfter(db: Kysely<Tables>, personId: string, after: string) {
  return db
    .selectFrom('file')
    .select([
      'id',
      'room_id',
      'message_id',
      'name',
      'type',
      'size',
      'alt',
      'variant',
      'store',
      'created_at',
    ])
    .where('uploader_id', '=', personId)
    .where('state', '=', 'ready')
    .where('id', '>', after)
    .orderBy('id')
    .limit(atOnce)
    .execute()
}

/** Where it lies in the archive of all that is somebody's: two files may have the same name. */
export function placeInArchive({ id, name }: { id: string; name: string }): string {
  return `files/${id}/${name}`
}
