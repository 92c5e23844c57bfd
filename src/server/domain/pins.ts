import type { Kysely } from 'kysely'
import { bounds } from '../../protocol/limits.ts'
import type { User } from '../../protocol/people.ts'
import type { Pin, PinnedMessage } from '../../protocol/pins.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { append } from '../engine/log.ts'
import type { Tx } from './change.ts'
import { type MessageRow, messageRows, messagesOf } from './history.ts'
import { pinsOf } from './pin-entries.ts'
import { refuseUnlessMay } from './policy.ts'
import { roomOf } from './presence.ts'
import type { MessagePlace } from './revisions.ts'
import { refuseMuted } from './sanctions.ts'
import { roomFor } from './visibility.ts'

/**
 * Pins a message, or takes it off; harmless if that was done.
 * @throws Refusal `room_not_found`, `room_deleted`, `not_in_room`, `not_allowed`, `room_archived`, `muted`,
 *   `message_not_found`, `message_deleted`, `quota_exceeded`.
 */
export async function pinMessage(
  tx: Tx,
  actor: User,
  { roomId, messageId, pinned }: MessagePlace & { pinned: boolean },
): Promise<Pin> {
  await tx.lock('room', [roomId])
  const room = await roomFor(tx.db, actor, roomId)
  if ((await roomOf(tx.db, actor.id)) !== roomId) throw new Refusal('not_in_room')
  refuseUnlessMay({ kind: 'moderate', role: room.role })
  if (room.archivedAt !== null) throw new Refusal('room_archived')
  await refuseMuted(tx, { roomId, personId: actor.id })
  const row = await messageRows(tx.db)
    .where('message.id', '=', Number(messageId))
    .where('message.room_id', '=', roomId)
    .executeTakeFirst()
  if (!row) throw new Refusal('message_not_found')
  const pins = await pinsOf(tx.db, roomId)
  const known = pins.find((pin) => pin.messageId === messageId)
  if (!pinned)
    return known ? place(tx, actor.id, row, null) : { messageId, seq: row.seq, pinnedAt: null }
  if (known) return known
  if (row.deleted_at !== null) throw new Refusal('message_deleted')
  if (pins.length >= bounds.pinsPerRoom) throw new Refusal('quota_exceeded')
  return place(tx, actor.id, row, tx.now)
}

/** A message that is deleted is pinned no more. */
export async function unpinDeleted(tx: Tx, row: MessageRow): Promise<void> {
  const pins = await pinsOf(tx.db, row.room_id)
  const isPinned = pins.some(({ messageId }) => messageId === String(row.id))
  if (isPinned) await place(tx, null, row, null)
}

/** What is pinned in a room, the newest pin first, with what it shows. */
export async function pinnedMessages(db: Kysely<Tables>, roomId: string): Promise<PinnedMessage[]> {
  const pins = await db
    .selectFrom('pin')
    .leftJoin('person', 'person.id', 'pin.person_id')
    .select(['pin.message_id', 'pin.pinned_at', 'person.id', 'person.username'])
    .where('pin.room_id', '=', roomId)
    .where('pin.pinned_at', 'is not', null)
    .orderBy('pin.rev', 'desc')
    .execute()
  if (pins.length === 0) return []
  const ids = pins.map((pin) => pin.message_id)
  const rows = await messageRows(db).where('message.id', 'in', ids).execute()
  const messages = new Map(
    (await messagesOf(db, rows)).map((message) => [Number(message.id), message]),
  )
  return pins.flatMap(({ message_id, pinned_at, id, username }) => {
    const message = messages.get(message_id)
    if (!message || pinned_at === null) return []
    const pinnedBy = { id: id ?? '', username: username ?? '' }
    return { message, pinnedBy, pinnedAt: new Date(pinned_at).toISOString() }
  })
}

async function place(
  tx: Tx,
  personId: string | null,
  row: MessageRow,
  pinnedAt: number | null,
): Promise<Pin> {
  const { rev } = await append(tx, row.room_id, 'other')
  const state = { person_id: personId, pinned_at: pinnedAt, rev }
  await tx.db
    .insertInto('pin')
    .values({ message_id: row.id, room_id: row.room_id, ...state })
    .onConflict((oc) => oc.column('message_id').doUpdateSet(state))
    .execute()
  const pin: Pin = {
    messageId: String(row.id),
    seq: row.seq,
    pinnedAt: pinnedAt === null ? null : new Date(pinnedAt).toISOString(),
  }
  tx.emit({ kind: 'pin', roomId: row.room_id, rev, pin })
  return pin
}
