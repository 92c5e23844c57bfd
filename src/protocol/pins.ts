import Type, { type Static } from 'typebox'
import { Message } from './messages.ts'
import { User } from './people.ts'

/** A message that moderators keep at hand for everyone; of one that was taken off, that it was. */
export const Pin = Type.Object({
  messageId: Type.String(),
  /** The message's place in its room. */
  seq: Type.Integer(),
  /** Null: it is pinned no more. */
  pinnedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})
export type Pin = Static<typeof Pin>

/** A pin with what it shows. */
export const PinnedMessage = Type.Object({
  message: Message,
  pinnedBy: User,
  pinnedAt: Type.String({ format: 'date-time' }),
})
export type PinnedMessage = Static<typeof PinnedMessage>
