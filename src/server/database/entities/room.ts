import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { time } from './time.ts'

export const RoomSchema = defineEntity({
  name: 'Room',
  properties: {
    id: p.string().length(16).primary(),
    name: p.text(),
    createdBy: () => p.manyToOne(PersonSchema).index(),
    createdAt: time(),
    /** The number of visible changes so far. Only `engine/log.ts` raises it. */
    rev: p.bigint('number'),
    /** The `seq` of the newest message; 0 while there is none. */
    lastSeq: p.bigint('number'),
    lastPostedAt: time().nullable(),
    deletedAt: time().nullable(),
    deletedBy: () => p.manyToOne(PersonSchema).nullable().index(false),
    /** `open`, `private` or `direct`: see `domain/visibility.ts`. */
    kind: p.string().length(16).default('open'),
    topic: p.text().default(''),
    /** Since when it can only be read. */
    archivedAt: time().nullable(),
    /** Seconds between two messages of one person; 0: no limit. */
    slowMode: p.integer().default(0),
    /** The revision at which its name, topic or one of these was changed last. */
    changedRev: p.bigint('number').nullable(),
    /** Who is in a living direct room: there is one for each set of people. */
    directKey: p.text().nullable(),
  },
  uniques: [
    {
      name: 'one_direct_room',
      properties: ['directKey'],
      where: { directKey: { $ne: null } },
    },
  ],
})

/** The same of the names of living open rooms: those of others are taken from nobody. */
export const RoomNameSchema = defineEntity({
  name: 'RoomName',
  properties: {
    reading: p.text().primary(),
    room: () => p.manyToOne(RoomSchema).index(),
  },
})

/**
 * An unbroken stretch of a room's log: the changes after `fromRev`, as far as the next epoch's
 * `fromRev`. A cursor names the epoch it was given in, so that a history that was restored from a
 * backup, and has grown since, is not mistaken for the one that the cursor came from.
 */
export const EpochSchema = defineEntity({
  name: 'Epoch',
  properties: {
    id: p.string().length(16).primary(),
    room: () => p.manyToOne(RoomSchema).index(),
    fromRev: p.bigint('number'),
  },
})

export type RoomRow = InferEntity<typeof RoomSchema>
