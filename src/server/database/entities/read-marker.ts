import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { RoomSchema } from './room.ts'

/** Up to which message somebody has read a room. It only moves forward. */
export const ReadMarkerSchema = defineEntity({
  name: 'ReadMarker',
  properties: {
    person: () => p.manyToOne(PersonSchema).primary().index(false),
    room: () => p.manyToOne(RoomSchema).primary().index(),
    readUpTo: p.bigint('number'),
  },
})
