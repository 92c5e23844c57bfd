import Type, { type Static } from 'typebox'
import { FileInfo } from './files.ts'
import { bounds, limits } from './limits.ts'
import { User } from './people.ts'

/** An emoji under a message, and who put it there. */
export const Reaction = Type.Object({
  emoji: Type.String(),
  /** Ids, the earliest first. */
  people: Type.Array(Type.String()),
})
export type Reaction = Static<typeof Reaction>

/** What a reply shows of the message that it answers, as that is now. */
export const Quote = Type.Object({
  id: Type.String(),
  seq: Type.Integer(),
  author: User,
  /** The beginning of its text, on one line; empty once it was deleted. */
  excerpt: Type.String(),
  deletedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** The `version` of that message: if it is told as revised with a larger one, so is this. */
  version: Type.Integer(),
})
export type Quote = Static<typeof Quote>

export const Message = Type.Object({
  id: Type.String(),
  /** The message's place in its room: 1, 2, 3, … */
  seq: Type.Integer(),
  author: User,
  body: Type.String(),
  /** For display. Nothing is ever ordered by it. */
  postedAt: Type.String({ format: 'date-time' }),
  /** The author's idempotency key. */
  key: Type.String(),
  /** When its author last gave it another text; null: never. */
  editedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** When it was deleted; the body is then empty. */
  deletedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** Rises with every change to the message: of two states of it, the larger number is the newer. */
  version: Type.Integer(),
  /** What it answers. A change to that revises that message, and not this one. */
  replyTo: Type.Union([Quote, Type.Null()]),
  /** Ids of those whom the text names, in the order in which it does. */
  mentions: Type.Array(Type.String()),
  /** Only if it is so: whoever belongs to the room is meant. */
  mentionsEveryone: Type.Optional(Type.Literal(true)),
  /** Only if there are any: where mentions begin and end in the body, as UTF-16 offsets. */
  mentionMarks: Type.Optional(Type.Array(Type.Tuple([Type.Integer(), Type.Integer()]))),
  /** The earliest first. */
  reactions: Type.Array(Reaction),
  /** In the order in which its author put them. */
  files: Type.Array(FileInfo),
})
export type Message = Static<typeof Message>

export const NewMessage = Type.Object({
  /** May be empty if there are files. */
  body: Type.String({ maxLength: limits.messageBody.max }),
  /** A UUID (RFC 9562) that the client makes once per message and repeats on every retry. */
  key: Type.String({
    pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$',
  }),
  /** The id of a message of the same room. */
  replyTo: Type.Optional(Type.Union([Type.String({ maxLength: 64 }), Type.Null()])),
  /** Ids of one's own files, uploaded to this room and not posted yet. */
  files: Type.Optional(
    Type.Array(Type.String({ maxLength: 64 }), { maxItems: limits.filesPerMessage }),
  ),
})
export type NewMessage = Static<typeof NewMessage>

export const MessageEdit = Type.Object({
  /** May be empty if the message has files. */
  body: Type.String({ maxLength: limits.messageBody.max }),
  /** The `version` that the text was written for: if there is a newer one, nothing is changed. */
  version: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
})
export type MessageEdit = Static<typeof MessageEdit>

/** One of the texts that a message has had, and since when. */
export const MessageVersion = Type.Object({
  body: Type.String(),
  at: Type.String({ format: 'date-time' }),
})
export type MessageVersion = Static<typeof MessageVersion>

const Seq = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** One of `before`, `after`, `around` and `since`, or none: the newest messages. */
export const HistoryQuery = Type.Object({
  /** Only messages with a smaller `seq`. */
  before: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
  /** Only messages with a larger `seq`. */
  after: Type.Optional(Seq),
  /** The message with this `seq`, and what stands before and after it. */
  around: Type.Optional(Seq),
  /** Messages from the first on that was posted at this time or later, as far as clocks can say. */
  since: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: bounds.page.max })),
})
export type HistoryQuery = Static<typeof HistoryQuery>

export const MessagePage = Type.Object({
  messages: Type.Array(Message),
  hasOlder: Type.Boolean(),
  /** Only where `after` or `around` was asked for. */
  hasNewer: Type.Optional(Type.Boolean()),
})
export type MessagePage = Static<typeof MessagePage>

/** How far a person has read a room. It only ever moves forward. */
export const ReadMarker = Type.Object({
  seq: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
  /** What comes after it is unread again. Without this, markers only move forward. */
  back: Type.Optional(Type.Literal(true)),
})
export type ReadMarker = Static<typeof ReadMarker>

/** Whether one writes something at this moment. */
export const WritingNow = Type.Object({ on: Type.Boolean() })
export type WritingNow = Static<typeof WritingNow>

/** Up to where one has read several rooms: their ids, and a `seq` for each. */
export const ReadMarkers = Type.Object({
  rooms: Type.Record(
    Type.String({ maxLength: 64 }),
    Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    { maxProperties: 1000 },
  ),
})
export type ReadMarkers = Static<typeof ReadMarkers>
