import { defineEntity, p } from '@mikro-orm/core'
import { PersonSchema } from './person.ts'
import { time } from './time.ts'

/** Wrong passwords in a row. There is no row once a right one was among them. */
export const GuessSchema = defineEntity({
  name: 'Guess',
  properties: {
    /** What they are counted for: see `domain/guessing.ts`. */
    subject: p.string().length(128).primary(),
    failures: p.integer(),
    failedAt: time(),
  },
})

/** A link that sets a new password, once. */
export const PasswordResetSchema = defineEntity({
  name: 'PasswordReset',
  properties: {
    person: () => p.manyToOne(PersonSchema).primary().index(false),
    /** SHA-256 of the code in the link, in hex. */
    codeHash: p.string().length(64).unique().hidden(),
    expiresAt: time(),
  },
})
