import Type, { type Static } from 'typebox'
import { Room } from './rooms.ts'

/** No cursor of news is longer; characters. */
export const longestNewsCursor = 256
/** Nor a number in `Parlor-News`; characters. */
export const longestNumber = 32

export const NewsQuery = Type.Object({
  /** The cursor of the last answer; without it, everything there is. */
  after: Type.Optional(Type.String({ format: 'cursor', maxLength: longestNewsCursor })),
  /**
   * Only what has changed in rooms that the person belongs to, or did; without a cursor, all those. The next
   * answer without it makes up for the others, after any cursor. Where it is not known what changed since the
   * cursor, it is everything.
   */
  of: Type.Optional(Type.Literal('mine')),
})
export type NewsQuery = Static<typeof NewsQuery>

export const RoomNews = Type.Object({
  ...Room.properties,
  /**
   * Rises with every change of the room. With several servers, one may be a moment behind: an answer
   * with a lower one than was told before is to be let go of, and asked for again.
   */
  version: Type.Integer(),
})
export type RoomNews = Static<typeof RoomNews>

/** What has changed for a person in the list of rooms after a cursor. */
export const News = Type.Object({
  cursor: Type.String(),
  /** Each as it now is. */
  rooms: Type.Array(RoomNews),
  /** Ids of rooms that are on the list no more. */
  gone: Type.Array(Type.String()),
  /**
   * Only when it is not known what changed since the cursor, as after a restart: the ids of all rooms
   * there are. What is not among them is gone, and whatever `version` was told before is void.
   */
  all: Type.Optional(Type.Array(Type.String())),
  /** True: this answer was full, ask again at once. */
  more: Type.Boolean(),
})
export type News = Static<typeof News>
