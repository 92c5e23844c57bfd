import Type, { type Static } from 'typebox'
import { User } from './people.ts'

/** Acts that are written down, because somebody had power over somebody else by them. */
export const AuditAct = Type.Union([
  Type.Literal('instance_changed'),
  Type.Literal('role_changed'),
  Type.Literal('person_disabled'),
  Type.Literal('person_enabled'),
  Type.Literal('person_banned'),
  Type.Literal('person_unbanned'),
  Type.Literal('reset_offered'),
  Type.Literal('invite_withdrawn'),
  Type.Literal('message_deleted'),
  Type.Literal('messages_deleted'),
  Type.Literal('report_handled'),
  Type.Literal('room_changed'),
  Type.Literal('room_deleted'),
  Type.Literal('room_archived'),
  Type.Literal('room_unarchived'),
  Type.Literal('room_handed_over'),
  Type.Literal('member_role_changed'),
  Type.Literal('member_removed'),
  Type.Literal('member_banned'),
  Type.Literal('member_unbanned'),
  Type.Literal('member_muted'),
  Type.Literal('member_unmuted'),
])
export type AuditAct = Static<typeof AuditAct>

export const AuditEntry = Type.Object({
  id: Type.String(),
  at: Type.String({ format: 'date-time' }),
  act: AuditAct,
  /** Who did it; null: whoever runs the server, by a command. */
  actor: Type.Union([User, Type.Null()]),
  /** To whom. */
  person: Type.Union([User, Type.Null()]),
  /** In which room. */
  room: Type.Union([Type.Object({ id: Type.String(), name: Type.String() }), Type.Null()]),
  /** The `seq` of the message that it was about; what it said is nowhere. */
  seq: Type.Union([Type.Integer(), Type.Null()]),
  /** What it came to: a role, a number, a time, as the act has it. */
  detail: Type.Union([Type.String(), Type.Null()]),
  reason: Type.Union([Type.String(), Type.Null()]),
})
export type AuditEntry = Static<typeof AuditEntry>

export const AuditQuery = Type.Object({
  /** The `next` of the last answer; without it, the newest. */
  after: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
})
export type AuditQuery = Static<typeof AuditQuery>

/** The newest first. */
export const AuditPage = Type.Object({
  entries: Type.Array(AuditEntry),
  /** What to ask for with `after`; null: these are the oldest. */
  next: Type.Union([Type.Integer(), Type.Null()]),
})
export type AuditPage = Static<typeof AuditPage>
