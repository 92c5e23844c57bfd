import type { Kysely } from 'kysely'
import type { Message, MessageEdit, MessageVersion } from '../../protocol/messages.ts'
import type { User } from '../../protocol/people.ts'
import type { Why } from '../../protocol/reasons.ts'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { append } from '../engine/log.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import { dropFilesOf } from './file-purging.ts'
import { bodyRevOf, type MessageRow, messageNow, messageRows } from './history.ts'
import { mentionsIn } from './mentions.ts'
import { refuseUnprintable } from './messages.ts'
import { unpinDeleted } from './pins.ts'
import { isAdmin, may, moderates, refuseUnlessMay } from './policy.ts'
import { roomOf } from './presence.ts'
import { takeBackFromDevices } from './push.ts'
import { speakersIn } from './speaking.ts'
import type { Acting } from './still-living.ts'
import { filesOf } from './stored-files.ts'
import { noteEdited } from './stored-for-you.ts'
import { keepMentions } from './stored-mentions.ts'
import { type RoomFor, roomFor } from './visibility.ts'

/** A message by its address. */
export interface MessagePlace {
  roomId: string
  messageId: string
}

/**
 * Gives one's own message another text; the one before is kept as a version. The same text again
 * changes nothing, even if they have left the room since: so a retry is harmless.
 * @param version the one that the text was written for; undefined: whichever there is
 * @throws Refusal `room_not_found`, `room_deleted`, `not_in_room`, `message_not_found`, `not_author`,
 *   `message_deleted`, `message_changed`, `room_archived`, `muted`, `invalid_input`.
 */
export async function editMessage(
  tx: Tx,
  actor: Acting,
  { body, version, ...place }: MessagePlace & MessageEdit,
): Promise<Message> {
  if (body !== '') refuseUnprintable(body)
  const { row } = await held(tx, actor, place)
  const isOwn = row?.author_id === actor.id
  if (row && isOwn && row.body === body && row.deleted_at === null) return messageNow(tx.db, row)
  if (!(await speakersIn(tx, [actor], place.roomId))) throw new Refusal('not_in_room')
  if (!row) throw new Refusal('message_not_found')
  refuseUnlessMay({ kind: 'edit_message', isAuthor: isOwn })
  if (row.deleted_at !== null) throw new Refusal('message_deleted')
  if (version !== undefined && bodyRevOf(row) > version) {
    throw new Refusal('message_changed', { message: await messageNow(tx.db, row) })
  }
  if (body === '') {
    const files = await filesOf(tx.db, [row])
    if (!files.has(row.id)) throw invalid('body', 'missing')
  }
  await tx.db
    .insertInto('message_version')
    .values({
      message_id: row.id,
      rev: bodyRevOf(row),
      body: row.body,
      at: row.edited_at ?? row.posted_at,
    })
    .execute()
  await tx.db.deleteFrom('mention').where('message_id', '=', row.id).execute()
  const [mentions = []] = await mentionsIn(tx, row.room_id, [{ actor, body }])
  const { id: messageId, room_id: roomId, seq } = row
  await keepMentions(tx.db, [{ place: { messageId, roomId, seq }, mentions }])
  await noteEdited(tx, { messageId, roomId, byId: actor.id, mentions })
  return revise(tx, row, { body, edited_at: tx.now })
}

/**
 * Takes the text and the files out of a message, and all its versions; harmless if that was done. Its author
 * may, and whoever moderates the room.
 * @throws Refusal `room_not_found`, `room_deleted`, `not_in_room`, `message_not_found`, `not_author`.
 */
export async function deleteMessage(
  tx: Tx,
  actor: Acting,
  { reason, ...place }: MessagePlace & Why,
): Promise<void> {
  const { row, room } = await held(tx, actor, place)
  const isAuthor = row?.author_id === actor.id
  // They may come from a report, and need not go into the room for it.
  const administers = room.kind === 'open' && isAdmin(actor.role)
  const rights = { isAuthor, moderates: moderates(factsOf(actor, room)) }
  const deed = { kind: 'delete_message', ...rights } as const
  if (row && may(deed) && row.deleted_at !== null) return
  if (!administers) await refuseOutside(tx, actor, place)
  if (!row) throw new Refusal('message_not_found')
  refuseUnlessMay(deed)
  await emptyMessage(tx, row)
  if (isAuthor) return
  const { seq, author_id: personId } = row
  await audit(tx, actor, { act: 'message_deleted', personId, roomId: room.id, seq, reason })
}

/** Leaves nothing of a message but its place. Its room has to be locked. */
export async function emptyMessage(tx: Tx, row: MessageRow): Promise<void> {
  for (const table of ['message_version', 'reaction', 'mention', 'for_you'] as const) {
    await tx.db.deleteFrom(table).where('message_id', '=', row.id).execute()
  }
  await dropFilesOf(tx, row.id)
  await unpinDeleted(tx, row)
  await revise(tx, row, { body: '', edited_at: null, deleted_at: tx.now, reply_to_id: null })
  await takeBackFromDevices(tx, { roomId: row.room_id, seq: row.seq })
}

/**
 * All texts that a message has had, the one of now last.
 * @throws Refusal `message_not_found`, `not_author`, `message_deleted`.
 */
export async function messageVersions(
  db: Kysely<Tables>,
  actor: User,
  place: MessagePlace,
): Promise<MessageVersion[]> {
  const row = await messageAt(db, place)
  if (!row) throw new Refusal('message_not_found')
  const room = await roomFor(db, actor, place.roomId)
  const isAuthor = row.author_id === actor.id
  const { role } = room
  const facts = { roomKind: room.kind, role, instanceRole: 'member' } as const
  refuseUnlessMay({ kind: 'read_versions', isAuthor, moderates: moderates(facts) })
  if (row.deleted_at !== null) throw new Refusal('message_deleted')
  const earlier = await db
    .selectFrom('message_version')
    .select(['body', 'at'])
    .where('message_id', '=', row.id)
    .orderBy('rev')
    .execute()
  const versions = [...earlier, { body: row.body, at: row.edited_at ?? row.posted_at }]
  return versions.map(({ body, at }) => ({ body, at: new Date(at).toISOString() }))
}

/** The message, which stays as it is until the transaction ends, and its room. */
async function held(
  tx: Tx,
  actor: Acting,
  place: MessagePlace,
): Promise<{ row: MessageRow | undefined; room: RoomFor }> {
  await tx.lock('room', [place.roomId])
  const room = await roomFor(tx.db, actor, place.roomId)
  return { row: await messageAt(tx.db, place), room }
}

function factsOf({ role: instanceRole }: Acting, { kind: roomKind, role }: RoomFor) {
  return { roomKind, role, instanceRole }
}

async function messageAt(
  db: Kysely<Tables>,
  { roomId, messageId }: MessagePlace,
): Promise<MessageRow | undefined> {
  return messageRows(db)
    .where('message.id', '=', Number(messageId))
    .where('message.room_id', '=', roomId)
    .executeTakeFirst()
}

async function refuseOutside(tx: Tx, actor: User, { roomId }: MessagePlace): Promise<void> {
  if ((await roomOf(tx.db, actor.id)) !== roomId) throw new Refusal('not_in_room')
}

type NewState = Pick<MessageRow, 'body' | 'edited_at'> &
  Partial<Pick<MessageRow, 'deleted_at' | 'reply_to_id'>>

/** Puts a message into a new state, at the room's next revision. It keeps its place. */
async function revise(tx: Tx, row: MessageRow, state: NewState): Promise<Message> {
  const { rev } = await append(tx, row.room_id, 'other')
  const changed = { ...state, changed_rev: rev, body_rev: rev }
  await tx.db.updateTable('message').set(changed).where('id', '=', row.id).execute()
  const message = await messageNow(tx.db, { ...row, ...changed })
  tx.emit({ kind: 'revised', roomId: row.room_id, rev, postedRev: row.rev, message })
  return message
}
