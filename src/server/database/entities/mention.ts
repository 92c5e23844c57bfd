import { defineEntity, p } from '@mikro-orm/core'
import { MessageSchema } from './message.ts'
import { PersonSchema } from './person.ts'

/** A place in a message's text that names somebody. */
export const MentionSchema = defineEntity({
  name: 'Mention',
  properties: {
    message: () =>
      p
        .manyToOne(MessageSchema)
        .primary()
        .index(false)
        .updateRule('no action')
        .deleteRule('cascade'),
    /** Where it begins and ends, in UTF-16 code units. */
    begins: p.integer().primary(),
    ends: p.integer(),
    /** Null: everyone who belongs to the room. */
    person: () =>
      p
        .manyToOne(PersonSchema)
        .nullable()
        .index(false)
        .updateRule('no action')
        .deleteRule('cascade'),
    /** The message's room and its place there, so that mentions are counted without it. */
    roomId: p.string().length(16),
    seq: p.bigint('number'),
  },
  indexes: [{ name: 'mention_by_person', properties: ['person', 'roomId', 'seq'] }],
})
