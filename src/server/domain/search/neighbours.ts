import type { Kysely } from 'kysely'
import type { FileInfo } from '../../../protocol/files.ts'
import { excerptOf } from '../../../protocol/quotes.ts'
import type { Neighbour } from '../../../protocol/search.ts'
import type { Tables } from '../../database/entities/tables.ts'
import { type MessageRow, messageRows } from '../history.ts'
import { filesOf, wordless } from '../stored-files.ts'
import { plainLines } from './plain-lines.ts'

/** Of each message, by its id, the ones before and after it in its room. */
export async function neighboursOf(
  db: Kysely<Tables>,
  rows: readonly MessageRow[],
): Promise<Map<number, { before: Neighbour; after: Neighbour }>> {
  if (rows.length === 0) return new Map()
  const beside = await messageRows(db)
    .where('message.deleted_at', 'is', null)
    .where((eb) =>
      eb.or(
        [...Map.groupBy(rows, (row) => row.room_id)].map(([roomId, inRoom]) =>
          eb.and([
            eb('message.room_id', '=', roomId),
            eb(
              'message.seq',
              'in',
              inRoom.flatMap(({ seq }) => [seq - 1, seq + 1]),
            ),
          ]),
        ),
      ),
    )
    .execute()
  const files = await filesOf(db, wordless(beside))
  const byPlace = new Map(
    beside.map((row) => [placeOf(row.room_id, row.seq), lineOf(row, files.get(row.id) ?? [])]),
  )
  const at = (roomId: string, seq: number) => byPlace.get(placeOf(roomId, seq)) ?? null
  return new Map(
    rows.map(({ id, room_id, seq }) => [
      id,
      { before: at(room_id, seq - 1), after: at(room_id, seq + 1) },
    ]),
  )
}

const placeOf = (roomId: string, seq: number) => `${roomId} ${seq}`

function lineOf({ author_id, username, body }: MessageRow, files: FileInfo[]): Neighbour {
  return {
    author: { id: author_id, username },
    excerpt: excerptOf({ body: plainLines(body), files }),
  }
}
