import type { ExpressionBuilder } from 'kysely'
import type { Tables } from '../database/entities/tables.ts'

/** The condition that nobody keeps the `person` of a query out at this moment. */
export function mayEnter(now: number) {
  return (eb: ExpressionBuilder<Tables, 'person'>) =>
    eb.and([
      eb('person.disabled_at', 'is', null),
      eb.or([eb('person.banned_at', 'is', null), eb('person.banned_until', '<=', now)]),
    ])
}
