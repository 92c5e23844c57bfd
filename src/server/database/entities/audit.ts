import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { RoomSchema } from './room.ts'
import { time } from './time.ts'

/** An act by which somebody had power over somebody else. Rows are never changed. */
export const AuditSchema = defineEntity({
  name: 'Audit',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    at: time(),
    /** See `protocol/audit.ts`. */
    act: p.string().length(32),
    /** Null: whoever runs the server, by a command. */
    actor: () => p.manyToOne(PersonSchema).nullable().index(),
    person: () => p.manyToOne(PersonSchema).nullable().index(),
    room: () => p.manyToOne(RoomSchema).nullable().index(),
    /** The place of the message that it was about. */
    seq: p.bigint('number').nullable(),
    detail: p.text().nullable(),
    reason: p.text().nullable(),
  },
})
