import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { RoomSchema } from './room.ts'
import { time } from './time.ts'

/** Somebody belongs to a room: from when they first came in until they end it, wherever they are. */
export const MembershipSchema = defineEntity({
  name: 'Membership',
  properties: {
    room: () => p.manyToOne(RoomSchema).primary().index(false),
    person: () => p.manyToOne(PersonSchema).primary().index(),
    /** `owner`, `moderator` or `member`: see `domain/policy.ts`. */
    role: p.string().length(16),
    /** Null: before it was noted. */
    joinedAt: time().nullable(),
    /** `all`, `mentions` or `none`: what they want to hear of it; null: as is usual for its size. */
    notify: p.string().length(16).nullable(),
  },
})
