import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { time } from './time.ts'

/** Somebody does not want to hear of somebody else. */
export const BlockSchema = defineEntity({
  name: 'Block',
  properties: {
    person: () => p.manyToOne(PersonSchema).primary().index(false),
    blocked: () => p.manyToOne(PersonSchema).primary().index(),
    at: time(),
  },
})
