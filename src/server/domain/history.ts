import type { Kysely } from 'kysely'
import { limits } from '../../protocol/limits.ts'
import type { Message, MessagePage, Reaction } from '../../protocol/messages.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { Tail } from './kinds.ts'
import { reactionsOf } from './stored-reactions.ts'

/** A page of a room's history, oldest first: the newest messages with a `seq` below `before`. */
export async function olderMessages(
  db: Kysely<Tables>,
  { roomId, before, limit }: { roomId: string; before: number; limit: number },
): Promise<{ messages: Message[]; hasOlder: boolean }> {
  const rows = await messageRows(db)
    .where('message.room_id', '=', roomId)
    .where('message.seq', '<', before)
    .orderBy('message.seq', 'desc')
    .limit(limit + 1)
    .execute()
  const messages = newestThatFit(await messagesOf(db, rows.slice(0, limit)))
  return { messages: messages.reverse(), hasOlder: rows.length > messages.length }
}

/** The newest messages, if the tail holds a whole page of them. */
export function newestPage(tail: Tail): MessagePage | undefined {
  const size = limits.page.default
  const { lastSeq } = tail.view
  const messages: Message[] = []
  let length = 0
  for (const { change, bytes } of tail.newestFirst()) {
    if (change.kind !== 'message') continue
    length += bytes
    if (length > limits.answerBytes && messages.length > 0) break
    messages.push(change.message)
    if (messages.length === size) break
  }
  const isWhole = messages.length >= Math.min(size, lastSeq) || length > limits.answerBytes
  const hasOlder = lastSeq > messages.length
  return isWhole ? { messages: messages.reverse(), hasOlder } : undefined
}

/** Of messages with the newest first, as many as an answer may have bytes, but one at least. */
function newestThatFit(messages: Message[]): Message[] {
  let bytes = 0
  const end = messages.findIndex((message, i) => {
    bytes += Buffer.byteLength(JSON.stringify(message))
    return bytes > limits.answerBytes && i > 0
  })
  return end === -1 ? messages : messages.slice(0, end)
}

/** Messages with their authors, as `messageOf` wants them; add conditions, order and limit. */
export function messageRows(db: Kysely<Tables>) {
  return db
    .selectFrom('message')
    .innerJoin('person', 'person.id', 'message.author_id')
    .select([
      'message.id',
      'message.room_id',
      'message.seq',
      'message.rev',
      'message.author_id',
      'message.body',
      'message.posted_at',
      'message.key',
      'message.changed_rev',
      'message.body_rev',
      'message.edited_at',
      'message.deleted_at',
      'person.username',
    ])
}

export type MessageRow = Awaited<ReturnType<ReturnType<typeof messageRows>['execute']>>[number]

/** Messages as they are told, with what stands under them. */
export async function messagesOf(
  db: Kysely<Tables>,
  rows: readonly MessageRow[],
): Promise<Message[]> {
  const reactions = await reactionsOf(db, rows)
  return rows.map((row) => messageOf(row, reactions.get(row.id)))
}

/** The revision at which a message was given its text. */
export function bodyRevOf(row: MessageRow): number {
  return row.body_rev ?? row.changed_rev ?? row.rev
}

export function messageOf(row: MessageRow, reactions: Reaction[] = []): Message {
  return {
    id: String(row.id),
    seq: row.seq,
    author: { id: row.author_id, username: row.username },
    body: row.body,
    postedAt: timeOf(row.posted_at),
    key: row.key,
    editedAt: row.edited_at === null ? null : timeOf(row.edited_at),
    deletedAt: row.deleted_at === null ? null : timeOf(row.deleted_at),
    version: row.changed_rev ?? row.rev,
    reactions,
  }
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString()
}
