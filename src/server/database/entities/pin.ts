import { defineEntity, p } from '@mikro-orm/core'
import { MessageSchema } from './message.ts'
import { PersonSchema } from './person.ts'
import { time } from './time.ts'

/** A message that is pinned in its room, or was. */
export const PinSchema = defineEntity({
  name: 'Pin',
  properties: {
    message: () =>
      p
        .manyToOne(MessageSchema)
        .primary()
        .index(false)
        .updateRule('no action')
        .deleteRule('cascade'),
    /** The message's room. */
    roomId: p.string().length(16),
    /** Who pinned it. */
    person: () => p.manyToOne(PersonSchema).nullable().index().updateRule('no action'),
    /** Null: it is pinned no more. */
    pinnedAt: time().nullable(),
    /** The revision of the room that pinned it, or took it off. */
    rev: p.bigint('number'),
  },
  indexes: [{ name: 'pin_by_revision', properties: ['roomId', 'rev'] }],
})
