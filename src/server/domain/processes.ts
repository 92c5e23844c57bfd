import type { Kysely } from 'kysely'
import type { Tables } from '../database/entities/tables.ts'
import type { System } from '../engine/transaction.ts'
import type { Tx } from './change.ts'

/** Whom a process heard since its last beat. */
export interface Heartbeat {
  id: string
  beat: number
  /** Ids of people. */
  heard: string[]
  /** Those of them who looked at a room. */
  looking: string[]
}

/** Writes down that a process runs, and whom it hears. */
export async function heartbeat(
  tx: Tx,
  _actor: System,
  { id, beat, heard, looking }: Heartbeat,
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
  _actor: System,
  { id, beat }: { id: string; beat: number },
): Promise<void> {
  await tx.db.deleteFrom('process').where('id', '=', id).where('beat', '<=', beat).execute()
}

/** The newest beats of all processes but this one. */
export async function heartbeatsOfOthers(db: Kysely<Tables>, id: string): Promise<Heartbeat[]> {
  const rows = await db.selectFrom('process').selectAll().where('id', '<>', id).execute()
  return rows.map(({ id, beat, heard, looking }) => ({
    id,
    beat,
    heard: heard.split(' '),
    looking: looking.split(' '),
  }))
}
