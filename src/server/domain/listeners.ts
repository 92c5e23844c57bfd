import type { Kysely } from 'kysely'
import { plainExcerptOf } from '../../protocol/formatting/excerpt.ts'
import type { NotifyLevel } from '../../protocol/levels.ts'
import type { PushNotice } from '../../protocol/push.ts'
import { isQuiet } from '../../protocol/quiet-hours.ts'
import type { Tables } from '../database/entities/tables.ts'
import { attendanceOf } from './attendance.ts'
import { levelOf } from './levels.ts'
import { filesOf, wordless } from './stored-files.ts'

/** A device that may have to be told something of a room. */
export interface Listener {
  id: number
  personId: string
  endpoint: string
  p256dh: string
  auth: string
  origin: string
  failures: number
  language: string | null
  shows: string
  level: NotifyLevel
  readUpTo: number
  /** Up to where it was told, and whether it shows that. */
  toldUpTo: number
  isShowing: boolean
  /** Whoever went, was sent away, or whose room was deleted is told that what they were told is over. */
  belongs: boolean
  isLooking: boolean
  isLeftInPeace: boolean
  /** Ids of those of whom they want to hear nothing. */
  blocked: ReadonlySet<string>
  notBefore: number | null
}

/** What a room's devices are told of. */
export interface Talk {
  roomId: string
  /** The room's revision when all this was read. */
  rev: number
  name: string
  kind: string
  lastSeq: number
  lastPostedAt: number
  /** How many belong to it, if they are no more than what makes a room a large one. */
  members: number
  /** The newest, the newest last; what was deleted is not among them. */
  messages: readonly Said[]
}

interface Said {
  seq: number
  authorId: string
  author: string
  excerpt: string
  mentions: readonly (string | null)[]
}

/** More are counted and not told one by one. */
const looksBack = 100

/** Of a deleted room nothing is left to tell. @returns undefined if there was none */
export async function talkIn(db: Kysely<Tables>, roomId: string): Promise<Talk | undefined> {
  const room = await db
    .selectFrom('room')
    .select((eb) => [
      'name',
      'kind',
      'rev',
      'last_seq',
      'last_posted_at',
      'deleted_at',
      eb
        .selectFrom('membership')
        .select((inner) => inner.fn.countAll<number>().as('members'))
        .whereRef('membership.room_id', '=', 'room.id')
        .as('members'),
    ])
    .where('id', '=', roomId)
    .executeTakeFirst()
  if (!room) return undefined
  const isDeleted = room.deleted_at !== null
  const rows = await db
    .selectFrom('message')
    .innerJoin('person', 'person.id', 'message.author_id')
    .select(['message.id', 'message.seq', 'message.author_id', 'person.username', 'message.body'])
    .select('message.deleted_at')
    .where('message.room_id', '=', roomId)
    .where('message.seq', '>', isDeleted ? room.last_seq : room.last_seq - looksBack)
    .where('message.deleted_at', 'is', null)
    .orderBy('message.seq')
    .execute()
  const mentions = await db
    .selectFrom('mention')
    .select(['message_id', 'person_id'])
    .where('message_id', 'in', [0, ...rows.map(({ id }) => id)])
    .execute()
  const files = await filesOf(db, wordless(rows))
  const byMessage = Map.groupBy(mentions, (row) => row.message_id)
  return {
    roomId,
    rev: room.rev,
    name: room.name,
    kind: room.kind,
    lastSeq: room.last_seq,
    lastPostedAt: room.last_posted_at ?? 0,
    members: Number(room.members ?? 0),
    messages: rows.map((row) => ({
      seq: row.seq,
      authorId: row.author_id,
      author: row.username,
      excerpt: plainExcerptOf({ body: row.body, files: files.get(row.id) ?? [] }),
      mentions: (byMessage.get(row.id) ?? []).map(({ person_id }) => person_id),
    })),
  }
}

/** Devices of people who belong to a room, and those that still show something of it: their ids, in order. */
export async function devicesIn(db: Kysely<Tables>, roomId: string): Promise<number[]> {
  const rows = await db
    .selectFrom('membership')
    .innerJoin('push_subscription', 'push_subscription.person_id', 'membership.person_id')
    .select('push_subscription.id')
    .where('membership.room_id', '=', roomId)
    .union(
      db
        .selectFrom('push_told')
        .select('subscription_id as id')
        .where('room_id', '=', roomId)
        .where('shown', '=', 1),
    )
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => Number(id))
}

/** What there is to know of some devices to tell them of a room. Those that know of all of it are left out. */
export async function listenersIn(
  db: Kysely<Tables>,
  talk: Talk,
  { devices, now }: { devices: readonly number[]; now: number },
): Promise<Listener[]> {
  const rows = await db
    .selectFrom('push_subscription as device')
    .innerJoin('person', 'person.id', 'device.person_id')
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.person_id', '=', 'device.person_id')
        .on('membership.room_id', '=', talk.roomId),
    )
    .leftJoin('read_marker', (join) =>
      join
        .onRef('read_marker.person_id', '=', 'device.person_id')
        .on('read_marker.room_id', '=', talk.roomId),
    )
    .leftJoin('push_told', (join) =>
      join
        .onRef('push_told.subscription_id', '=', 'device.id')
        .on('push_told.room_id', '=', talk.roomId),
    )
    .leftJoin('presence', (join) =>
      join
        .onRef('presence.person_id', '=', 'device.person_id')
        .on('presence.room_id', '=', talk.roomId),
    )
    .leftJoin('quiet_hours', 'quiet_hours.person_id', 'device.person_id')
    .select([
      'device.id',
      'device.person_id as personId',
      'device.endpoint',
      'device.p256dh',
      'device.auth',
      'device.origin',
      'device.failures',
      'device.language',
      'device.shows',
      'device.not_before as notBefore',
      'membership.role',
      'membership.notify',
      'read_marker.read_up_to',
      'push_told.seq',
      'push_told.shown',
      'presence.here_since',
      'presence.quiet_since',
      'presence.hidden_since',
      'quiet_hours.begins',
      'quiet_hours.ends',
      'quiet_hours.time_zone',
    ])
    .where('device.id', 'in', devices)
    .where('person.disabled_at', 'is', null)
    // What is over is told as well: a notification that was read elsewhere goes.
    .where((eb) =>
      eb.or([
        eb('push_told.seq', 'is', null),
        eb('push_told.seq', '<', talk.lastSeq),
        eb('push_told.shown', '=', 1),
      ]),
    )
    .orderBy('device.id')
    .execute()
  const blocks = await db
    .selectFrom('block')
    .select(['person_id', 'blocked_id'])
    .where('person_id', 'in', ['', ...rows.map(({ personId }) => personId)])
    .execute()
  const blocksOf = Map.groupBy(blocks, ({ person_id }) => person_id)
  return rows.map(({ read_up_to, seq, shown, role, notify, ...row }) => {
    const { here_since, quiet_since, hidden_since, begins, ends, time_zone, ...device } = row
    const hours =
      begins === null || ends === null || time_zone === null
        ? null
        : { from: begins, to: ends, timeZone: time_zone }
    return {
      ...device,
      level: levelOf(notify, talk),
      readUpTo: read_up_to ?? 0,
      toldUpTo: seq ?? 0,
      isShowing: shown === 1,
      belongs: role !== null,
      isLooking: attendanceOf({ here_since, quiet_since, hidden_since }) === 'looking',
      isLeftInPeace: isQuiet(hours, now),
      blocked: new Set(blocksOf.get(device.personId)?.map(({ blocked_id }) => blocked_id)),
    }
  })
}

/** What a device is to be told; undefined: nothing. `seq` is up to where it knows then. */
export function noticeFor(listener: Listener, talk: Talk): PushNotice | undefined {
  const { personId, belongs, readUpTo, toldUpTo, level, blocked } = listener
  const concerns = ({ mentions }: Said) => mentions.includes(personId) || mentions.includes(null)
  const unread = talk.messages.filter(
    ({ seq, authorId }) => seq > readUpTo && authorId !== personId && !blocked.has(authorId),
  )
  const wanted = level === 'none' ? [] : level === 'all' ? unread : unread.filter(concerns)
  const room = { id: talk.roomId }
  const last = wanted.at(-1)
  const over = { room, count: 0, seq: talk.lastSeq }
  if (!last || !belongs) return listener.isShowing ? over : undefined
  if (last.seq <= toldUpTo) return undefined
  if (listener.isLooking || listener.isLeftInPeace) {
    // What it shows may hold what was deleted.
    return listener.isShowing && toldUpTo === 0 ? over : undefined
  }
  const { shows, language } = listener
  const name = talk.kind === 'direct' ? last.author : talk.name
  return {
    room: { ...room, ...(shows !== 'nothing' && { name }) },
    count: wanted.length,
    seq: last.seq,
    ...(wanted.some(concerns) && { mentioned: true as const }),
    ...(shows === 'text' && { author: last.author, excerpt: last.excerpt }),
    ...(language !== null && { language }),
  }
}
