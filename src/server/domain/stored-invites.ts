import type { ExpressionBuilder, Kysely } from 'kysely'
import type { InvitePreview, InviteSummary } from '../../protocol/invites.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { instanceOf } from './instance.ts'
import { mayEnter } from './may-enter.ts'
import { isBan } from './sanctions.ts'

/** What a link tells whoever opens it. @throws Refusal `invite_invalid` */
export async function previewOf(
  db: Kysely<Tables>,
  codeHash: string,
  now: number,
): Promise<InvitePreview> {
  const { room, createdBy } = await goodInvite(db, codeHash, now)
  const { name } = await instanceOf(db)
  return { instance: { name }, room: room && { name: room.name }, invitedBy: createdBy }
}

/** So many are shown; older ones have run out long ago. */
const mostListed = 100

/**
 * Invitations to a room, or to the instance, that nobody withdrew, the newest first, with who came in by
 * each.
 * @param by only those that this person made; undefined: all
 */
export async function invitesTo(
  db: Kysely<Tables>,
  { roomId, by }: { roomId: string | null; by: string | undefined },
): Promise<InviteSummary[]> {
  const rows = await inviteRows(db)
    .where('invite.room_id', roomId === null ? 'is' : '=', roomId)
    .where('withdrawn_at', 'is', null)
    .$if(by !== undefined, (query) => query.where('invite.created_by_id', '=', by ?? ''))
    .orderBy('invite.created_at', 'desc')
    .orderBy('invite.id')
    .limit(mostListed)
    .execute()
  const uses = await usesOf(
    db,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    room: roomNamed(row),
    expiresAt: timeOf(row.expires_at),
    usesLeft: row.uses_left,
    createdBy: { id: row.created_by_id, username: row.username },
    createdAt: timeOf(row.created_at),
    usedBy: uses.get(row.id) ?? [],
  }))
}

/** Invitations with who made them and to where; add conditions, order and limit. */
export function inviteRows(db: Kysely<Tables>) {
  return db
    .selectFrom('invite')
    .innerJoin('person', 'person.id', 'invite.created_by_id')
    .leftJoin('room', 'room.id', 'invite.room_id')
    .select(['invite.id', 'code_hash', 'invite.room_id', 'invite.created_by_id'])
    .select(['invite.created_at', 'expires_at', 'uses_left', 'withdrawn_at'])
    .select(['person.username', 'room.name as room_name', 'room.kind as room_kind'])
}

/**
 * An invitation that is good at this moment. It is no longer once whoever made it could not make it
 * again: they are shut out, kept out of its room, or have no say in one that is private.
 * @throws Refusal `invite_invalid`
 */
export async function goodInvite(db: Kysely<Tables>, codeHash: string, now: number) {
  const row = await inviteRows(db)
    .where('code_hash', '=', codeHash)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', now)
    .where((eb) => eb.or([eb('uses_left', 'is', null), eb('uses_left', '>', 0)]))
    .where(mayEnter(now))
    .where('room.deleted_at', 'is', null)
    .where((eb) => {
      const isOpen = eb('room.kind', '=', 'open')
      const mayInvite = eb.and([isOpen, eb.not(eb.exists(banOfMaker(eb, now)))])
      return eb.or([eb('invite.room_id', 'is', null), mayInvite, eb.exists(sayOfMaker(eb))])
    })
    .executeTakeFirst()
  if (!row) throw new Refusal('invite_invalid')
  const createdBy = { id: row.created_by_id, username: row.username }
  return { id: row.id, room: roomNamed(row), createdBy }
}

function sayOfMaker(eb: ExpressionBuilder<Tables, 'invite'>) {
  return eb
    .selectFrom('membership')
    .select('membership.room_id')
    .whereRef('membership.room_id', '=', 'invite.room_id')
    .whereRef('membership.person_id', '=', 'invite.created_by_id')
    .where('membership.role', 'in', ['owner', 'moderator'])
}

function banOfMaker(eb: ExpressionBuilder<Tables, 'invite'>, now: number) {
  return eb
    .selectFrom('sanction')
    .select('sanction.room_id')
    .whereRef('sanction.room_id', '=', 'invite.room_id')
    .whereRef('sanction.person_id', '=', 'invite.created_by_id')
    .where(isBan(now))
}

async function usesOf(db: Kysely<Tables>, ids: readonly string[]) {
  const uses = new Map<string, InviteSummary['usedBy']>()
  if (ids.length === 0) return uses
  const rows = await db
    .selectFrom('invite_use')
    .innerJoin('person', 'person.id', 'invite_use.person_id')
    .select(['invite_id', 'at', 'person.id', 'person.username'])
    .where('invite_id', 'in', ids)
    .orderBy('at')
    .execute()
  for (const { invite_id, at, id, username } of rows) {
    const use = { user: { id, username }, at: timeOf(at) }
    uses.set(invite_id, [...(uses.get(invite_id) ?? []), use])
  }
  return uses
}

function roomNamed({ room_id, room_name }: { room_id: string | null; room_name: string | null }) {
  return room_id === null ? null : { id: room_id, name: room_name ?? '' }
}

export function timeOf(ms: number): string {
  return new Date(ms).toISOString()
}
