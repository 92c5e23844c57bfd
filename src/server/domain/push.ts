import { type Kysely, sql } from 'kysely'
import { bounds } from '../../protocol/limits.ts'
import type { NewPushSubscription, QuietHours } from '../../protocol/push.ts'
import { invalid } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { statement } from '../database/statement.ts'
import type { System } from '../engine/transaction.ts'
import type { Tx } from './change.ts'
import type { Actor } from './sessions.ts'

/** Under this name the database keeps the private key by which push services know this Parlor. */
const keySetting = 'push_key'

/** The private key (PKCS #8, base64) that was kept first: of two servers that start at once, both use that. */
export async function keepPushKey(
  tx: Tx,
  _actor: System,
  { made }: { made: string },
): Promise<string> {
  await tx.db
    .insertInto('setting')
    .values({ name: keySetting, value: made })
    .onConflict((oc) => oc.doNothing())
    .execute()
  return (await pushKey(tx.db)) ?? made
}

export async function pushKey(db: Kysely<Tables>): Promise<string | undefined> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', keySetting)
    .executeTakeFirst()
  return row?.value
}

/** Notes a browser of this session; the oldest of the person's go when there are too many. */
export async function subscribe(
  tx: Tx,
  actor: Actor,
  { endpoint, keys, shows = 'text', language, origin }: NewPushSubscription & { origin: string },
): Promise<void> {
  const place = { person_id: actor.id, session_id: actor.sessionId }
  const about = { ...keys, shows, language: language ?? null, origin }
  const row = { ...place, ...about }
  await tx.db
    .insertInto('push_subscription')
    .values({ ...row, endpoint, created_at: tx.now, not_before: null, failures: 0 })
    // What rests goes on resting: to subscribe again is no way to be asked again at once.
    .onConflict((oc) => oc.column('endpoint').doUpdateSet(row))
    .execute()
  const kept = await tx.db
    .selectFrom('push_subscription')
    .select('id')
    .where('person_id', '=', actor.id)
    .orderBy('id', 'desc')
    .limit(bounds.pushSubscriptions)
    .execute()
  await tx.db
    .deleteFrom('push_subscription')
    .where('person_id', '=', actor.id)
    .where('id', '<', kept.at(-1)?.id ?? 0)
    .execute()
}

export async function unsubscribe(
  tx: Tx,
  actor: Actor,
  { endpoint }: { endpoint: string },
): Promise<void> {
  await tx.db
    .deleteFrom('push_subscription')
    .where('endpoint', '=', endpoint)
    .where('person_id', '=', actor.id)
    .execute()
}

/** @throws Refusal `invalid_input` for a time zone that nobody knows */
export async function chooseQuietHours(
  tx: Tx,
  actor: Actor,
  { quietHours }: { quietHours: QuietHours },
): Promise<void> {
  await tx.db.deleteFrom('quiet_hours').where('person_id', '=', actor.id).execute()
  if (!quietHours) return
  const { from, to, timeZone } = quietHours
  if (!isTimeZone(timeZone)) throw invalid('quietHours.timeZone', 'wrong_form')
  const row = { person_id: actor.id, begins: from, ends: to, time_zone: timeZone }
  await tx.db.insertInto('quiet_hours').values(row).execute()
}

export async function quietHoursOf(db: Kysely<Tables>, personId: string): Promise<QuietHours> {
  const row = await db
    .selectFrom('quiet_hours')
    .selectAll()
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row ? { from: row.begins, to: row.ends, timeZone: row.time_zone } : null
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** Has the devices told that want to hear of this room; one such job does for all that comes meanwhile. */
export async function tellDevices(tx: Tx, roomId: string): Promise<void> {
  const { rows } = await anyDevice(tx.db, { above: 0 })
  if (rows.length > 0) await wake(tx, roomId)
}

const anyDevice = statement((db, { above }: { above: number }) =>
  db
    .selectFrom('push_subscription')
    .select('id')
    // Most Parlors have none: then the index answers at once.
    .where('id', '>', above)
    .limit(1),
)

/** The same, if a device of this person shows something of the room, which may be over. */
export async function tellOwnDevices(
  tx: Tx,
  { roomId, personId }: { roomId: string; personId: string },
): Promise<void> {
  const shown = await tx.db
    .selectFrom('push_subscription')
    .innerJoin('push_told', 'push_told.subscription_id', 'push_subscription.id')
    .select('push_subscription.id')
    .where('push_subscription.person_id', '=', personId)
    .where('push_told.room_id', '=', roomId)
    .where('push_told.shown', '=', 1)
    .limit(1)
    .executeTakeFirst()
  if (shown) await wake(tx, roomId)
}

/** Has told anew what devices were told of a message that is deleted, or has it taken away. */
export async function takeBackFromDevices(
  tx: Tx,
  { roomId, seq }: { roomId: string; seq: number },
): Promise<void> {
  const { numUpdatedRows } = await tx.db
    .updateTable('push_told')
    .set({ seq: 0 })
    .where('room_id', '=', roomId)
    .where('seq', '>=', seq)
    .where('shown', '=', 1)
    .executeTakeFirst()
  if (numUpdatedRows > 0) await wake(tx, roomId)
}

/** One round at a time, so that no device is told what is older after what is newer. */
async function wake(tx: Tx, roomId: string): Promise<void> {
  await tx.enqueue('push', { roomId }, { key: `push ${roomId}`, oneAtATime: true })
}

/** What became of telling a device. */
export type Told =
  | { kind: 'told'; subscriptionId: number; seq: number; shown: boolean }
  /** Not before then, ms since 1970. */
  | { kind: 'later'; subscriptionId: number; notBefore: number }
  /** Nobody is there any more. */
  | { kind: 'gone'; subscriptionId: number }

/**
 * Notes what devices were told of a room.
 * @param asOf the room's revision when that was read: what was deleted or read since is told anew.
 */
export async function noteTold(
  tx: Tx,
  _actor: System,
  { roomId, asOf, told }: { roomId: string; asOf: number; told: readonly Told[] },
): Promise<void> {
  // Whoever deletes or reads holds it as well: they see what is noted here, or are seen below.
  await tx.lock('room', [roomId])
  for (const each of told) {
    const { subscriptionId: id } = each
    const own = tx.db.updateTable('push_subscription').where('id', '=', id)
    switch (each.kind) {
      case 'told':
        await note(tx, roomId, each)
        await own.set({ failures: 0, not_before: null }).where('failures', '>', 0).execute()
        break
      case 'later':
        await own
          .set({ not_before: each.notBefore, failures: sql`${sql.ref('failures')} + 1` })
          .execute()
        break
      case 'gone':
        await tx.db.deleteFrom('push_subscription').where('id', '=', id).execute()
        break
      default:
        each satisfies never
    }
  }
  const shown = told.flatMap((each) =>
    each.kind === 'told' && each.shown ? [each.subscriptionId] : [],
  )
  if (shown.length > 0) await lookBack(tx, roomId, asOf, shown)
}

/** What happened while devices were told has not found it written down that they were. */
async function lookBack(
  tx: Tx,
  roomId: string,
  asOf: number,
  shown: readonly number[],
): Promise<void> {
  const deleted = await tx.db
    .selectFrom('message')
    .select((eb) => eb.fn.min('seq').as('seq'))
    .where('room_id', '=', roomId)
    .where('changed_rev', '>', asOf)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
  if (deleted?.seq) await takeBackFromDevices(tx, { roomId, seq: deleted.seq })
  const over = await tx.db
    .selectFrom('push_told')
    .innerJoin('push_subscription as device', 'device.id', 'push_told.subscription_id')
    .innerJoin('room', 'room.id', 'push_told.room_id')
    .leftJoin('read_marker', (join) =>
      join
        .onRef('read_marker.person_id', '=', 'device.person_id')
        .onRef('read_marker.room_id', '=', 'push_told.room_id'),
    )
    .leftJoin('membership', (join) =>
      join
        .onRef('membership.person_id', '=', 'device.person_id')
        .onRef('membership.room_id', '=', 'push_told.room_id'),
    )
    .select('device.id')
    .where('push_told.room_id', '=', roomId)
    .where('push_told.subscription_id', 'in', shown)
    .where('push_told.shown', '=', 1)
    .where((eb) =>
      eb.or([
        eb('read_marker.read_up_to', '>=', eb.ref('push_told.seq')),
        eb('membership.role', 'is', null),
        eb('room.deleted_at', 'is not', null),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  if (over) await wake(tx, roomId)
}

async function note(
  tx: Tx,
  roomId: string,
  { subscriptionId, seq, shown }: Extract<Told, { kind: 'told' }>,
): Promise<void> {
  // It may have ended while it was told.
  const there = await tx.db
    .selectFrom('push_subscription')
    .select('id')
    .where('id', '=', subscriptionId)
    .executeTakeFirst()
  const room = await tx.db
    .selectFrom('room')
    .select('id')
    .where('id', '=', roomId)
    .executeTakeFirst()
  if (!there || !room) return
  const now = { seq, shown: Number(shown) }
  await tx.db
    .insertInto('push_told')
    .values({ subscription_id: subscriptionId, room_id: roomId, ...now })
    .onConflict((oc) => oc.columns(['subscription_id', 'room_id']).doUpdateSet(now))
    .execute()
}
