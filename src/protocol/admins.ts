import Type, { type Static } from 'typebox'
import { FileSpace } from './files.ts'
import { InstanceRole } from './instance.ts'
import { Message } from './messages.ts'
import { User } from './people.ts'
import { Reason } from './reasons.ts'

const Time = Type.String({ format: 'date-time' })

/** An account, as admins see it: no address, nothing of what its person does in private rooms. */
export const PersonEntry = Type.Object({
  ...User.properties,
  role: InstanceRole,
  createdAt: Time,
  /** As of the last hour; null: no session of theirs is left. */
  lastSeenAt: Type.Union([Time, Type.Null()]),
  disabled: Type.Boolean(),
  /** Null: they are not banned at this moment. `until` null: for good. */
  ban: Type.Union([
    Type.Object({
      until: Type.Union([Time, Type.Null()]),
      reason: Type.Union([Type.String(), Type.Null()]),
    }),
    Type.Null(),
  ]),
})
export type PersonEntry = Static<typeof PersonEntry>

export const PeopleQuery = Type.Object({
  /** The `next` of the last answer. */
  after: Type.Optional(Type.String({ maxLength: 64 })),
  /** A part of a name, in whatever case. */
  q: Type.Optional(Type.String({ maxLength: 60 })),
})
export type PeopleQuery = Static<typeof PeopleQuery>

/** The oldest accounts first. */
export const PeoplePage = Type.Object({
  people: Type.Array(PersonEntry),
  next: Type.Union([Type.String(), Type.Null()]),
})
export type PeoplePage = Static<typeof PeoplePage>

export const PersonChange = Type.Object({
  role: Type.Optional(InstanceRole),
  disabled: Type.Optional(Type.Boolean()),
  /** For the audit log. */
  reason: Type.Optional(Reason),
})
export type PersonChange = Static<typeof PersonChange>

export const InstanceBan = Type.Object({
  /** Without it, for good. */
  until: Type.Optional(Time),
  reason: Type.Optional(Reason),
})
export type InstanceBan = Static<typeof InstanceBan>

/** Which of somebody's messages are to be deleted. */
export const MessageSpan = Type.Object({
  from: Time,
  /** Without it, up to now. */
  to: Type.Optional(Time),
  /** Without it, in all open rooms. */
  roomId: Type.Optional(Type.String({ pattern: '^[0-9A-Za-z_-]{1,64}$' })),
  reason: Type.Optional(Reason),
})
export type MessageSpan = Static<typeof MessageSpan>

export const NewReport = Type.Object({ reason: Reason })
export type NewReport = Static<typeof NewReport>

export const ReportState = Type.Union([
  Type.Literal('open'),
  Type.Literal('resolved'),
  Type.Literal('dismissed'),
])
export type ReportState = Static<typeof ReportState>

export const ReportChange = Type.Object({ state: ReportState })
export type ReportChange = Static<typeof ReportChange>

export const ReportsQuery = Type.Object({
  state: Type.Optional(ReportState),
  /** The `next` of the last answer. */
  after: Type.Optional(Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })),
})
export type ReportsQuery = Static<typeof ReportsQuery>

export const Report = Type.Object({
  id: Type.String(),
  state: ReportState,
  reason: Type.String(),
  reportedBy: User,
  reportedAt: Time,
  /** Who wrote the message. */
  person: User,
  /** Null for those who have no key to the room. */
  room: Type.Union([Type.Object({ id: Type.String(), name: Type.String() }), Type.Null()]),
  /** As it now is; null for those who have no key to the room, or if the room is gone. */
  message: Type.Union([Message, Type.Null()]),
  /** What stands right before and after it. */
  context: Type.Array(Message),
  handledBy: Type.Union([User, Type.Null()]),
  handledAt: Type.Union([Time, Type.Null()]),
})
export type Report = Static<typeof Report>

/** The newest first. */
export const ReportPage = Type.Object({
  reports: Type.Array(Report),
  next: Type.Union([Type.Integer(), Type.Null()]),
})
export type ReportPage = Static<typeof ReportPage>

/** How the server is. */
export const Overview = Type.Object({
  version: Type.String(),
  database: Type.String(),
  /** Bytes that the database takes. */
  storage: Type.Integer(),
  startedAt: Time,
  people: Type.Integer(),
  rooms: Type.Integer(),
  messages: Type.Integer(),
  openReports: Type.Integer(),
  /** What was to follow from changes, and has failed for good. */
  failedJobs: Type.Integer(),
})
export type Overview = Static<typeof Overview>

/** The same, and how much of what there may be of files is taken. */
export const OverviewWithFiles = Type.Object({ ...Overview.properties, files: FileSpace })
export type OverviewWithFiles = Static<typeof OverviewWithFiles>
