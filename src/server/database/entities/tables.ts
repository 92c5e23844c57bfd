import type { InferKyselyDB } from '@mikro-orm/sql'
import { AuditSchema } from './audit.ts'
import { BlockSchema } from './block.ts'
import { FileChunkSchema, FileSchema, FileUsageSchema } from './file.ts'
import { ForYouSchema, ForYouSeenSchema } from './for-you.ts'
import { ProcessSchema, SettingSchema } from './instance.ts'
import { InviteSchema, InviteUseSchema } from './invite.ts'
import { JobSchema } from './job.ts'
import { MembershipSchema } from './membership.ts'
import { MentionSchema } from './mention.ts'
import { MessageSchema, MessageVersionSchema } from './message.ts'
import { GuessSchema, PasswordResetSchema } from './password.ts'
import { PersonNameSchema, PersonSchema } from './person.ts'
import { PinSchema } from './pin.ts'
import { PresenceSchema } from './presence.ts'
import { PushSubscriptionSchema, PushToldSchema, QuietHoursSchema } from './push.ts'
import { ReactionSchema } from './reaction.ts'
import { ReadMarkerSchema } from './read-marker.ts'
import { ReportSchema } from './report.ts'
import { EpochSchema, RoomNameSchema, RoomSchema } from './room.ts'
import { SanctionSchema } from './sanction.ts'
import { SearchRoomSchema } from './search.ts'
import { DeviceSchema, SessionSchema } from './session.ts'

export const entities = [
  PersonSchema,
  SessionSchema,
  DeviceSchema,
  GuessSchema,
  PasswordResetSchema,
  RoomSchema,
  PersonNameSchema,
  RoomNameSchema,
  SettingSchema,
  EpochSchema,
  MembershipSchema,
  SanctionSchema,
  PresenceSchema,
  ReadMarkerSchema,
  MessageSchema,
  MessageVersionSchema,
  ReactionSchema,
  MentionSchema,
  ForYouSchema,
  ForYouSeenSchema,
  FileSchema,
  FileChunkSchema,
  FileUsageSchema,
  PinSchema,
  ProcessSchema,
  JobSchema,
  SearchRoomSchema,
  AuditSchema,
  InviteSchema,
  InviteUseSchema,
  ReportSchema,
  BlockSchema,
  PushSubscriptionSchema,
  PushToldSchema,
  QuietHoursSchema,
] as const

/** The tables as Kysely sees them, for the few hot statements. */
export type Tables = InferKyselyDB<(typeof entities)[number]>
