import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { RoomSchema } from './room.ts'
import { time } from './time.ts'

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
    /** The revision at which it was given its text; null: `changedRev`, or `rev` if it never changed. */
    bodyRev: p.bigint('number').nullable(),
    author: () => p.manyToOne(PersonSchema).index(false),
    body: p.text(),
    postedAt: time(),
    /** The author's idempotency key. */
    key: p.string().length(36),
    editedAt: time().nullable(),
    /** The body is then empty. */
    deletedAt: time().nullable(),
    /** The message of the same room that it answers. */
    replyTo: () =>
      p
        .manyToOne(MessageSchema)
        .nullable()
        .index(false)
        .updateRule('no action')
        .deleteRule('set null'),
  },
  indexes: [
    {
      name: 'message_by_reply',
      properties: ['replyTo'],
      where: { replyTo: { $ne: null } },
    },
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
