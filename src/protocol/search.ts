import Type, { type Static } from 'typebox'
import { Message } from './messages.ts'
import { User } from './people.ts'

/** Hits in one answer. */
export const searchPage = { default: 20, max: 50 } as const

export const SearchQuery = Type.Object({
  /**
   * Words, parts of words, and phrases in quotation marks, all of which a message has to have; and
   * `from:name`, `in:room`, `before:2026-05-01`, `after:2026-05-01` (days of UTC, or times), `has:link`,
   * `has:file`.
   */
  q: Type.Optional(Type.String({ maxLength: 4000 })),
  /** Only messages in the room with this id. */
  room: Type.Optional(Type.String({ maxLength: 64 })),
  /** Only messages by the person with this id. */
  from: Type.Optional(Type.String({ maxLength: 64 })),
  /** Only messages that were posted before this moment. */
  before: Type.Optional(Type.String({ format: 'date-time' })),
  /** Only messages that were posted at this moment or later. */
  after: Type.Optional(Type.String({ format: 'date-time' })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: searchPage.max })),
  /** `next` of the answer before. */
  page: Type.Optional(Type.String({ pattern: '^[0-9a-z]{1,10}$' })),
})
export type SearchQuery = Static<typeof SearchQuery>

/** The message before a hit, or after it, in its room. */
const Neighbour = Type.Union([Type.Object({ author: User, excerpt: Type.String() }), Type.Null()])
export type Neighbour = Static<typeof Neighbour>

export const SearchHit = Type.Object({
  message: Message,
  room: Type.Object({ id: Type.String(), name: Type.String() }),
  /** What matched: offsets into the body in UTF-16 code units, from and up to; whole graphemes, in order. */
  marks: Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 })),
  around: Type.Object({ before: Neighbour, after: Neighbour }),
})
export type SearchHit = Static<typeof SearchHit>

export const SearchResults = Type.Object({
  /** Newest first. */
  hits: Type.Array(SearchHit),
  /** What to ask for next (`page`); null: there is no more. There may be more after a page without hits. */
  next: Type.Union([Type.String(), Type.Null()]),
  /** False: some older messages are not searched yet. */
  indexedAll: Type.Boolean(),
})
export type SearchResults = Static<typeof SearchResults>
