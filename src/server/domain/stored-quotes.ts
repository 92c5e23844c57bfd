import type { Kysely } from 'kysely'
import type { Quote } from '../../protocol/messages.ts'
import { excerptOf } from '../../protocol/quotes.ts'
import type { Tables } from '../database/entities/tables.ts'
import { filesOf, wordless } from './stored-files.ts'

/** What these messages quote, by the id of what they answer. */
export async function quotesOf(
  db: Kysely<Tables>,
  rows: readonly { room_id: string; reply_to_id: number | null }[],
): Promise<Map<number, Quote>> {
  const ids = new Set(rows.flatMap(({ reply_to_id }) => reply_to_id ?? []))
  return quotesById(db, [...ids])
}

/** These messages as replies show them. */
export async function quotesById(
  db: Kysely<Tables>,
  ids: readonly number[],
  roomId?: string,
): Promise<Map<number, Quote>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('message')
    .innerJoin('person', 'person.id', 'message.author_id')
    .select([
      'message.id',
      'message.seq',
      'message.rev',
      'message.changed_rev',
      'message.body',
      'message.deleted_at',
      'person.id as author_id',
      'person.username',
    ])
    .where('message.id', 'in', ids)
    .$if(roomId !== undefined, (query) => query.where('message.room_id', '=', roomId ?? ''))
    .execute()
  const files = await filesOf(db, wordless(rows))
  const quotes = rows.map((row): [number, Quote] => {
    const author = { id: row.author_id, username: row.username }
    const deletedAt = row.deleted_at === null ? null : new Date(row.deleted_at).toISOString()
    const version = row.changed_rev ?? row.rev
    const place = { id: String(row.id), seq: row.seq }
    const excerpt = excerptOf({ body: row.body, files: files.get(row.id) ?? [] })
    return [row.id, { ...place, author, excerpt, deletedAt, version }]
  })
  return new Map(quotes)
}
