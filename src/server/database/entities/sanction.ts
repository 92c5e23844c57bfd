import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { RoomSchema } from './room.ts'
import { time } from './time.ts'

/** What somebody may not do in a room for a while: come in, or write. */
export const SanctionSchema = defineEntity({
  name: 'Sanction',
  properties: {
    room: () =>
      p.manyToOne(RoomSchema).primary().index(false).updateRule('cascade').deleteRule('cascade'),
    person: () =>
      p.manyToOne(PersonSchema).primary().index().updateRule('cascade').deleteRule('cascade'),
    /** `ban` or `mute`. */
    kind: p.string().length(16).primary(),
    /** Null: for good. */
    until: time().nullable(),
    reason: p.text(),
    createdAt: time(),
  },
})
