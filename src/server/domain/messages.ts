import type { Message, NewMessage } from '../../protocol/messages.ts'
import type { User } from '../../protocol/people.ts'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import { statement } from '../storage/statement.ts'
import type { Tx } from '../storage/transaction.ts'
import { messageOf, messageRows } from './history.ts'
import { append } from './log.ts'
import { isInside } from './memberships.ts'

/** What came of a post: the message, and whether this post made it or an earlier one did. */
export interface Posted {
  message: Message
  created: boolean
}

/**
 * Posts a message, once: the same key again from the same author gives the same message again,
 * even if they have left the room since, so that whoever lost the answer learns what it was.
 *
 * @throws Refusal `key_reused`, `not_in_room`, `room_not_found`, `room_deleted`, `invalid_input`.
 */
export async function postMessage(
  tx: Tx,
  actor: User,
  { roomId, body, key }: NewMessage & { roomId: string },
): Promise<Posted> {
  refuseUnprintable(body)
  const [earlier] = (await messageByKey(tx.db, { authorId: actor.id, key })).rows
  if (earlier) {
    if (earlier.room_id !== roomId || earlier.body !== body) throw new Refusal('key_reused')
    return { message: messageOf(earlier), created: false }
  }
  const { rev, seq } = await append(tx, roomId, 'message')
  // Only now that the room is held: nobody leaves it, or is put out, before the message stands.
  if (!(await isInside(tx.db, actor.id, roomId))) throw new Refusal('not_in_room')
  const place = { roomId, seq, rev }
  const added = await addMessage(tx.db, { ...place, authorId: actor.id, body, at: tx.now, key })
  const message: Message = {
    id: String(added.rows[0]?.id),
    seq,
    author: { id: actor.id, username: actor.username },
    body,
    postedAt: new Date(tx.now).toISOString(),
    key,
  }
  tx.tell({ kind: 'message', roomId, rev, message })
  return { message, created: true }
}

const messageByKey = statement((db, values: { authorId: string; key: string }) =>
  messageRows(db)
    .where('message.author_id', '=', values.authorId)
    .where('message.key', '=', values.key),
)

type NewRow = {
  roomId: string
  seq: number
  rev: number
  authorId: string
  body: string
  at: number
  key: string
}

const addMessage = statement((db, { roomId, seq, rev, authorId, body, at, key }: NewRow) =>
  db
    .insertInto('message')
    .values({ room_id: roomId, seq, rev, author_id: authorId, body, posted_at: at, key })
    .returning('id'),
)

function refuseUnprintable(body: string): void {
  // PostgreSQL stores no NUL, and UTF-8 has no lone surrogates: neither could come back as sent.
  if (body.includes('\0') || !body.isWellFormed()) {
    throw invalid('body', 'The message contains characters that cannot be shown.')
  }
  if (/^[\p{C}\p{Z}]*$/u.test(body)) throw invalid('body', 'Write something first.')
}
