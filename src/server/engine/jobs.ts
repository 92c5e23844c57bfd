import type { Kysely } from 'kysely'
import type { JobArgs } from '../database/entities/job.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { Emitted } from './change.ts'
import type { System, Tx } from './transaction.ts'

export type JobName = keyof JobArgs

/** When and in which order a job is done. */
export interface JobOptions {
  /**
   * Those with the same one are done one after another, in the order in which they were enqueued;
   * between transactions that is the order of their commits, if each holds a lock meanwhile that the
   * others wait for, such as the room's.
   */
  queue?: string
  /**
   * While a job with this key is there, no other is added: it is only brought forward, and done anew
   * should it be under way or have failed for good.
   */
  key?: string
  /** Whether what is done anew waits until what is under way has ended; undefined: no. */
  oneAtATime?: boolean
  /** Ms since 1970. */
  notBefore?: number
}

/** No try may take longer; ms. A lease that lasts longer was given while a clock was wrong. */
export const longestTry = 60 * 60_000

/** Longer errors are cut. */
const errorLength = 2000

/** Writes down what must follow from the transaction. It is done only if that is committed. */
export async function enqueue<K extends JobName>(
  { db, now }: Pick<Tx<Emitted>, 'db' | 'now'>,
  kind: K,
  args: JobArgs[K],
  options: { [O in keyof JobOptions]?: JobOptions[O] | null },
): Promise<void> {
  const { queue = null, key = null, notBefore = now, oneAtATime } = options
  await db
    .insertInto('job')
    .values({
      kind,
      args: JSON.stringify(args),
      queue,
      key,
      not_before: notBefore ?? now,
      attempts: 0,
      created_at: now,
    })
    .onConflict((oc) =>
      oc.column('key').doUpdateSet((eb) => ({
        args: eb.ref('excluded.args'),
        not_before: eb
          .case()
          .when('job.failed_at', 'is', null)
          .then(
            eb
              .case()
              .when('job.not_before', '<', eb.ref('excluded.not_before'))
              .then(eb.ref('job.not_before'))
              .else(eb.ref('excluded.not_before'))
              .end(),
          )
          .else(eb.ref('excluded.not_before'))
          .end(),
        // Whoever is at it may have read what this is about already: their end is not the end of it.
        leased_until: oneAtATime ? eb.ref('job.leased_until') : null,
        leased_by: null,
        attempts: 0,
        failed_at: null,
      })),
    )
    .execute()
}

/** Kinds that say nothing but that it is time. */
export type Recurring = {
  [K in JobName]: JobArgs[K] extends Record<string, never> ? K : never
}[JobName]

/** Has a recurring job done now, and from then on whenever it says itself. There is one of its kind. */
export async function remind(
  tx: Tx<Emitted>,
  _actor: System,
  { kind }: { kind: Recurring },
): Promise<void> {
  await tx.enqueue(kind, {}, { key: kind })
}

/** A job that a process may do until the lease runs out. */
export interface LeasedJob {
  id: number
  kind: string
  args: unknown
  /** This one included. */
  attempts: number
  by: string
  leasedUntil: number
}

/**
 * Takes jobs that are due, those that wait longest first.
 * @param by the process that will do them
 * @param leases the kinds that it can do, with how long it may take over each; ms
 */
export async function leaseJobs(
  tx: Tx<Emitted>,
  _actor: System,
  { by, most, leases }: { by: string; most: number; leases: Record<string, number> },
): Promise<LeasedJob[]> {
  const { now } = tx
  const due = dueJobs(tx.db, now, Object.keys(leases))
    .select(['id', 'kind', 'args', 'attempts'])
    .where((eb) =>
      eb.or([
        eb('queue', 'is', null),
        eb.not(
          eb.exists(
            eb
              .selectFrom('job as earlier')
              .select('earlier.id')
              .whereRef('earlier.queue', '=', 'job.queue')
              .whereRef('earlier.id', '<', 'job.id')
              .where('earlier.failed_at', 'is', null),
          ),
        ),
      ]),
    )
    .orderBy('not_before')
    .orderBy('id')
    .limit(most)
  const leased: LeasedJob[] = []
  for (const { id, kind, args, attempts } of await tx.skipLocked(due).execute()) {
    const lease = { by, leasedUntil: now + (leases[kind] ?? 0), attempts: attempts + 1 }
    await tx.db
      .updateTable('job')
      .set({ leased_by: by, leased_until: lease.leasedUntil, attempts: lease.attempts })
      .where('id', '=', id)
      .execute()
    leased.push({ id, kind, args: JSON.parse(args), ...lease })
  }
  return leased
}

/** Whether there may be something to lease: cheap, and asked before anything is written. */
export async function hasDueJobs(
  db: Kysely<Tables>,
  now: number,
  kinds: readonly string[],
): Promise<boolean> {
  const job = await dueJobs(db, now, kinds).select('id').limit(1).executeTakeFirst()
  return job !== undefined
}

function dueJobs(db: Kysely<Tables>, now: number, kinds: readonly string[]) {
  return db
    .selectFrom('job')
    .where('failed_at', 'is', null)
    .where('not_before', '<=', now)
    .where('kind', 'in', kinds)
    .where((eb) =>
      eb.or([
        eb('leased_until', 'is', null),
        eb('leased_until', '<=', now),
        eb('leased_until', '>', now + longestTry),
      ]),
    )
}

/** What became of a try. */
export type JobEnd =
  | { kind: 'done' }
  /** There is more to do; the count of tries begins anew. */
  | { kind: 'again'; notBefore: number }
  | { kind: 'retry'; notBefore: number; error: string }
  | { kind: 'failed'; error: string }

/**
 * Puts down a job. Returns false if it is not done with that: the lease was over and it is another's now, or
 * it was enqueued anew meanwhile.
 */
export async function endTry(
  tx: Tx<Emitted>,
  _actor: System,
  { job, end }: { job: Pick<LeasedJob, 'id' | 'by' | 'leasedUntil'>; end: JobEnd },
): Promise<boolean> {
  const row = await tx.db
    .selectFrom('job')
    .select('leased_by')
    .where('id', '=', job.id)
    .where('leased_until', '=', job.leasedUntil)
    .executeTakeFirst()
  if (!row || (row.leased_by !== null && row.leased_by !== job.by)) return false
  if (row.leased_by === null) {
    await tx.db.updateTable('job').set({ leased_until: null }).where('id', '=', job.id).execute()
    return false
  }
  if (end.kind === 'done') {
    await tx.db.deleteFrom('job').where('id', '=', job.id).execute()
    return true
  }
  await tx.db
    .updateTable('job')
    .set({ leased_by: null, leased_until: null, ...whatIsKept(end, tx.now) })
    .where('id', '=', job.id)
    .execute()
  return true
}

function whatIsKept(end: Exclude<JobEnd, { kind: 'done' }>, now: number) {
  switch (end.kind) {
    case 'again':
      return { attempts: 0, not_before: end.notBefore, error: null }
    case 'retry':
      return { not_before: end.notBefore, error: end.error.slice(0, errorLength) }
    case 'failed':
      return { failed_at: now, error: end.error.slice(0, errorLength) }
    default:
      return end satisfies never
  }
}
