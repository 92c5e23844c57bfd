import type { Kysely } from 'kysely'
import { bounds } from '../../protocol/limits.ts'
import type { Message, MessagePage } from '../../protocol/messages.ts'
import type { Tables } from '../database/entities/tables.ts'
import { statement } from '../database/statement.ts'
import type { Tail } from './kinds.ts'
import { filesOf } from './stored-files.ts'
import { mentioning, mentionsOf } from './stored-mentions.ts'
import { quotesOf } from './stored-quotes.ts'
import { reactionsOf } from './stored-reactions.ts'

/** Where a page of the history stands: see `HistoryQuery`. */
export type PagePlace =
  | { kind: 'before'; seq: number }
  | { kind: 'after'; seq: number }
  | { kind: 'around'; seq: number }
  /** ms since 1970 */
  | { kind: 'since'; time: number }

/** A page of a room's history, oldest first, of as many messages as fit into an answer. */
export async function historyPage(
  db: Kysely<Tables>,
  { roomId, place, limit }: { roomId: string; place: PagePlace; limit: number },
): Promise<MessagePage> {
  const seq = place.kind === 'since' ? await lastBefore(db, roomId, place.time) : place.seq
  const ask = { roomId, seq, limit, bytes: bounds.answerBytes }
  switch (place.kind) {
    case 'before':
      return older(db, ask)
    case 'since':
    case 'after': {
      const { messages, hasNewer } = await newer(db, ask)
      const hasOlder = (messages[0]?.seq ?? ask.seq + 1) > 1
      return { messages, hasOlder, hasNewer }
    }
    case 'around': {
      // The message itself is the last of the first half.
      const half = { ...ask, bytes: ask.bytes / 2, limit: Math.ceil(limit / 2) }
      const first = await older(db, { ...half, seq: ask.seq + 1 })
      const rest = limit - first.messages.length
      const second = await newer(db, { ...half, limit: rest })
      return {
        ...first,
        messages: first.messages.concat(second.messages),
        hasNewer: second.hasNewer,
      }
    }
    default:
      return place satisfies never
  }
}

/** The `seq` of the last message before a time; found by halves, as places have no gaps. */
async function lastBefore(db: Kysely<Tables>, roomId: string, time: number): Promise<number> {
  const room = await db
    .selectFrom('room')
    .select('last_seq')
    .where('id', '=', roomId)
    .executeTakeFirst()
  let before = 0
  let from = (room?.last_seq ?? 0) + 1
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2)
    const { rows } = await postedAt(db, { roomId, seq: middle })
    if ((rows[0]?.posted_at ?? 0) < time) before = middle
    else from = middle
  }
  return before
}

const postedAt = statement((db, { roomId, seq }: { roomId: string; seq: number }) =>
  db.selectFrom('message').select('posted_at').where('room_id', '=', roomId).where('seq', '=', seq),
)

interface Side {
  roomId: string
  seq: number
  limit: number
  bytes: number
}

async function older(
  db: Kysely<Tables>,
  { roomId, seq, limit, bytes }: Side,
): Promise<{ messages: Message[]; hasOlder: boolean }> {
  const rows = await messageRows(db)
    .where('message.room_id', '=', roomId)
    .where('message.seq', '<', seq)
    .orderBy('message.seq', 'desc')
    .limit(limit + 1)
    .execute()
  const messages = thoseThatFit(await messagesOf(db, rows.slice(0, limit)), bytes)
  return { messages: messages.reverse(), hasOlder: rows.length > messages.length }
}

async function newer(
  db: Kysely<Tables>,
  { roomId, seq, limit, bytes }: Side,
): Promise<{ messages: Message[]; hasNewer: boolean }> {
  const rows = await messageRows(db)
    .where('message.room_id', '=', roomId)
    .where('message.seq', '>', seq)
    .orderBy('message.seq')
    .limit(limit + 1)
    .execute()
  const messages = thoseThatFit(await messagesOf(db, rows.slice(0, limit)), bytes)
  return { messages, hasNewer: rows.length > messages.length }
}

/** The newest messages, if the tail holds a whole page of them. */
export function newestPage(tail: Tail): MessagePage | undefined {
  const size = bounds.page.default
  const { lastSeq } = tail.view
  const messages: Message[] = []
  let length = 0
  for (const { change, bytes } of tail.newestFirst()) {
    if (change.kind !== 'message') continue
    length += bytes
    if (length > bounds.answerBytes && messages.length > 0) break
    messages.push(change.message)
    if (messages.length === size) break
  }
  const isWhole = messages.length >= Math.min(size, lastSeq) || length > bounds.answerBytes
  const hasOlder = lastSeq > messages.length
  return isWhole ? { messages: messages.reverse(), hasOlder } : undefined
}

/** The first of these messages, as many as there may be bytes, but one at least. */
function thoseThatFit(messages: Message[], mostBytes: number): Message[] {
  let bytes = 0
  const end = messages.findIndex((message, i) => {
    bytes += Buffer.byteLength(JSON.stringify(message))
    return bytes > mostBytes && i > 0
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
      'message.reply_to_id',
      'person.username',
    ])
}

export type MessageRow = Awaited<ReturnType<ReturnType<typeof messageRows>['execute']>>[number]

/** Messages as they are told, with what stands under them and was sent along. */
export async function messagesOf(
  db: Kysely<Tables>,
  rows: readonly MessageRow[],
): Promise<Message[]> {
  const reactions = await reactionsOf(db, rows)
  const quotes = await quotesOf(db, rows)
  const mentions = await mentionsOf(db, rows)
  const files = await filesOf(db, rows)
  return rows.map((row) => {
    const replyTo = row.reply_to_id === null ? null : quotes.get(row.reply_to_id)
    return messageOf(row, {
      reactions: reactions.get(row.id) ?? [],
      replyTo: replyTo ?? null,
      ...mentioning(mentions.get(row.id) ?? []),
      files: files.get(row.id) ?? [],
    })
  })
}

/** A message as it is told. */
export async function messageNow(db: Kysely<Tables>, row: MessageRow): Promise<Message> {
  const [message = messageOf(row)] = await messagesOf(db, [row])
  return message
}

/** The revision at which a message was given its text. */
export function bodyRevOf(row: MessageRow): number {
  return row.body_rev ?? row.changed_rev ?? row.rev
}

/** What a message has of other rows than its own. */
type About = Pick<
  Message,
  'reactions' | 'replyTo' | 'files' | 'mentions' | 'mentionMarks' | 'mentionsEveryone'
>

export function messageOf(
  row: MessageRow,
  about: About = { reactions: [], replyTo: null, mentions: [], files: [] },
): Message {
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
    ...about,
  }
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString()
}
