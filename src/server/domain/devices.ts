import type { Kysely } from 'kysely'
import type { Tables } from '../database/entities/tables.ts'
import type { Tx } from './change.ts'

/** A device that nobody logged in on for this long is forgotten; browsers keep no cookie longer. Ms. */
export const deviceLifetime = 400 * 24 * 60 * 60 * 1000

/** Whether the person has logged in on this device before. */
export async function isKnownDevice(
  db: Kysely<Tables>,
  personId: string,
  tokenHash: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('device')
    .select('used_at')
    .where('token_hash', '=', tokenHash)
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return row !== undefined
}

/** Notes that the person is on this device. Returns since when they have been using it; ms. */
export async function noteDevice(tx: Tx, personId: string, tokenHash: string): Promise<number> {
  const row = await tx.db
    .insertInto('device')
    .values({
      token_hash: tokenHash,
      person_id: personId,
      created_at: tx.now,
      used_at: tx.now,
    })
    .onConflict((oc) => oc.columns(['token_hash', 'person_id']).doUpdateSet({ used_at: tx.now }))
    .returning('created_at')
    .executeTakeFirstOrThrow()
  return row.created_at
}

/** Whoever used these devices is a stranger on them from now on. */
export async function forgetDevices(tx: Tx, personId: string): Promise<void> {
  await tx.db.deleteFrom('device').where('person_id', '=', personId).execute()
}
