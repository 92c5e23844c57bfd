import Type, { type Static } from 'typebox'
import { User } from './people.ts'
import { Room } from './rooms.ts'

const RoomName = Type.Object({ id: Type.String(), name: Type.String() })

export const NewInvite = Type.Object({
  /** Seconds; a week if it is not said. */
  expiresIn: Type.Optional(Type.Integer({ minimum: 1, maximum: 366 * 24 * 60 * 60 })),
  /** How many may come in by it; without it, as many as like. */
  uses: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
})
export type NewInvite = Static<typeof NewInvite>

/** What is known of an invitation at any time; its link is told only once, to whoever made it. */
const known = {
  id: Type.String(),
  /** Null: to the instance alone. */
  room: Type.Union([RoomName, Type.Null()]),
  expiresAt: Type.String({ format: 'date-time' }),
  /** Null: as many as like. */
  usesLeft: Type.Union([Type.Integer(), Type.Null()]),
}

export const Invite = Type.Object({ ...known, code: Type.String(), url: Type.String() })
export type Invite = Static<typeof Invite>

export const InviteSummary = Type.Object({
  ...known,
  createdBy: User,
  createdAt: Type.String({ format: 'date-time' }),
  /** Who came in by it, the first one first. */
  usedBy: Type.Array(Type.Object({ user: User, at: Type.String({ format: 'date-time' }) })),
})
export type InviteSummary = Static<typeof InviteSummary>

/** What its link tells whoever opens it. */
export const InvitePreview = Type.Object({
  instance: Type.Object({ name: Type.String() }),
  room: Type.Union([Type.Object({ name: Type.String() }), Type.Null()]),
  invitedBy: User,
})
export type InvitePreview = Static<typeof InvitePreview>

/** Where an invitation has led: into the room, or into the instance alone. */
export const AcceptedInvite = Type.Object({ room: Type.Union([Room, Type.Null()]) })
export type AcceptedInvite = Static<typeof AcceptedInvite>
