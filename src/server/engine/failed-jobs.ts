import type { Kysely } from 'kysely'
import type { Tables } from '../database/entities/tables.ts'
import type { Emitted } from './change.ts'
import type { System, Tx } from './transaction.ts'

/** A job as whoever runs the server sees it; times in ms. */
export interface JobSummary {
  id: number
  kind: string
  args: string
  attempts: number
  createdAt: number
  notBefore: number
  failedAt: number | null
  error: string | null
}

/** All that is still to be done, and what has failed for good, oldest first. */
export async function listJobs(db: Kysely<Tables>): Promise<JobSummary[]> {
  const rows = await db.selectFrom('job').selectAll().orderBy('id').execute()
  return rows.map(({ id, kind, args, attempts, error, ...row }) => ({
    id,
    kind,
    args,
    attempts,
    createdAt: row.created_at,
    notBefore: row.not_before,
    failedAt: row.failed_at,
    error,
  }))
}

/** Has a job that failed for good tried again from the beginning. Returns whether there is one. */
export async function retryJob(
  tx: Tx<Emitted>,
  _actor: System,
  { id }: { id: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx.db
    .updateTable('job')
    .set({ failed_at: null, attempts: 0, not_before: tx.now, leased_by: null, leased_until: null })
    .where('id', '=', id)
    .where('failed_at', 'is not', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Gives up a job that failed for good. Returns whether there is one. */
export async function dropJob(
  tx: Tx<Emitted>,
  _actor: System,
  { id }: { id: number },
): Promise<boolean> {
  const { numDeletedRows } = await tx.db
    .deleteFrom('job')
    .where('id', '=', id)
    .where('failed_at', 'is not', null)
    .executeTakeFirst()
  return numDeletedRows > 0n
}
