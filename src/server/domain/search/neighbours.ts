import type { Kysely } from 'kysely'
import type { FileInfo } from '../../../protocol/files.ts'
import { excerptOf as namesOf } from '../../../protocol/quotes.ts'
import type { Neighbour } from '../../../protocol/search.ts'
import type { Tables } from '../../database/entities/tables.ts'
import { type MessageRow, messageRows } from '../history.ts'
import { filesOf, wordless } from '../stored-files.ts'

/** Code points of what is shown of a message beside a hit. */
const excerptLength = 140

/** Of each message, by its id, the ones before and after it in its room. */
export async function neighboursOf(
  db: Kysely<Tables>,
  rows: readonly MessageRow[],
): Promise<Map<number, { before: Neighbour; after: Neighbour }>> {
  const neighbours = new Map<number, { before: Neighbour; after: Neighbour }>()
  for (const [roomId, inRoom] of Map.groupBy(rows, (row) => row.room_id)) {
    const beside = await messageRows(db)
      .where('message.room_id', '=', roomId)
      .where(
        'message.seq',
        'in',
        inRoom.flatMap(({ seq }) => [seq - 1, seq + 1]),
      )
      .execute()
    const files = await filesOf(db, wordless(beside))
    const bySeq = new Map(beside.map((row) => [row.seq, row]))
    for (const { id, seq } of inRoom) {
      const [before, after] = [bySeq.get(seq - 1), bySeq.get(seq + 1)].map((row) =>
        excerptOf(row, row && files.get(row.id)),
      )
      neighbours.set(id, { before: before ?? null, after: after ?? null })
    }
  }
  return neighbours
}

function excerptOf(row: MessageRow | undefined, files: FileInfo[] = []): Neighbour {
  if (!row || row.deleted_at !== null) return null
  const line = (row.body || namesOf({ body: '', files }))
    .slice(0, 4 * excerptLength)
    .replace(/\s+/gu, ' ')
    .trim()
  const letters = Array.from(line)
  const excerpt =
    letters.length > excerptLength ? `${letters.slice(0, excerptLength).join('')}…` : line
  return { author: { id: row.author_id, username: row.username }, excerpt }
}
