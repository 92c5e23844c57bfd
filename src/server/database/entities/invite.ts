import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { RoomSchema } from './room.ts'
import { time } from './time.ts'

/** A link by which people come in. */
export const InviteSchema = defineEntity({
  name: 'Invite',
  properties: {
    id: p.string().length(16).primary(),
    /** SHA-256 of the code in the link, in hex. */
    codeHash: p.string().length(64).unique().hidden(),
    /** Null: to the instance alone. */
    room: () => p.manyToOne(RoomSchema).nullable().index(),
    createdBy: () => p.manyToOne(PersonSchema).index(),
    createdAt: time(),
    expiresAt: time(),
    /** How many may still come in by it; null: as many as like. */
    usesLeft: p.integer().nullable(),
    withdrawnAt: time().nullable(),
  },
})

/** Somebody came in by an invitation. */
export const InviteUseSchema = defineEntity({
  name: 'InviteUse',
  properties: {
    invite: () => p.manyToOne(InviteSchema).primary().index(false),
    person: () => p.manyToOne(PersonSchema).primary().index(),
    at: time(),
  },
})
