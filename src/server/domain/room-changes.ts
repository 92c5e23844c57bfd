import type { Kysely } from 'kysely'
import { invalid, Refusal } from '../../protocol/refusal.ts'
import type { RoomPatch, RoomSettings } from '../../protocol/rooms.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { LogEntry } from '../engine/change.ts'
import type { EntryKind } from '../engine/kinds.ts'
import { append } from '../engine/log.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import type { RoomView } from './kinds.ts'
import { readings } from './look-alikes.ts'
import { mayEnter } from './may-enter.ts'
import { giveRole, roleIn } from './members.ts'
import { roomName, roomTopic } from './names.ts'
import { may, refuseUnlessMay } from './policy.ts'
import { refuseMuted } from './sanctions.ts'
import type { Acting } from './still-living.ts'
import { kindOf, type RoomFor, roomFor } from './visibility.ts'

/** The room was given another name, topic or kind, or was archived. */
export interface RoomChanged extends LogEntry {
  kind: 'room_changed'
  settings: Settings
}

/** As memory keeps them; times in ms. */
export interface Settings extends Omit<RoomSettings, 'archivedAt'> {
  archivedAt: number | null
}

/**
 * Changes what is set of a room; what is not there stays, and what is so already changes nothing.
 * @throws Refusal `room_not_found`, `room_deleted`, `not_allowed`, `muted`, `invalid_input`, `room_name_taken`;
 *   `person_not_found` if it is handed to somebody who cannot log in.
 */
export async function changeRoom(
  tx: Tx,
  actor: Acting,
  { roomId, ownerId, reason, ...patch }: RoomPatch & { roomId: string },
): Promise<void> {
  // People come before rooms.
  if (ownerId !== undefined) await tx.lock('person', [actor.id, ownerId])
  await tx.lock('room', [roomId])
  const room = await roomFor(tx.db, actor, roomId)
  const facts = { roomKind: room.kind, role: room.role, instanceRole: actor.role }
  const { topic, archived, ...others } = patch
  if (topic !== undefined) {
    refuseUnlessMay({ kind: 'set_topic', ...facts })
    await refuseMuted(tx, { roomId, personId: actor.id })
  }
  if (archived !== undefined) refuseUnlessMay({ kind: 'archive_room', ...facts })
  if (ownerId !== undefined || Object.values(others).some((value) => value !== undefined)) {
    refuseUnlessMay({ kind: 'change_room', ...facts })
  }
  const before = await settingsOf(tx.db, roomId)
  const now = changed(before, patch, tx.now)
  await holdName(tx, roomId, before, now)
  if (ownerId !== undefined) await handOver(tx, actor, room, { ownerId, reason })
  await write(tx, roomId, before, now)
  await noteDown(tx, actor, { room, before, now, reason })
}

/**
 * Writes down what others can do less of than before. What a room is called and is about is said by those
 * who look after it every day; an admin who says it instead has power over them.
 */
async function noteDown(
  tx: Tx,
  actor: Acting,
  {
    room,
    before,
    now,
    reason,
  }: { room: RoomFor; before: Settings; now: Settings; reason: string | undefined },
): Promise<void> {
  const roomId = room.id
  if (now.archivedAt !== before.archivedAt) {
    const act = now.archivedAt === null ? 'room_unarchived' : 'room_archived'
    await audit(tx, actor, { act, roomId, reason })
  }
  if (now.slowMode !== before.slowMode) {
    const detail = `slowMode: ${now.slowMode}`
    await audit(tx, actor, { act: 'room_changed', roomId, detail, reason })
  }
  if (now.topic !== before.topic && !may({ kind: 'moderate', role: room.role })) {
    await audit(tx, actor, { act: 'room_changed', roomId, detail: 'topic', reason })
  }
}

function changed(before: Settings, patch: RoomPatch, at: number): Settings {
  const { name, topic, kind, archived, slowMode } = patch
  const archivedAt = archived === undefined ? before.archivedAt : archived ? at : null
  return {
    name: name === undefined ? before.name : roomName(name),
    topic: topic === undefined ? before.topic : roomTopic(topic),
    kind: kind ?? before.kind,
    archivedAt: archived && before.archivedAt !== null ? before.archivedAt : archivedAt,
    slowMode: slowMode ?? before.slowMode,
  }
}

/** Takes the name if the room is open, and lets go of the one before. Others' names are nobody's business. */
async function holdName(tx: Tx, roomId: string, before: Settings, now: Settings): Promise<void> {
  if (before.kind === now.kind && before.name === now.name) return
  await tx.db.deleteFrom('room_name').where('room_id', '=', roomId).execute()
  if (now.kind === 'open') await takeName(tx, roomId, now.name)
}

/** Makes a name an open room's. @throws Refusal `room_name_taken`. */
export async function takeName(tx: Tx, roomId: string, name: string): Promise<void> {
  const all = readings(name)
  const taken = await tx.db
    .selectFrom('room_name')
    .select('reading')
    .where('reading', 'in', all)
    .executeTakeFirst()
  if (taken) throw new Refusal('room_name_taken')
  await tx.db
    .insertInto('room_name')
    .values(all.map((reading) => ({ reading, room_id: roomId })))
    .execute()
}

async function handOver(
  tx: Tx,
  actor: Acting,
  room: RoomFor,
  { ownerId, reason }: { ownerId: string; reason: string | undefined },
): Promise<void> {
  const role = await roleIn(tx.db, ownerId, room.id)
  if (role === null) throw invalid('ownerId', 'no_member')
  if (role === 'owner') return
  const heir = await tx.db
    .selectFrom('person')
    .select('id')
    .where('id', '=', ownerId)
    .where(mayEnter(tx.now))
    .executeTakeFirst()
  if (!heir) throw new Refusal('person_not_found')
  await giveRole(tx, actor.id, { roomId: room.id, role: 'moderator' })
  await giveRole(tx, ownerId, { roomId: room.id, role: 'owner' })
  const personId = ownerId
  await audit(tx, actor, { act: 'room_handed_over', roomId: room.id, personId, reason })
}

async function write(tx: Tx, roomId: string, before: Settings, now: Settings): Promise<void> {
  if (JSON.stringify(before) === JSON.stringify(now)) return
  const { rev } = await append(tx, roomId, 'other')
  await tx.db
    .updateTable('room')
    .set({
      name: now.name,
      topic: now.topic,
      kind: now.kind,
      archived_at: now.archivedAt,
      slow_mode: now.slowMode,
      changed_rev: rev,
    })
    .where('id', '=', roomId)
    .execute()
  tx.emit({ kind: 'room_changed', roomId, rev, settings: now })
}

export const roomChanged: EntryKind<RoomChanged, RoomView, never> = {
  async since(db, { roomId, after }) {
    const row = await db
      .selectFrom('room')
      .select('changed_rev')
      .where('id', '=', roomId)
      .where('changed_rev', '>', after)
      .executeTakeFirst()
    const rev = row?.changed_rev ?? null
    if (rev === null) return []
    return [{ kind: 'room_changed', roomId, rev, settings: await settingsOf(db, roomId) }]
  },
  json: ({ settings: { archivedAt, ...settings } }) => {
    const at = archivedAt === null ? null : new Date(archivedAt).toISOString()
    return JSON.stringify({ ...settings, archivedAt: at } satisfies RoomSettings)
  },
  tell: (answer, _, { json }) => answer.set('room', json),
  apply() {},
  amend: () => undefined,
  lasting: false,
}

async function settingsOf(db: Kysely<Tables>, roomId: string): Promise<Settings> {
  const row = await db
    .selectFrom('room')
    .select(['name', 'topic', 'kind', 'archived_at', 'slow_mode'])
    .where('id', '=', roomId)
    .executeTakeFirstOrThrow()
  return {
    name: row.name,
    topic: row.topic,
    kind: kindOf(row.kind),
    archivedAt: row.archived_at,
    slowMode: row.slow_mode,
  }
}
