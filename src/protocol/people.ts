import Type, { type Static } from 'typebox'
import { limits } from './limits.ts'

export const User = Type.Object({ id: Type.String(), username: Type.String() })
export type User = Static<typeof User>

/** What the sign-up form sends. The rules for names go beyond a schema: in some scripts a letter is a word. */
export const NewAccount = Type.Object({
  username: Type.String({ minLength: 1, maxLength: limits.username.max }),
  password: Type.String({ minLength: limits.password.min, maxLength: limits.password.max }),
  /** The code of an invitation. */
  invite: Type.Optional(Type.String({ maxLength: 64 })),
})
export type NewAccount = Static<typeof NewAccount>

/** What the log-in form sends: no rules here, so that a wrong guess always reads the same. */
export const Credentials = Type.Object({
  username: Type.String({ maxLength: 256 }),
  password: Type.String({ maxLength: limits.password.max }),
})
export type Credentials = Static<typeof Credentials>

/** What `PATCH /api/me` changes: one of these, or both at once. */
export const AccountChange = Type.Object({
  username: Type.Optional(NewAccount.properties.username),
  password: Type.Optional(
    Type.Object({
      current: Type.String({ maxLength: limits.password.max }),
      new: Type.String({ minLength: limits.password.min, maxLength: limits.password.max }),
    }),
  ),
})
export type AccountChange = Static<typeof AccountChange>

/** What `DELETE /api/me` takes. */
export const AccountDeletion = Type.Object({
  password: Type.String({ maxLength: limits.password.max }),
  /** What becomes of all that one wrote; without it, `keep`: it stays, as a deleted person's. */
  messages: Type.Optional(Type.Union([Type.Literal('keep'), Type.Literal('delete')])),
})
export type AccountDeletion = Static<typeof AccountDeletion>

/** What the page of a link that sets a new password sends. */
export const NewPassword = Type.Object({
  password: Type.String({ minLength: limits.password.min, maxLength: limits.password.max }),
})
export type NewPassword = Static<typeof NewPassword>

/** One of a person's own sessions, as their list of devices shows it. */
export const SessionInfo = Type.Object({
  id: Type.String(),
  createdAt: Type.String({ format: 'date-time' }),
  lastSeenAt: Type.String({ format: 'date-time' }),
  userAgent: Type.String(),
  /** The IP address that it was opened from; empty where none was noted. */
  address: Type.String(),
  /** Whether it was the person’s first on that device. */
  newDevice: Type.Boolean(),
  current: Type.Boolean(),
})
export type SessionInfo = Static<typeof SessionInfo>

/**
 * Where a person stands towards a room.
 * - `here`: they look at it: within the last half minute a window that was not hidden asked for the
 *   room's changes, or they joined or posted.
 * - `away`: they are inside, and do not. Their windows are hidden, or closed.
 * - `gone`: they are not inside.
 */
export const PersonState = Type.Union([
  Type.Literal('here'),
  Type.Literal('away'),
  Type.Literal('gone'),
])
export type PersonState = Static<typeof PersonState>

export const PersonInRoom = Type.Object({
  id: Type.String(),
  username: Type.String(),
  state: PersonState,
  /** Of those away, nothing is heard of these: they do not count among the people of the room. */
  quiet: Type.Optional(Type.Literal(true)),
})
export type PersonInRoom = Static<typeof PersonInRoom>
