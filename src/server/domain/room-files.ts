import type { ExpressionBuilder, Kysely } from 'kysely'
import type { FilesPage, FilesQuery } from '../../protocol/files.ts'
import { bounds } from '../../protocol/limits.ts'
import type { Tables } from '../database/entities/tables.ts'
import { fileColumns, infoOf } from './stored-files.ts'
import { readableBy } from './visibility.ts'

/** A page of the files that were posted in a room and are still there; whoever is banned from it finds none. */
export async function filesIn(
  db: Kysely<Tables>,
  asked: { roomId: string; personId: string; now: number } & FilesQuery,
): Promise<FilesPage> {
  const { roomId, personId, now, kind, limit = bounds.page.default, page } = asked
  const rows = await db
    .selectFrom('file')
    .innerJoin('room', 'room.id', 'file.room_id')
    .innerJoin('message', 'message.id', 'file.message_id')
    .innerJoin('person', 'person.id', 'message.author_id')
    .select([...fileColumns, 'file.place', 'message.id as message_id'])
    .select(['message.seq', 'message.posted_at', 'message.author_id', 'person.username'])
    .where('file.room_id', '=', roomId)
    .where('file.message_id', 'is not', null)
    .where('file.state', '=', 'ready')
    .where(readableBy(personId, now))
    .$if(kind !== undefined, (query) => query.where('file.kind', '=', kind ?? null))
    .$if(page !== undefined, (query) => query.where(isAfter(page ?? '')))
    .orderBy('file.message_id', 'desc')
    .orderBy('file.place')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    files: shown.map((row) => ({
      file: infoOf(row),
      message: {
        id: String(row.message_id),
        seq: row.seq,
        author: { id: row.author_id, username: row.username },
        postedAt: new Date(row.posted_at).toISOString(),
      },
    })),
    next: last && rows.length > limit ? `${last.message_id}-${last.place ?? 0}` : null,
  }
}

/** The condition that a file comes after the last one of a page. */
function isAfter(page: string) {
  const [messageId = 0, place = 0] = page.split('-').map(Number)
  return (eb: ExpressionBuilder<Tables, 'file'>) =>
    // The first of the two is where the index is entered.
    eb.and([
      eb('file.message_id', '<=', messageId),
      eb.or([eb('file.message_id', '<', messageId), eb('file.place', '>', place)]),
    ])
}
