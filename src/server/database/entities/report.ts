import { defineEntity, p } from '@mikro-orm/core'
import { MessageSchema } from './message.ts'
import { PersonSchema } from './person.ts'
import { RoomSchema } from './room.ts'
import { time } from './time.ts'

/** Somebody asks those with a say to look at a message. */
export const ReportSchema = defineEntity({
  name: 'Report',
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    room: () => p.manyToOne(RoomSchema).index(),
    /** Null: it was removed with its room. */
    message: () =>
      p
        .manyToOne(MessageSchema)
        .nullable()
        .index(false)
        .updateRule('no action')
        .deleteRule('set null'),
    /** Who wrote the message. */
    person: () => p.manyToOne(PersonSchema).index(),
    reporter: () => p.manyToOne(PersonSchema).index(),
    reason: p.text(),
    createdAt: time(),
    /** `open`, `resolved` or `dismissed`. */
    state: p.string().length(16),
    handledBy: () => p.manyToOne(PersonSchema).nullable().index(),
    handledAt: time().nullable(),
  },
  uniques: [{ name: 'one_report_each', properties: ['message', 'reporter'] }],
})
