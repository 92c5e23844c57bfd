import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { time } from './time.ts'

export const PersonSchema = defineEntity({
  name: 'Person',
  properties: {
    id: p.string().length(16).primary(),
    username: p.text().index(),
    /** A PHC string (argon2id). */
    passwordHash: p.text().hidden(),
    createdAt: time(),
    disabledAt: time().nullable(),
  },
})

/** Everything that the names of people can be read as: two that share a reading could be mistaken. */
export const PersonNameSchema = defineEntity({
  name: 'PersonName',
  properties: {
    reading: p.text().primary(),
    person: () => p.manyToOne(PersonSchema).index(),
  },
})

export type PersonRow = InferEntity<typeof PersonSchema>
