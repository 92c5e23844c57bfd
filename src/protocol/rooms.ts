import Type, { type Static } from 'typebox'
import { NotifyLevel } from './levels.ts'
import { bounds, limits } from './limits.ts'
import { Message } from './messages.ts'
import { PersonInRoom, User } from './people.ts'
import { Pin } from './pins.ts'
import { Reason } from './reasons.ts'

/** Everybody with an account reads an open room; the others exist for those who belong to them alone. */
export const RoomKind = Type.Union([
  Type.Literal('open'),
  Type.Literal('private'),
  Type.Literal('direct'),
])
export type RoomKind = Static<typeof RoomKind>

/** What somebody is in a room that they belong to. */
export const RoomRole = Type.Union([
  Type.Literal('owner'),
  Type.Literal('moderator'),
  Type.Literal('member'),
])
export type RoomRole = Static<typeof RoomRole>

export const Room = Type.Object({
  id: Type.String(),
  name: Type.String(),
  kind: RoomKind,
  topic: Type.String(),
  /** Since when it can only be read. */
  archivedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** Seconds between two messages of one person, of those who do not moderate; 0: no limit. */
  slowMode: Type.Integer(),
  createdBy: User,
  createdAt: Type.String({ format: 'date-time' }),
  /** How many people are inside, without those of whom nothing is heard any more. */
  people: Type.Integer(),
  /** Of a direct room alone: whether somebody else looks at it. */
  here: Type.Optional(Type.Boolean()),
  canDelete: Type.Boolean(),
  /** Whether the person belongs to it, and as what. */
  belongs: Type.Boolean(),
  role: Type.Union([RoomRole, Type.Null()]),
  /** How many messages the room holds. */
  messages: Type.Integer(),
  /** When the last message was posted; null while there is none. For display: it orders nothing. */
  lastPostedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  /** Messages posted since this person last read the room; null if they do not belong to it. */
  unread: Type.Union([Type.Integer(), Type.Null()]),
  /** Those of them that mention the person. */
  mentions: Type.Union([Type.Integer(), Type.Null()]),
  /** What they want to hear of it while they do not look. */
  notify: NotifyLevel,
  /** Only for whoever belongs to it and was muted: until when they may only read. It may be over already. */
  mutedUntil: Type.Optional(Type.String({ format: 'date-time' })),
  /** The newest message; null while there is none. Of one that was deleted nothing is left but its author. */
  last: Type.Union([
    Type.Object({
      author: User,
      excerpt: Type.String(),
      postedAt: Type.String({ format: 'date-time' }),
    }),
    Type.Null(),
  ]),
})
export type Room = Static<typeof Room>

const Name = Type.String({ minLength: 1, maxLength: limits.roomName.max })
const Kind = Type.Union([Type.Literal('open'), Type.Literal('private')])

export const NewRoom = Type.Object({ name: Name, kind: Type.Optional(Kind) })
export type NewRoom = Static<typeof NewRoom>

/** What `PATCH /api/rooms/{id}` changes: what is not there stays. */
export const RoomPatch = Type.Object({
  name: Type.Optional(Name),
  topic: Type.Optional(Type.String({ maxLength: bounds.roomTopic.max })),
  kind: Type.Optional(Kind),
  /** Hands the room over to somebody who belongs to it. */
  ownerId: Type.Optional(Type.String({ minLength: 1, maxLength: 64, pattern: '^[0-9A-Za-z_-]+$' })),
  archived: Type.Optional(Type.Boolean()),
  slowMode: Type.Optional(Type.Integer({ minimum: 0, maximum: bounds.slowMode.max })),
  /** For the audit log, where one has power over others by it. */
  reason: Type.Optional(Reason),
})
export type RoomPatch = Static<typeof RoomPatch>

/** What a poll tells those inside when it was changed. */
export const RoomSettings = Type.Object({
  name: Type.String(),
  kind: RoomKind,
  topic: Type.String(),
  archivedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  slowMode: Type.Integer(),
})
export type RoomSettings = Static<typeof RoomSettings>

export const RoomChoice = Type.Object({
  roomId: Type.String({ minLength: 1, maxLength: 64, pattern: '^[^\\u0000]*$' }),
})
export type RoomChoice = Static<typeof RoomChoice>

/** What one gets on joining: the newest page, and the cursor from which to poll. */
export const JoinedRoom = Type.Object({
  room: Room,
  cursor: Type.String(),
  messages: Type.Array(Message),
  hasOlder: Type.Boolean(),
  people: Type.Array(PersonInRoom),
  /** What is pinned, the newest pin first. */
  pins: Type.Array(Pin),
  /** The `seq` up to which this person had read when they joined; 0 if they never had. */
  readUpTo: Type.Integer(),
  /** Whether they had been inside before; the room may have been empty then. */
  returning: Type.Boolean(),
})
export type JoinedRoom = Static<typeof JoinedRoom>
