import type { ExpressionBuilder, Kysely } from 'kysely'
import { type Acquaintances, mostAcquaintances } from '../../protocol/acquaintances.ts'
import { fold } from '../../protocol/fold.ts'
import type { User } from '../../protocol/people.ts'
import { invalid } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import { hasBlocked } from './blocks.ts'
import { isNamedLike } from './listed-accounts.ts'
import { wordInALetter } from './names.ts'

/** Less would be like the names of too many; but in some scripts a letter is a name. */
const leastTyped = 2
/** Accents are no part of what the database compares, so that names are read for it: not more than these. */
const mostRead = 1000

/**
 * With whom somebody could talk alone, by a part of their name, accents and case aside: those who belong to a
 * room that they belong to, too, but where one of them has blocked the other. Nobody else is found, whatever is
 * typed.
 * @throws Refusal `invalid_input`
 */
export async function acquaintancesOf(
  db: Kysely<Tables>,
  { id }: Pick<User, 'id'>,
  { q }: { q: string },
): Promise<Acquaintances> {
  const typed = q.trim()
  if (Array.from(typed).length < leastTyped && !wordInALetter.test(typed)) {
    throw invalid('q', 'too_short', leastTyped)
  }
  // In no order: it ends with as many as are wanted, and does not look at all that begin like it.
  const alike = await othersThan(db, id)
    .where(isNamedLike(typed))
    .where((eb) => eb.exists(inRoomsOf(eb, id).whereRef('theirs.person_id', '=', 'person.id')))
    .limit(mostAcquaintances)
    .execute()
  const folded = fold(typed)
  if (alike.length === mostAcquaintances || folded === '') return { people: alike }
  const read = await othersThan(db, id)
    .where('person.id', 'in', (eb) => inRoomsOf(eb, id).distinct().limit(mostRead))
    .execute()
  const found = new Set(alike.map((person) => person.id))
  const others = read.filter((one) => !found.has(one.id) && fold(one.username).includes(folded))
  return { people: [...alike, ...others].slice(0, mostAcquaintances) }
}

function othersThan(db: Kysely<Tables>, id: string) {
  return db
    .selectFrom('person')
    .select(['person.id', 'person.username'])
    .where('person.id', '!=', id)
    .where('person.disabled_at', 'is', null)
    .where('person.deleted_at', 'is', null)
    .where((eb) =>
      eb.not(
        eb.or([
          hasBlocked(eb.val(id), eb.ref('person.id')),
          hasBlocked(eb.ref('person.id'), eb.val(id)),
        ]),
      ),
    )
}

/** The ids of all who belong to rooms of somebody's. */
function inRoomsOf(eb: ExpressionBuilder<Tables, 'person'>, id: string) {
  return eb
    .selectFrom('membership as theirs')
    .innerJoin('membership as own', 'own.room_id', 'theirs.room_id')
    .innerJoin('room', 'room.id', 'own.room_id')
    .select('theirs.person_id')
    .where('own.person_id', '=', id)
    .where('room.deleted_at', 'is', null)
}
