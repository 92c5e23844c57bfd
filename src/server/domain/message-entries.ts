import type { Message } from '../../protocol/messages.ts'
import { quoting } from '../../protocol/quotes.ts'
import type { LogEntry } from '../engine/change.ts'
import type { EntryKind } from '../engine/kinds.ts'
import type { RoomChange } from './change.ts'
import { messageRows, messagesOf } from './history.ts'
import type { RoomView } from './kinds.ts'

export interface MessagePosted extends LogEntry {
  kind: 'message'
  message: Message
}

/** A message was edited, deleted or reacted to; it stays where it was posted, at revision `postedRev`. */
export interface MessageRevised extends LogEntry {
  kind: 'revised'
  postedRev: number
  message: Message
}

export const messagePosted: EntryKind<MessagePosted, RoomView, never> = {
  async since(db, { roomId, after, limit }) {
    const rows = await messageRows(db)
      .where('message.room_id', '=', roomId)
      .where('message.rev', '>', after)
      .orderBy('message.rev')
      .limit(limit)
      .execute()
    const messages = await messagesOf(db, rows)
    return rows.flatMap((row, i) => {
      const message = messages[i]
      return message ? [{ kind: 'message', roomId, rev: row.rev, message }] : []
    })
  },
  json: ({ message }) => JSON.stringify(message),
  tell: (answer, _, { json }) => answer.add('messages', json),
  apply(view, { message }) {
    view.lastSeq = message.seq
  },
  amend: () => undefined,
  lasting: true,
}

export const messageRevised: EntryKind<MessageRevised, RoomView, RoomChange> = {
  async since(db, { roomId, after, limit }) {
    const rows = await messageRows(db)
      .where('message.room_id', '=', roomId)
      .where('message.changed_rev', '>', after)
      .orderBy('message.changed_rev')
      .limit(limit)
      .execute()
    const messages = await messagesOf(db, rows)
    return rows.flatMap((row, i) => {
      const message = messages[i]
      const rev = row.changed_rev ?? row.rev
      return message ? [{ kind: 'revised', roomId, rev, postedRev: row.rev, message }] : []
    })
  },
  json: ({ message }) => JSON.stringify(message),
  tell(answer, { postedRev }, { json, after }) {
    // What is new to the reader is told with its newest content already.
    if (postedRev <= after) answer.add('revised', json)
  },
  apply() {},
  amend: ({ roomId, postedRev, message }) => {
    return {
      key: message.id,
      entry: { kind: 'message', roomId, rev: postedRev, message },
      repeated(other) {
        if (!('message' in other)) return other
        const now = quoting(other.message, message)
        return now === other.message ? other : { ...other, message: now }
      },
    }
  },
  lasting: false,
}
