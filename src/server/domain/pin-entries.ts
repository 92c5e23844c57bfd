import type { Kysely } from 'kysely'
import type { Pin } from '../../protocol/pins.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { LogEntry } from '../engine/change.ts'
import type { EntryKind } from '../engine/kinds.ts'
import type { RoomView } from './kinds.ts'

/** A message was pinned, or taken off. */
export interface PinChanged extends LogEntry {
  kind: 'pin'
  pin: Pin
}

export const pinChanged: EntryKind<PinChanged, RoomView, never> = {
  async since(db, { roomId, after, limit }) {
    const rows = await pinRows(db, roomId)
      .where('pin.rev', '>', after)
      .orderBy('pin.rev')
      .limit(limit)
      .execute()
    return rows.map((row) => ({ kind: 'pin', roomId, rev: row.rev, pin: pinOf(row) }))
  },
  json: ({ pin }) => JSON.stringify(pin),
  tell: (answer, { pin }, { json }) => answer.put('pins', pin.messageId, json),
  apply(view, { pin }) {
    view.pins = view.pins.filter(({ messageId }) => messageId !== pin.messageId)
    if (pin.pinnedAt !== null) view.pins = [pin, ...view.pins]
  },
  amend: () => undefined,
  lasting: false,
}

/** What is pinned in a room, the newest pin first. */
export async function pinsOf(db: Kysely<Tables>, roomId: string): Promise<readonly Pin[]> {
  const rows = await pinRows(db, roomId)
    .where('pin.pinned_at', 'is not', null)
    .orderBy('pin.rev', 'desc')
    .execute()
  return rows.map(pinOf)
}

function pinRows(db: Kysely<Tables>, roomId: string) {
  return db
    .selectFrom('pin')
    .innerJoin('message', 'message.id', 'pin.message_id')
    .select(['pin.message_id', 'pin.pinned_at', 'pin.rev', 'message.seq'])
    .where('pin.room_id', '=', roomId)
}

function pinOf(row: { message_id: number; seq: number; pinned_at: number | null }): Pin {
  const pinnedAt = row.pinned_at === null ? null : new Date(row.pinned_at).toISOString()
  return { messageId: String(row.message_id), seq: row.seq, pinnedAt }
}
