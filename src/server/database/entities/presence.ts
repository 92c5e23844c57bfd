import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { RoomSchema } from './room.ts'
import { time } from './time.ts'

/** How somebody attends to a room, or that they have left it, as the room's log last told. */
export const PresenceSchema = defineEntity({
  name: 'Presence',
  properties: {
    room: () => p.manyToOne(RoomSchema).primary().index(false),
    person: () => p.manyToOne(PersonSchema).primary().index(),
    /** Since when the person has been inside; null while they are not. */
    hereSince: time().nullable(),
    /** Since when nothing was heard of them while inside; null while something is. */
    quietSince: time().nullable(),
    /** Since when all windows of who is heard are hidden; null while one is not. */
    hiddenSince: time().nullable(),
    /** The revision of the last coming, going, falling quiet or being heard again. */
    rev: p.bigint('number'),
    /** `removed` or `banned`, if it was not they who left. */
    putOut: p.string().length(16).nullable(),
    /** When they last posted, in a room in slow mode. */
    spokeAt: time().nullable(),
  },
  indexes: [{ name: 'presence_by_revision', properties: ['room', 'rev'] }],
  uniques: [
    // One room at a time (S11) is this index, not a habit.
    {
      name: 'one_room_at_a_time',
      properties: ['person'],
      where: { hereSince: { $ne: null } },
    },
  ],
})
