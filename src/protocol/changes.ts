import Type, { type Static } from 'typebox'
import { Message } from './messages.ts'
import { longestNewsCursor, longestNumber, News } from './news.ts'
import { PersonInRoom, User } from './people.ts'
import { Pin } from './pins.ts'
import { RoomSettings } from './rooms.ts'

export const ChangesQuery = Type.Object({
  /** The cursor of the last answer; without it, the changes from the room's beginning. */
  after: Type.Optional(Type.String({ format: 'cursor', maxLength: 128 })),
  /** The cursor of the last news, which the answer is to go on from. */
  news: Type.Optional(Type.String({ format: 'cursor', maxLength: longestNewsCursor })),
  /** What `Parlor-News` was then: while it is the same, the answer has no news. */
  known: Type.Optional(Type.String({ maxLength: longestNumber })),
})
export type ChangesQuery = Static<typeof ChangesQuery>

/** The answer to a poll: everything that changed in the room after the cursor, in order. */
export const Changes = Type.Object({
  cursor: Type.String(),
  /** New ones, with their newest content. */
  messages: Type.Array(Message),
  /** Only when it is not empty: earlier ones that were edited or deleted since, as they now are. */
  revised: Type.Optional(Type.Array(Message)),
  /** Only when it was changed: what the room is now. */
  room: Type.Optional(RoomSettings),
  /** True: this answer was full, ask again at once. */
  more: Type.Boolean(),
  /** Only when it is not empty: who came, went, or fell quiet; the last word on each person. */
  people: Type.Optional(Type.Array(PersonInRoom)),
  /** Only when it is not empty: what was pinned or taken off; the last word on each message. */
  pins: Type.Optional(Type.Array(Pin)),
  /** Only when it is not empty: up to five who write something at this moment; it may be oneself, too. */
  typing: Type.Optional(Type.Array(User)),
  /**
   * Only when they were asked for, `Parlor-News` is another, and they are few: what has changed in the
   * rooms that the person belongs to. Without it, `GET /api/me/news` says what the number stands for.
   */
  news: Type.Optional(News),
})
export type Changes = Static<typeof Changes>
