import type { Kysely } from 'kysely'
import type { Tables } from '../database/entities/tables.ts'
import type { System } from '../engine/transaction.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import { messageRows } from './history.ts'
import { refuseUnlessMay } from './policy.ts'
import { takeReactionsBack } from './reactions.ts'
import { emptyMessage } from './revisions.ts'
import type { Acting } from './still-living.ts'
import { roomFor } from './visibility.ts'

/** Somebody's messages of a span of time; ms since 1970. */
export interface Span {
  personId: string
  from: number
  to: number
}

/** Messages of one transaction: a long one would hold up everybody's writes. */
const atOnce = 100

/**
 * Deletes some of what somebody wrote in a room in a span of time. Whoever moderates it may, and admins
 * where it is open. Returns how many; there may be more unless it is none.
 * @throws Refusal `room_not_found`, `room_deleted`, `not_allowed`
 */
export async function clearMessages(
  tx: Tx,
  actor: Acting,
  { roomId, reason, ...span }: Span & { roomId: string; reason?: string | undefined },
): Promise<number> {
  await tx.lock('room', [roomId])
  const room = await roomFor(tx.db, actor, roomId)
  refuseUnlessMay({
    kind: 'clear_messages',
    instanceRole: actor.role,
    room: room.kind,
    role: room.role,
  })
  const deleted = await clearIn(tx, roomId, span)
  const { personId } = span
  const detail = String(deleted)
  if (deleted > 0)
    await audit(tx, actor, { act: 'messages_deleted', personId, roomId, detail, reason })
  return deleted
}

/**
 * Takes away some of the reactions that somebody ever gave, wherever; then deletes some of what they wrote,
 * unless it is to stay. Returns whether there may be more.
 */
export async function eraseMessages(
  tx: Tx,
  _actor: System,
  { personId, stay = false }: { personId: string; stay?: boolean },
): Promise<boolean> {
  if (await eraseReactions(tx, personId)) return true
  if (stay) return false
  const row = await tx.db
    .selectFrom('message')
    .innerJoin('room', 'room.id', 'message.room_id')
    .select('message.room_id')
    .where('message.author_id', '=', personId)
    .where('message.deleted_at', 'is', null)
    .where('room.deleted_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (!row) return false
  await tx.lock('room', [row.room_id])
  await clearIn(tx, row.room_id, { personId, from: 0, to: Number.MAX_SAFE_INTEGER })
  return true
}

async function eraseReactions(tx: Tx, personId: string): Promise<boolean> {
  const given = () =>
    tx.db
      .selectFrom('reaction')
      .innerJoin('message', 'message.id', 'reaction.message_id')
      .innerJoin('room', 'room.id', 'message.room_id')
      .select(['message.room_id', 'reaction.message_id', 'reaction.emoji'])
      .where('reaction.person_id', '=', personId)
      .where('room.deleted_at', 'is', null)
      .limit(atOnce)
  const [first] = await given().limit(1).execute()
  if (!first) return false
  const { room_id: roomId } = first
  await tx.lock('room', [roomId])
  const rows = await given().where('message.room_id', '=', roomId).execute()
  for (const [messageId, ofOne] of Map.groupBy(rows, ({ message_id }) => message_id)) {
    const emoji = ofOne.map((row) => row.emoji)
    await takeReactionsBack(tx, { roomId, messageId: String(messageId) }, { personId, emoji })
  }
  return true
}

/** The open rooms in which somebody wrote in a span of time. */
export async function openRoomsOf(
  db: Kysely<Tables>,
  { personId, from, to }: Span,
): Promise<string[]> {
  const rows = await db
    .selectFrom('message')
    .innerJoin('room', 'room.id', 'message.room_id')
    .select('message.room_id')
    .distinct()
    .where('message.author_id', '=', personId)
    .where('message.posted_at', '>=', from)
    .where('message.posted_at', '<=', to)
    .where('message.deleted_at', 'is', null)
    .where('room.kind', '=', 'open')
    .where('room.deleted_at', 'is', null)
    .execute()
  return rows.map(({ room_id }) => room_id)
}

async function clearIn(tx: Tx, roomId: string, { personId, from, to }: Span): Promise<number> {
  const rows = await messageRows(tx.db)
    .where('message.room_id', '=', roomId)
    .where('message.author_id', '=', personId)
    .where('message.posted_at', '>=', from)
    .where('message.posted_at', '<=', to)
    .where('message.deleted_at', 'is', null)
    .orderBy('message.seq')
    .limit(atOnce)
    .execute()
  for (const row of rows) await emptyMessage(tx, row)
  return rows.length
}
