import type { Kysely } from 'kysely'
import type { Tables } from '../../database/entities/tables.ts'

/**
 * About where in the order of ids the messages of a time begin: found by halving, as there is no index of
 * times. Where a clock was set back it is off by as much.
 */
export async function idAt(db: Kysely<Tables>, time: number): Promise<number> {
  const { last } = await db
    .selectFrom('message')
    .select((eb) => eb.fn.max<number | null>('id').as('last'))
    .executeTakeFirstOrThrow()
  let low = 0
  let high = (last ?? 0) + 1
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const at = await db
      .selectFrom('message')
      .select(['id', 'posted_at'])
      .where('id', '>=', middle)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    if (at && at.posted_at < time) low = at.id + 1
    else high = middle
  }
  return low
}
