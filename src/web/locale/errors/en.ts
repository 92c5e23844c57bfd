import type { FieldCode } from '../../../protocol/field-errors.ts'
import type { ProblemCode } from '../../../protocol/problems.ts'
import { pluralIn } from '../plural.ts'

const plural = pluralIn('en')

/** The codes of refused fields that have a sentence of their own; the others share one with us. */
export type FieldSentence = Exclude<FieldCode, 'missing' | 'too_short' | 'too_long'>

const byCode: Partial<Record<ProblemCode, string>> = {
  cross_site:
    'This request came from another site and was refused. If it is this page’s own: the web server in front of Parlor does not pass on the host.',
}
const byField: Partial<Record<FieldSentence, string>> = {}

export const en = {
  errors: {
    required: 'Please fill this in.',
    tooShort: (min: number) =>
      plural(min, { one: 'Use at least # character.', other: 'Use at least # characters.' }),
    tooLong: (max: number) =>
      plural(max, { one: 'Use at most # character.', other: 'Use at most # characters.' }),
    unreachable: 'The server cannot be reached. Please try again in a moment.',
    waitSeconds: (seconds: number) =>
      plural(seconds, {
        one: 'Too many attempts. Please try again in # second.',
        other: 'Too many attempts. Please try again in # seconds.',
      }),
    bannedUntil: (time: string) => `You have been banned until ${time}.`,
    mutedUntil: (time: string) => `You may read here, but not write until ${time}.`,
    /** What the server says in English, in other languages; in English its own sentence stands. */
    byCode,
    byField,
  },
}
