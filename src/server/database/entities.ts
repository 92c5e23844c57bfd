import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import type { InferKyselyDB } from '@mikro-orm/sql'

// Times are milliseconds since 1970 in UTC: both databases store and compare them alike.
const time = () => p.bigint('number')

export const PersonSchema = defineEntity({
  name: 'Person',
  properties: {
    id: p.string().length(16).primary(),
    username: p.text().index(),
    /** A PHC string (argon2id). */
    passwordHash: p.text().hidden(),
    createdAt: time(),
    disabledAt: time().nullable(),
  },
})

export const SessionSchema = defineEntity({
  name: 'Session',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    /** SHA-256 of the cookie's token, in hex: the token itself is never stored. */
    tokenHash: p.string().length(64).unique().hidden(),
    person: () => p.manyToOne(PersonSchema).index(),
    createdAt: time(),
    lastSeenAt: time(),
    userAgent: p.text(),
    /** The IP address that it was opened from. */
    address: p.text().default(''),
    /** Since when the person has used the device that it was opened on; null: nobody noted it. */
    deviceSince: time().nullable(),
  },
  indexes: [{ name: 'session_by_use', properties: ['lastSeenAt'] }],
})

/**
 * A browser that a person has logged in with (OWASP, *Slow Down Online Guessing Attacks with Device
 * Cookies*): whoever guesses elsewhere does not keep its owner out.
 */
export const DeviceSchema = defineEntity({
  name: 'Device',
  properties: {
    /** SHA-256 of the device cookie's token, in hex. */
    tokenHash: p.string().length(64).primary(),
    person: () => p.manyToOne(PersonSchema).primary().index(),
    createdAt: time(),
    usedAt: time(),
  },
  indexes: [{ name: 'device_by_use', properties: ['usedAt'] }],
})

/** Wrong passwords in a row. There is no row once a right one was among them. */
export const GuessSchema = defineEntity({
  name: 'Guess',
  properties: {
    /** What they are counted for: see `domain/guessing.ts`. */
    subject: p.string().length(128).primary(),
    failures: p.integer(),
    failedAt: time(),
  },
})

/** A link that sets a new password, once. */
export const PasswordResetSchema = defineEntity({
  name: 'PasswordReset',
  properties: {
    person: () => p.manyToOne(PersonSchema).primary().index(false),
    /** SHA-256 of the code in the link, in hex. */
    codeHash: p.string().length(64).unique().hidden(),
    expiresAt: time(),
  },
})

export const RoomSchema = defineEntity({
  name: 'Room',
  properties: {
    id: p.string().length(16).primary(),
    name: p.text(),
    createdBy: () => p.manyToOne(PersonSchema).index(),
    createdAt: time(),
    /** The number of visible changes so far. Only `engine/log.ts` raises it. */
    rev: p.bigint('number'),
    /** The `seq` of the newest message; 0 while there is none. */
    lastSeq: p.bigint('number'),
    lastPostedAt: time().nullable(),
    deletedAt: time().nullable(),
    deletedBy: () => p.manyToOne(PersonSchema).nullable().index(false),
  },
})

/** Everything that the names of people can be read as: two that share a reading could be mistaken. */
export const PersonNameSchema = defineEntity({
  name: 'PersonName',
  properties: {
    reading: p.text().primary(),
    person: () => p.manyToOne(PersonSchema).index(),
  },
})

/** The same of the names of living rooms. */
export const RoomNameSchema = defineEntity({
  name: 'RoomName',
  properties: {
    reading: p.text().primary(),
    room: () => p.manyToOne(RoomSchema).index(),
  },
})

/** What this installation remembers about itself. */
export const SettingSchema = defineEntity({
  name: 'Setting',
  properties: {
    name: p.string().length(64).primary(),
    value: p.text(),
  },
})

/**
 * An unbroken stretch of a room's log: the changes after `fromRev`, as far as the next epoch's
 * `fromRev`. A cursor names the epoch it was given in, so that a history that was restored from a
 * backup, and has grown since, is not mistaken for the one that the cursor came from.
 */
export const EpochSchema = defineEntity({
  name: 'Epoch',
  properties: {
    id: p.string().length(16).primary(),
    room: () => p.manyToOne(RoomSchema).index(),
    fromRev: p.bigint('number'),
  },
})

export const MembershipSchema = defineEntity({
  name: 'Membership',
  properties: {
    room: () => p.manyToOne(RoomSchema).primary().index(false),
    person: () => p.manyToOne(PersonSchema).primary().index(),
    /** Since when the person has been inside; null while they are not. */
    hereSince: time().nullable(),
    /** Since when nothing was heard of them while inside; null while something is. */
    quietSince: time().nullable(),
    /** Since when all windows of who is heard are hidden; null while one is not. */
    hiddenSince: time().nullable(),
    /** The revision of the last coming, going, falling quiet or being heard again. */
    rev: p.bigint('number'),
    readUpTo: p.bigint('number'),
  },
  indexes: [{ name: 'membership_by_revision', properties: ['room', 'rev'] }],
  uniques: [
    // One room at a time (S11) is this index, not a habit.
    {
      name: 'one_room_at_a_time',
      properties: ['person'],
      where: { hereSince: { $ne: null } },
    },
  ],
})

export const MessageSchema = defineEntity({
  name: 'Message',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    room: () => p.manyToOne(RoomSchema).index(false),
    seq: p.bigint('number'),
    /** The revision at which it was posted: its place in the log, for ever. */
    rev: p.bigint('number'),
    /** The revision of the last edit, or of the deletion; null if it is as it was posted. */
    changedRev: p.bigint('number').nullable(),
    author: () => p.manyToOne(PersonSchema).index(false),
    body: p.text(),
    postedAt: time(),
    /** The author's idempotency key. */
    key: p.string().length(36),
    editedAt: time().nullable(),
    /** The body is then empty. */
    deletedAt: time().nullable(),
  },
  indexes: [
    { name: 'message_by_revision', properties: ['room', 'rev'] },
    {
      name: 'message_by_change',
      properties: ['room', 'changedRev'],
      where: { changedRev: { $ne: null } },
    },
  ],
  uniques: [
    { name: 'message_by_place', properties: ['room', 'seq'] },
    { name: 'one_message_per_key', properties: ['author', 'key'] },
  ],
})

/** A text that a message had before it was edited. */
export const MessageVersionSchema = defineEntity({
  name: 'MessageVersion',
  properties: {
    message: () =>
      p
        .manyToOne(MessageSchema)
        .primary()
        .index(false)
        .updateRule('no action')
        .deleteRule('cascade'),
    /** The revision at which the message was given this text. */
    rev: p.bigint('number').primary(),
    body: p.text(),
    at: time(),
  },
})

/**
 * A server process that is running. Windows poll any of them, so each writes down now and then whom
 * it hears, and nobody is taken to be away whom another process hears.
 */
export const ProcessSchema = defineEntity({
  name: 'Process',
  properties: {
    id: p.string().length(16).primary(),
    /** Rises as long as the process runs. */
    beat: p.bigint('number'),
    /** The ids of the people whom it heard since the last beat, a space between them. */
    heard: p.text(),
    /** Those of them who had a window that was not hidden. */
    looking: p.text().default(''),
  },
})

export const entities = [
  PersonSchema,
  SessionSchema,
  DeviceSchema,
  GuessSchema,
  PasswordResetSchema,
  RoomSchema,
  PersonNameSchema,
  RoomNameSchema,
  SettingSchema,
  EpochSchema,
  MembershipSchema,
  MessageSchema,
  MessageVersionSchema,
  ProcessSchema,
] as const

/** The tables as Kysely sees them, for the few hot statements. */
export type Tables = InferKyselyDB<(typeof entities)[number]>

export type PersonRow = InferEntity<typeof PersonSchema>
export type RoomRow = InferEntity<typeof RoomSchema>
