import { defineEntity, type InferEntity, p } from '@mikro-orm/core'
import { time } from './time.ts'

export const PersonSchema = defineEntity({
  name: 'Person',
  properties: {
    id: p.string().length(16).primary(),
    username: p.text().index(),
    /** What they were called before: it is theirs alone until they are renamed again. */
    formerUsername: p.text().nullable(),
    /** Which of all renamings theirs was, if there was one. */
    renamedRev: p.bigint('number').nullable(),
    /** A PHC string (argon2id). */
    passwordHash: p.text().hidden(),
    createdAt: time(),
    disabledAt: time().nullable(),
    /** Since when they are kept out by a ban, which may be over: see `bannedUntil`. */
    bannedAt: time().nullable(),
    /** Null: for good. */
    bannedUntil: time().nullable(),
    banReason: p.text().nullable(),
    /** When they deleted their account. The row stays, as what they wrote has to be somebody's. */
    deletedAt: time().nullable(),
    /** `owner`, `admin` or `member` of the whole instance. */
    role: p.string().length(16).default('member'),
    /** Rises with every change in which rooms they belong to, and as what. */
    belongingRev: p.bigint('number').defaultRaw('0'),
  },
  indexes: [
    {
      name: 'person_by_renaming',
      properties: ['renamedRev'],
      where: { renamedRev: { $ne: null } },
    },
  ],
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
