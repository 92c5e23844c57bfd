import Type, { type Static } from 'typebox'
import { User } from './people.ts'
import { Reason } from './reasons.ts'
import { RoomRole } from './rooms.ts'

/** Somebody who belongs to a room. */
export const Member = Type.Object({
  user: User,
  role: RoomRole,
  /** Whether they look at the room at this moment. */
  here: Type.Boolean(),
  /** Until when they may only read, if they may. */
  mutedUntil: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
})
export type Member = Static<typeof Member>

export const Members = Type.Object({
  /** Owner and moderators first, then by name. */
  members: Type.Array(Member),
  /** How many belong; the list has no more than a thousand of them. */
  total: Type.Integer(),
})
export type Members = Static<typeof Members>

/** A room is handed over by `PATCH /api/rooms/{id}`, and never by this. */
export const MemberChange = Type.Object({
  role: Type.Union([Type.Literal('moderator'), Type.Literal('member')]),
  reason: Type.Optional(Reason),
})
export type MemberChange = Static<typeof MemberChange>

const Time = Type.String({ format: 'date-time', maxLength: 40 })

export const NewBan = Type.Object({
  /** Without it, for good. */
  until: Type.Optional(Time),
  reason: Type.Optional(Type.String({ maxLength: 500 })),
})
export type NewBan = Static<typeof NewBan>

export const NewMute = Type.Object({ until: Time, reason: Type.Optional(Reason) })
export type NewMute = Static<typeof NewMute>

export const Ban = Type.Object({
  user: User,
  until: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]),
  reason: Type.String(),
})
export type Ban = Static<typeof Ban>

/** With whom one wants to talk: up to nine others. */
export const DirectPeople = Type.Object({
  people: Type.Array(Type.String({ minLength: 1, maxLength: 64, pattern: '^[0-9A-Za-z_-]+$' }), {
    minItems: 1,
    maxItems: 10,
  }),
})
export type DirectPeople = Static<typeof DirectPeople>
