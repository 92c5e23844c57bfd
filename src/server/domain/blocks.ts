import { type Expression, expressionBuilder, type Kysely, type SqlBool } from 'kysely'
import type { User } from '../../protocol/people.ts'
import { Refusal } from '../../protocol/refusal.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { Tx } from './change.ts'

/**
 * Somebody does not want to hear of somebody else any more, or does again; what is so already changes
 * nothing. The other is told neither.
 * @throws Refusal `person_not_found`, `not_allowed` for oneself
 */
export async function block(
  tx: Tx,
  actor: User,
  { personId, put }: { personId: string; put: boolean },
): Promise<void> {
  if (personId === actor.id) throw new Refusal('not_allowed')
  if (!put) {
    const { numDeletedRows } = await tx.db
      .deleteFrom('block')
      .where('person_id', '=', actor.id)
      .where('blocked_id', '=', personId)
      .executeTakeFirst()
    if (numDeletedRows > 0n) await tellBlocks(tx, actor.id)
    return
  }
  const person = await tx.db
    .selectFrom('person')
    .select('id')
    .where('id', '=', personId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!person) throw new Refusal('person_not_found')
  const { numInsertedOrUpdatedRows = 0n } = await tx.db
    .insertInto('block')
    .values({ person_id: actor.id, blocked_id: personId, at: tx.now })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows > 0n) await tellBlocks(tx, actor.id)
}

/** Where somebody is mentioned by those whom they do not want to hear of is nothing to them. */
async function tellBlocks(tx: Tx, personId: string): Promise<void> {
  const { belonging_rev: rev } = await tx.db
    .updateTable('person')
    .set((eb) => ({ belonging_rev: eb('belonging_rev', '+', 1) }))
    .where('id', '=', personId)
    .returning('belonging_rev')
    .executeTakeFirstOrThrow()
  const blocked = [...(await blockedIds(tx.db, personId))]
  tx.emit({ kind: 'blocks', personId, blocked, before: rev - 1, rev })
}

/** The condition that one person has blocked another. */
export function hasBlocked(
  person: Expression<string>,
  other: Expression<string>,
): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, never>()
  return eb.exists(
    eb
      .selectFrom('block')
      .select('block.blocked_id')
      .where('block.person_id', '=', person)
      .where('block.blocked_id', '=', other),
  )
}

/** Ids of those whom somebody has blocked. */
export async function blockedIds(db: Kysely<Tables>, personId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom('block')
    .select('blocked_id')
    .where('person_id', '=', personId)
    .execute()
  return new Set(rows.map(({ blocked_id }) => blocked_id))
}

/** Whom somebody has blocked, by name. */
export async function blockedBy(db: Kysely<Tables>, { id }: Pick<User, 'id'>): Promise<User[]> {
  return db
    .selectFrom('block')
    .innerJoin('person', 'person.id', 'block.blocked_id')
    .select(['person.id', 'person.username'])
    .where('block.person_id', '=', id)
    .orderBy('person.username')
    .execute()
}

/** Whether this person has blocked one of these, or is blocked by one: they start no direct room. */
export async function isBlockedBetween(
  db: Kysely<Tables>,
  { id }: Pick<User, 'id'>,
  others: readonly string[],
): Promise<boolean> {
  const row = await db
    .selectFrom('block')
    .select('person_id')
    .where((eb) =>
      eb.or([
        eb.and([eb('person_id', '=', id), eb('blocked_id', 'in', others)]),
        eb.and([eb('blocked_id', '=', id), eb('person_id', 'in', others)]),
      ]),
    )
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
