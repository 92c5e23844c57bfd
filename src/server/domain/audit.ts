import type { Kysely } from 'kysely'
import type { AuditAct, AuditEntry, AuditPage } from '../../protocol/audit.ts'
import type { User } from '../../protocol/people.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { System } from '../engine/transaction.ts'
import type { Tx } from './change.ts'
import { optionalText } from './plain-text.ts'

/** What an act was about; never what a message said. */
export interface Audited {
  act: AuditAct
  /** Ids. */
  personId?: string | undefined
  roomId?: string | undefined
  /** The place of a message in the room. */
  seq?: number | undefined
  /** What it came to: a role, a number, a time. */
  detail?: string | undefined
  /** As whoever did it gave it, if they did. */
  reason?: string | undefined
}

/**
 * Writes down that somebody had power over somebody else, in the transaction in which they did: there is
 * no act without its line. To be called by verbs, once they know that something changes.
 * @throws Refusal `invalid_input` for a reason that holds what nobody sees
 */
export async function audit(tx: Tx, actor: User | System, audited: Audited): Promise<void> {
  const { act, personId, roomId, seq, detail, reason = '' } = audited
  await tx.db
    .insertInto('audit')
    .values({
      at: tx.now,
      act,
      actor_id: 'id' in actor ? actor.id : null,
      person_id: personId ?? null,
      room_id: roomId ?? null,
      seq: seq ?? null,
      detail: detail ?? null,
      reason: optionalText('reason', reason) || null,
    })
    .execute()
}

interface PlaceRow {
  room_id: string | null
  room_kind: string | null
  room_name: string | null
  seq: number | null
  reason: string | null
}

/** Entries of one page. */
const pageSize = 100

/** What was written down, the newest first. @param after of an earlier page: only what is older */
export async function auditPage(
  db: Kysely<Tables>,
  { after = Number.MAX_SAFE_INTEGER }: { after?: number | undefined },
): Promise<AuditPage> {
  const rows = await db
    .selectFrom('audit')
    .leftJoin('person as actor', 'actor.id', 'audit.actor_id')
    .leftJoin('person', 'person.id', 'audit.person_id')
    .leftJoin('room', 'room.id', 'audit.room_id')
    .select(['audit.id', 'at', 'act', 'seq', 'detail', 'reason'])
    .select(['actor.id as actor_id', 'actor.username as actor_name'])
    .select(['person.id as person_id', 'person.username as person_name'])
    .select(['room.id as room_id', 'room.name as room_name', 'room.kind as room_kind'])
    .where('audit.id', '<', after)
    .orderBy('audit.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const page = rows.slice(0, pageSize)
  const entries = page.map(
    (row): AuditEntry => ({
      id: String(row.id),
      at: new Date(row.at).toISOString(),
      act: row.act as AuditAct,
      actor: named(row.actor_id, row.actor_name),
      person: named(row.person_id, row.person_name),
      detail: row.detail,
      ...placeOf(row),
    }),
  )
  return { entries, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null }
}

/**
 * Where, and why. Admins have no key to rooms that are not open, and so neither to their names nor to what
 * those inside say of each other.
 */
function placeOf({ room_id, room_kind, room_name, seq, reason }: PlaceRow) {
  if (room_id === null) return { room: null, seq, reason }
  if (room_kind !== 'open') return { room: null, seq: null, reason: null }
  return { room: { id: room_id, name: room_name ?? '' }, seq, reason }
}

function named(id: string | null, username: string | null): User | null {
  return id === null || username === null ? null : { id, username }
}
