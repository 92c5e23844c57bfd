import type { Kysely } from 'kysely'
import { type Acquaintances, mostAcquaintances } from '../../protocol/acquaintances.ts'
import { fold } from '../../protocol/fold.ts'
import type { User } from '../../protocol/people.ts'
import type { Tables } from '../database/entities/tables.ts'
import { hasBlocked } from './blocks.ts'
import { isNamedLike } from './listed-accounts.ts'

/** Names that are looked through for one without its accents. */
const mostFolded = 1000

/**
 * With whom somebody could talk alone, by a part of their name: those who belong to a room that they belong
 * to, too, but where one of them has blocked the other. Nobody else is found, whatever is typed.
 */
export async function acquaintancesOf(
  db: Kysely<Tables>,
  { id }: Pick<User, 'id'>,
  { q }: { q: string },
): Promise<Acquaintances> {
  const all = db
    .selectFrom('person')
    .select(['person.id', 'person.username'])
    .where('person.id', '!=', id)
    .where('person.disabled_at', 'is', null)
    .where('person.deleted_at', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('membership as theirs')
          .innerJoin('membership as own', 'own.room_id', 'theirs.room_id')
          .innerJoin('room', 'room.id', 'own.room_id')
          .select('theirs.room_id')
          .whereRef('theirs.person_id', '=', 'person.id')
          .where('own.person_id', '=', id)
          .where('room.deleted_at', 'is', null),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.or([
          hasBlocked(eb.val(id), eb.ref('person.id')),
          hasBlocked(eb.ref('person.id'), eb.val(id)),
        ]),
      ),
    )
  // In no order: it ends with as many as are wanted, and does not look at all that begin like it.
  const people = await all.where(isNamedLike(q)).limit(mostAcquaintances).execute()
  if (people.length > 0) return { people }
  const wanted = fold(q)
  const others = wanted === '' ? [] : await all.limit(mostFolded).execute()
  const alike = others.filter(({ username }) => fold(username).includes(wanted))
  return { people: alike.slice(0, mostAcquaintances) }
}
