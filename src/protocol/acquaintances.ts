import Type, { type Static } from 'typebox'
import { limits } from './limits.ts'
import { User } from './people.ts'

/** People in one answer; whoever looks for another types on. */
export const mostAcquaintances = 12

export const AcquaintancesQuery = Type.Object({
  /** A part of a name, in whatever case. */
  q: Type.String({ minLength: 1, maxLength: limits.username.max, pattern: '^[^\\u0000]*$' }),
})
export type AcquaintancesQuery = Static<typeof AcquaintancesQuery>

export const Acquaintances = Type.Object({ people: Type.Array(User) })
export type Acquaintances = Static<typeof Acquaintances>
