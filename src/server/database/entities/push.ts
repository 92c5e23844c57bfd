import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { RoomSchema } from './room.ts'
import { SessionSchema } from './session.ts'
import { time } from './time.ts'

/** A browser that wants to be told of messages while it is closed. It ends with its session. */
export const PushSubscriptionSchema = defineEntity({
  name: 'PushSubscription',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    person: () => p.manyToOne(PersonSchema).index().updateRule('no action').deleteRule('cascade'),
    session: () => p.manyToOne(SessionSchema).index().updateRule('no action').deleteRule('cascade'),
    /** Where the push service of the browser takes messages for it. */
    endpoint: p.text().unique(),
    /** The browser's keys (RFC 8291), base64url. */
    p256dh: p.text(),
    auth: p.text(),
    /** `text`, `room` or `nothing`: what notifications show. */
    shows: p.string().length(16),
    language: p.string().length(35).nullable(),
    /** The address that Parlor had for this browser: who sends is known by it (RFC 8292). */
    origin: p.text(),
    createdAt: time(),
    /** Not to be tried before, after something went wrong; and how often it did since it last went well. */
    notBefore: time().nullable(),
    failures: p.integer().default(0),
  },
})

/** What a device was told of a room, so that it is told each thing once, and that it is over. */
export const PushToldSchema = defineEntity({
  name: 'PushTold',
  properties: {
    subscription: () =>
      p
        .manyToOne(PushSubscriptionSchema)
        .primary()
        .index(false)
        .updateRule('no action')
        .deleteRule('cascade'),
    room: () =>
      p.manyToOne(RoomSchema).primary().index().updateRule('no action').deleteRule('cascade'),
    /** Up to which message. */
    seq: p.bigint('number'),
    /** 1: a notification stands there. */
    shown: p.integer(),
  },
})

/** When somebody wants to hear of nothing. */
export const QuietHoursSchema = defineEntity({
  name: 'QuietHours',
  properties: {
    person: () =>
      p
        .manyToOne(PersonSchema)
        .primary()
        .index(false)
        .updateRule('no action')
        .deleteRule('cascade'),
    /** Minutes since midnight, there where they are. */
    begins: p.integer(),
    ends: p.integer(),
    timeZone: p.string().length(64),
  },
})
