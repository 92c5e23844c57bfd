import Type, { type Static } from 'typebox'
import { Message } from './messages.ts'
import { User } from './people.ts'

/** Things in one answer. */
export const forYouPage = { default: 30, max: 100 } as const

export const ForYouQuery = Type.Object({
  /** `next` of the answer before. */
  page: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,14}$' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: forYouPage.max })),
})
export type ForYouQuery = Static<typeof ForYouQuery>

/** Something that somebody else did, and that is for the person. */
export const ForYouItem = Type.Object({
  id: Type.String(),
  kind: Type.Enum(['mention', 'reply', 'reaction']),
  by: User,
  at: Type.String({ format: 'date-time' }),
  /** Of a reaction. */
  emoji: Type.Optional(Type.String()),
  /** The message that does it; of a reaction the person's own. */
  message: Message,
  room: Type.Object({ id: Type.String(), name: Type.String() }),
  /** They have seen it neither here nor, if it is said in a message, in its room. */
  unread: Type.Boolean(),
})
export type ForYouItem = Static<typeof ForYouItem>

export const ForYou = Type.Object({
  /** Newest first. */
  items: Type.Array(ForYouItem),
  /** What to ask for next (`page`); null: there is no more. */
  next: Type.Union([Type.String(), Type.Null()]),
})
export type ForYou = Static<typeof ForYou>

/** Up to which of these things the person has seen what is for them. */
export const ForYouSeen = Type.Object({ seen: Type.String({ pattern: '^[1-9][0-9]{0,14}$' }) })
export type ForYouSeen = Static<typeof ForYouSeen>
