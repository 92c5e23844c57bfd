import { setImmediate as turn } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { User } from '../../protocol/people.ts'
import type { Tables } from '../database/entities/tables.ts'
import { blockedBy } from './blocks.ts'
import { ownFilesAfter, placeInArchive } from './own-files.ts'
import { quietHoursOf } from './push.ts'
import { sessionsOf } from './sessions.ts'
import { timeOf } from './stored-invites.ts'
import { visibleTo } from './visibility.ts'

/** Rows that are read at once; others are answered in between. */
const atOnce = 500

/**
 * All that is kept of somebody, as JSON, piece by piece: what they wrote, with the names of rooms as far
 * as they see them, and nothing that others wrote.
 */
export async function* exportOf(
  db: Kysely<Tables>,
  { id }: Pick<User, 'id'>,
  now: number,
): AsyncGenerator<string> {
  const { created_at, ...person } = await db
    .selectFrom('person')
    .select(['id', 'username', 'former_username as formerUsername', 'role', 'created_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const head = {
    exportedAt: timeOf(now),
    account: { ...person, createdAt: timeOf(created_at) },
    sessions: await sessionsOf(db, id, now),
    rooms: await roomsOf(db, id),
    blocked: await blockedBy(db, { id }),
    reports: await reportsBy(db, id),
    devices: await devicesOf(db, id),
    pushSubscriptions: await subscriptionsOf(db, id),
    quietHours: await quietHoursOf(db, id),
    invitations: await invitationsBy(db, id),
    cameBy: await cameBy(db, id),
    sanctions: await sanctionsOn(db, id),
  }
  yield JSON.stringify(head).slice(0, -1)
  yield* list('messages', (after) => messagesAfter(db, id, after))
  yield* list('earlierTexts', (after) => versionsAfter(db, id, after))
  yield* list('reactions', (after) => reactionsAfter(db, id, after))
  yield* list<string>('files', (after) => filesAfter(db, id, after))
  yield '}\n'
}

/** A member that is an array of any length. @param page the rows behind a place, with theirs */
async function* list<Place = number>(
  name: string,
  page: (after: Place | undefined) => Promise<{ place: Place; entry: object }[]>,
): AsyncGenerator<string> {
  yield `,"${name}":[`
  let after: Place | undefined
  for (let isFirst = true; ; isFirst = false) {
    const rows = await page(after)
    const last = rows.at(-1)
    if (!last) break
    yield (isFirst ? '' : ',') + rows.map(({ entry }) => JSON.stringify(entry)).join(',')
    after = last.place
    await turn()
  }
  yield ']'
}

async function roomsOf(db: Kysely<Tables>, id: string) {
  const rows = await db
    .selectFrom('membership')
    .innerJoin('room', 'room.id', 'membership.room_id')
    .leftJoin('read_marker', (join) =>
      join
        .onRef('read_marker.room_id', '=', 'membership.room_id')
        .onRef('read_marker.person_id', '=', 'membership.person_id'),
    )
    .select(['room.id', 'room.name', 'membership.role', 'membership.joined_at'])
    .select(['membership.notify', 'read_marker.read_up_to as readUpTo'])
    .where('membership.person_id', '=', id)
    .where('room.deleted_at', 'is', null)
    .orderBy('room.id')
    .execute()
  return rows.map(({ joined_at, ...room }) => {
    return { ...room, joinedAt: joined_at === null ? null : timeOf(joined_at) }
  })
}

async function reportsBy(db: Kysely<Tables>, id: string) {
  const rows = await db
    .selectFrom('report')
    .select(['id', 'reason', 'state', 'created_at'])
    .where('reporter_id', '=', id)
    .orderBy('id')
    .execute()
  return rows.map(({ created_at, ...report }) => ({ ...report, reportedAt: timeOf(created_at) }))
}

async function messagesAfter(db: Kysely<Tables>, id: string, after = 0) {
  const rows = await db
    .selectFrom('message')
    .leftJoin('room', (join) => join.onRef('room.id', '=', 'message.room_id').on(visibleTo(id)))
    .select(['message.id', 'message.room_id as roomId', 'room.name as room', 'message.seq'])
    .select(['message.body', 'message.posted_at', 'message.edited_at'])
    .where('message.author_id', '=', id)
    .where('message.id', '>', after)
    .where('message.deleted_at', 'is', null)
    .orderBy('message.id')
    .limit(atOnce)
    .execute()
  return rows.map(({ posted_at, edited_at, ...message }) => ({
    place: message.id,
    entry: {
      ...message,
      postedAt: timeOf(posted_at),
      editedAt: edited_at === null ? null : timeOf(edited_at),
    },
  }))
}

async function versionsAfter(db: Kysely<Tables>, id: string, after = 0) {
  const rows = await db
    .selectFrom('message_version')
    .innerJoin('message', 'message.id', 'message_version.message_id')
    .select(['message_version.message_id', 'message_version.body', 'message_version.at'])
    .where('message.author_id', '=', id)
    .where('message_version.message_id', 'in', (eb) =>
      // Whole messages: their texts have no number of their own to go on from.
      eb
        .selectFrom('message')
        .select('message.id')
        .where('message.author_id', '=', id)
        .where('message.edited_at', 'is not', null)
        .where('message.id', '>', after)
        .orderBy('message.id')
        .limit(atOnce),
    )
    .orderBy('message_version.message_id')
    .orderBy('message_version.rev')
    .execute()
  return rows.map(({ message_id, body, at }) => ({
    place: message_id,
    entry: { messageId: message_id, body, since: timeOf(at) },
  }))
}

async function reactionsAfter(db: Kysely<Tables>, id: string, after = 0) {
  const rows = await db
    .selectFrom('reaction')
    .select(['message_id', 'emoji'])
    .where('person_id', '=', id)
    .where('message_id', 'in', (eb) =>
      eb
        .selectFrom('reaction as of')
        .select('of.message_id')
        .distinct()
        .where('of.person_id', '=', id)
        .where('of.message_id', '>', after)
        .orderBy('of.message_id')
        .limit(atOnce),
    )
    .orderBy('message_id')
    .orderBy('emoji')
    .execute()
  return rows.map(({ message_id, emoji }) => ({
    place: message_id,
    entry: { messageId: message_id, emoji },
  }))
}

async function devicesOf(db: Kysely<Tables>, id: string) {
  const rows = await db
    .selectFrom('device')
    .select(['created_at', 'used_at'])
    .where('person_id', '=', id)
    .orderBy('created_at')
    .execute()
  return rows.map(({ created_at, used_at }) => ({
    knownSince: timeOf(created_at),
    usedAt: timeOf(used_at),
  }))
}

async function subscriptionsOf(db: Kysely<Tables>, id: string) {
  const rows = await db
    .selectFrom('push_subscription')
    .select(['endpoint', 'shows', 'language', 'created_at'])
    .where('person_id', '=', id)
    .orderBy('id')
    .execute()
  return rows.map(({ created_at, ...row }) => ({ ...row, createdAt: timeOf(created_at) }))
}

async function invitationsBy(db: Kysely<Tables>, id: string) {
  const rows = await db
    .selectFrom('invite')
    .select(['id', 'room_id as roomId', 'created_at', 'expires_at', 'withdrawn_at'])
    .select('uses_left as usesLeft')
    .where('created_by_id', '=', id)
    .orderBy('created_at')
    .execute()
  return rows.map(({ created_at, expires_at, withdrawn_at, ...row }) => ({
    ...row,
    createdAt: timeOf(created_at),
    expiresAt: timeOf(expires_at),
    withdrawnAt: withdrawn_at === null ? null : timeOf(withdrawn_at),
  }))
}

async function cameBy(db: Kysely<Tables>, id: string) {
  const rows = await db
    .selectFrom('invite_use')
    .select(['invite_id as invitationId', 'at'])
    .where('person_id', '=', id)
    .orderBy('at')
    .execute()
  return rows.map(({ at, ...row }) => ({ ...row, at: timeOf(at) }))
}

/** What they may not do at present; of rooms that they see, and of others that there is something. */
async function sanctionsOn(db: Kysely<Tables>, id: string) {
  const rows = await db
    .selectFrom('sanction')
    .leftJoin('room', (join) => join.onRef('room.id', '=', 'sanction.room_id').on(visibleTo(id)))
    .select(['room.id as roomId', 'room.name as room', 'sanction.kind', 'sanction.until'])
    .select('sanction.created_at')
    .where('sanction.person_id', '=', id)
    .orderBy('sanction.created_at')
    .execute()
  return rows.map(({ until, created_at, ...row }) => ({
    ...row,
    since: timeOf(created_at),
    until: until === null ? null : timeOf(until),
  }))
}

async function filesAfter(db: Kysely<Tables>, id: string, after = '') {
  const rows = await ownFilesAfter(db, id, after)
  return rows.map((file) => ({
    place: file.id,
    entry: {
      ...{ id: file.id, messageId: file.message_id, roomId: file.room_id },
      ...{ name: file.name, type: file.type, size: file.size, alt: file.alt },
      inArchive: placeInArchive(file),
      sentAt: timeOf(file.created_at),
    },
  }))
}
