import type { Kysely } from 'kysely'
import type { Report, ReportPage, ReportState, ReportsQuery } from '../../protocol/admins.ts'
import type { Message } from '../../protocol/messages.ts'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { audit } from './audit.ts'
import type { Tx } from './change.ts'
import { messageRows, messagesOf } from './history.ts'
import { roleIn } from './members.ts'
import { plainText } from './plain-text.ts'
import { isAdmin, may } from './policy.ts'
import { refuseBanned } from './sanctions.ts'
import type { Acting } from './still-living.ts'
import { timeOf } from './stored-invites.ts'
import { kindOf, roomFor } from './visibility.ts'

/**
 * Asks those with a say to look at a message: of an open room the admins and whoever moderates it, of a
 * private one the latter alone, of a direct one nobody but that it was reported. Once more by the same
 * person, with other words, takes the place of the first.
 * @throws Refusal `room_not_found`, `room_deleted`, `banned`, `message_not_found`, `message_deleted`,
 *   `invalid_input`
 */
export async function reportMessage(
  tx: Tx,
  actor: User,
  { roomId, messageId, reason }: { roomId: string; messageId: string; reason: string },
): Promise<{ id: string }> {
  const why = plainText('reason', reason)
  await roomFor(tx.db, actor, roomId)
  await refuseBanned(tx.db, { roomId, personId: actor.id }, tx.now)
  const message = await tx.db
    .selectFrom('message')
    .select(['id', 'author_id', 'deleted_at'])
    .where('id', '=', Number(messageId))
    .where('room_id', '=', roomId)
    .executeTakeFirst()
  if (!message) throw new Refusal('message_not_found')
  if (message.deleted_at !== null) throw new Refusal('message_deleted')
  const { id } = await tx.db
    .insertInto('report')
    .values({
      room_id: roomId,
      message_id: message.id,
      person_id: message.author_id,
      reporter_id: actor.id,
      reason: why,
      created_at: tx.now,
      state: 'open',
    })
    .onConflict((oc) => oc.columns(['message_id', 'reporter_id']).doUpdateSet({ reason: why }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return { id: String(id) }
}

/**
 * Says what became of a report.
 * @throws Refusal `not_allowed`, also for what is no report; to admins, that is `not_found`
 */
export async function handleReport(
  tx: Tx,
  actor: Acting,
  { reportId, state }: { reportId: number; state: ReportState },
): Promise<void> {
  const report = await tx.db
    .selectFrom('report')
    .select(['room_id', 'person_id', 'state'])
    .where('id', '=', reportId)
    .executeTakeFirst()
  if (!report && isAdmin(actor.role)) throw new Refusal('not_found')
  const role = report ? await roleIn(tx.db, actor.id, report.room_id) : null
  if (!report || !(isAdmin(actor.role) || may({ kind: 'moderate', role }))) {
    throw new Refusal('not_allowed')
  }
  if (report.state === state) return
  const isOpen = state === 'open'
  await tx.db
    .updateTable('report')
    .set({
      state,
      handled_by_id: isOpen ? null : actor.id,
      handled_at: isOpen ? null : tx.now,
    })
    .where('id', '=', reportId)
    .execute()
  const { room_id: roomId, person_id: personId } = report
  await audit(tx, actor, { act: 'report_handled', personId, roomId, detail: state })
}

/** Reports of one page. */
const pageSize = 50

/**
 * Reports, the newest first. Admins are shown messages of open rooms alone: they have no key to others.
 * @param roomId those of this room, for who moderates it; undefined: all, for an admin
 */
export async function reportPage(
  db: Kysely<Tables>,
  { state, after = Number.MAX_SAFE_INTEGER, roomId }: ReportsQuery & { roomId?: string },
): Promise<ReportPage> {
  const rows = await db
    .selectFrom('report')
    .innerJoin('person', 'person.id', 'report.person_id')
    .innerJoin('person as reporter', 'reporter.id', 'report.reporter_id')
    .innerJoin('room', 'room.id', 'report.room_id')
    .leftJoin('person as handler', 'handler.id', 'report.handled_by_id')
    .select(['report.id', 'report.state', 'report.reason', 'report.created_at'])
    .select(['report.message_id', 'report.room_id', 'report.handled_at'])
    .select(['person.id as person_id', 'person.username as person_name'])
    .select(['reporter.id as reporter_id', 'reporter.username as reporter_name'])
    .select(['handler.id as handler_id', 'handler.username as handler_name'])
    .select(['room.name as room_name', 'room.kind as room_kind', 'room.deleted_at'])
    .where('report.id', '<', after)
    .$if(state !== undefined, (query) => query.where('report.state', '=', state ?? 'open'))
    .$if(roomId !== undefined, (query) => query.where('report.room_id', '=', roomId ?? ''))
    .orderBy('report.id', 'desc')
    .limit(pageSize + 1)
    .execute()
  const page = rows.slice(0, pageSize)
  const reports = await Promise.all(
    page.map(async (row): Promise<Report> => {
      const hasKey = roomId !== undefined || kindOf(row.room_kind) === 'open'
      const isThere = hasKey && row.deleted_at === null && row.message_id !== null
      const around = isThere ? await messagesAround(db, row.room_id, row.message_id) : []
      const messageId = String(row.message_id)
      return {
        id: String(row.id),
        state: stateOf(row.state),
        reason: row.reason,
        reportedBy: { id: row.reporter_id, username: row.reporter_name },
        reportedAt: timeOf(row.created_at),
        person: { id: row.person_id, username: row.person_name },
        room: hasKey ? { id: row.room_id, name: row.room_name } : null,
        message: around.find(({ id }) => id === messageId) ?? null,
        context: around.filter(({ id }) => id !== messageId),
        handledBy: named(row.handler_id, row.handler_name),
        handledAt: row.handled_at === null ? null : timeOf(row.handled_at),
      }
    }),
  )
  return { reports, next: rows.length > pageSize ? (page.at(-1)?.id ?? null) : null }
}

/** How many messages are shown before a reported one, and after it. */
const contextSize = 2

async function messagesAround(
  db: Kysely<Tables>,
  roomId: string,
  messageId: number | null,
): Promise<Message[]> {
  const found = await db
    .selectFrom('message')
    .select('seq')
    .where('id', '=', messageId)
    .executeTakeFirst()
  if (!found) return []
  const rows = await messageRows(db)
    .where('message.room_id', '=', roomId)
    .where('message.seq', '>=', found.seq - contextSize)
    .where('message.seq', '<=', found.seq + contextSize)
    .orderBy('message.seq')
    .execute()
  return messagesOf(db, rows)
}

function stateOf(stored: string): ReportState {
  return stored === 'resolved' || stored === 'dismissed' ? stored : 'open'
}

function named(id: string | null, username: string | null): User | null {
  return id === null || username === null ? null : { id, username }
}
