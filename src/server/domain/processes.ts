import type { Kysely } from 'kysely'
import type { Tables } from '../storage/entities.ts'
import type { Tx } from '../storage/transaction.ts'

/** Whom a process heard since its last beat. */
export interface Beat {
  id: string
  beat: number
  /** Ids of people. */
  heard: string[]
  /** Those of them who looked at a room. */
  looking: string[]
}

/** Writes down that a process runs, and whom it hears. */
export async function beat(
  tx: Tx,
  _actor: null,
  { id, beat, heard, looking }: Beat,
): Promise<void> {
  const row = { beat, heard: heard.join(' '), looking: looking.join(' ') }
  await tx.db
    .insertInto('process')
    .values({ id, ...row })
    .onConflict((oc) => oc.column('id').doUpdateSet(row))
    .execute()
}

/** Forgets a process that has ended, unless it has shown a sign of life since that beat. */
export async function forgetProcess(
  tx: Tx,
  _actor: null,
  { id, beat }: { id: string; beat: number },
): Promise<void> {
  await tx.db.deleteFrom('process').where('id', '=', id).where('beat', '<=', beat).execute()
}

/** The newest beats of all processes but this one. */
export async function beatsOfOthers(db: Kysely<Tables>, id: string): Promise<Beat[]> {
  const rows = await db.selectFrom('process').selectAll().where('id', '<>', id).execute()
  return rows.map(({ id, beat, heard, looking }) => ({
    id,
    beat,
    heard: heard.split(' '),
    looking: looking.split(' '),
  }))
}
