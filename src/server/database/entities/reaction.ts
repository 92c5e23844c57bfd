import { defineEntity, p } from '@mikro-orm/core'
import { MessageSchema } from './message.ts'
import { PersonSchema } from './person.ts'

/** An emoji that somebody put under a message. */
export const ReactionSchema = defineEntity({
  name: 'Reaction',
  properties: {
    message: () =>
      p
        .manyToOne(MessageSchema)
        .primary()
        .index(false)
        .updateRule('no action')
        .deleteRule('cascade'),
    /** One emoji, fully qualified (Unicode, UTS #51). */
    emoji: p.string().length(64).primary(),
    person: () => p.manyToOne(PersonSchema).primary().index(),
    /** The revision of the message's room that brought it. */
    rev: p.bigint('number'),
  },
})
