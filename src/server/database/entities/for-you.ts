import { defineEntity, p } from '@mikro-orm/core'
import { MessageSchema } from './message.ts'
import { PersonSchema } from './person.ts'
import { time } from './time.ts'

/** Something that others did and that is for somebody: they named them, or answered or reacted to them. */
export const ForYouSchema = defineEntity({
  name: 'ForYou',
  properties: {
    /** In the order in which it happened. */
    id: p.bigint('number').primary().autoincrement(),
    /** For whom; null: for everyone who belongs to the room. */
    person: () =>
      p
        .manyToOne(PersonSchema)
        .nullable()
        .index(false)
        .updateRule('no action')
        .deleteRule('cascade'),
    /** Of what is for everyone; null: it is for one person. */
    roomId: p.string().length(16).nullable(),
    /** `mention`, `reply` or `reaction`. */
    kind: p.string().length(16),
    /** The message that does it, or to which somebody reacted. */
    message: () => p.manyToOne(MessageSchema).index().updateRule('no action').deleteRule('cascade'),
    by: () => p.manyToOne(PersonSchema).index(false).updateRule('no action').deleteRule('cascade'),
    emoji: p.string().length(64).nullable(),
    at: time(),
  },
  indexes: [
    { name: 'for_you_by_person', properties: ['person', 'id'] },
    {
      name: 'for_you_by_room',
      properties: ['roomId', 'id'],
      where: { roomId: { $ne: null } },
    },
  ],
})

/** Up to where somebody has seen what is for them. */
export const ForYouSeenSchema = defineEntity({
  name: 'ForYouSeen',
  properties: {
    person: () =>
      p
        .manyToOne(PersonSchema)
        .primary()
        .index(false)
        .updateRule('no action')
        .deleteRule('cascade'),
    upTo: p.bigint('number'),
  },
})
