import type { SqlEntityManager } from '@mikro-orm/sql'
import { CompiledQuery, type Kysely } from 'kysely'
import type { ProblemCode } from '../../protocol/problems.ts'
import { Refusal, type RefusalDetails } from '../../protocol/refusal.ts'
import type { Change } from './change.ts'
import { type Database, statements } from './database.ts'
import type { Tables } from './entities.ts'
import { isOutage, isUniqueViolation, isWorthRepeating } from './errors.ts'
import type { Tx, Verbs } from './transaction.ts'

/** One verb to run, in a form that can cross to the writer's thread. */
export interface Job {
  verb: string
  actor: unknown
  args: unknown
}

export type Outcome =
  | { kind: 'done'; value: unknown }
  | { kind: 'refused'; code: ProblemCode; details: RefusalDetails }
  | { kind: 'failed'; reason: string }

/** What became of a group: an outcome for each job, and the changes that are now on the disk. */
export interface Committed {
  outcomes: Outcome[]
  changes: Change[]
}

/** Runs a group of jobs in one transaction. It answers only when the commit is durable. */
export type Commit = (jobs: Job[]) => Promise<Committed>

export interface Surroundings {
  now(): number
  newId(): string
}

/** How often a group is begun again when PostgreSQL undid it in favour of another. */
const maxTries = 5

const savepoint = CompiledQuery.raw('savepoint job')
const release = CompiledQuery.raw('release savepoint job')
const rollBackToSavepoint = CompiledQuery.raw('rollback to savepoint job')

/**
 * Group commit: the jobs share one transaction, and so one wait for the disk. Each has a savepoint
 * of its own, so that a refusal undoes that job alone.
 */
export function createCommit(database: Database, verbs: Verbs, around: Surroundings): Commit {
  /** Rooms whose log this process has continued under an epoch of its own. */
  const begun = new Set<string>()
  let losses = database.losses()

  return async (jobs) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await inTransaction(jobs)
      } catch (error) {
        if (isWorthRepeating(error) && tries < maxTries) continue
        return { outcomes: jobs.map(() => outcomeOf(error)), changes: [] }
      }
    }
  }

  async function inTransaction(jobs: Job[]): Promise<Committed> {
    const em = database.em()
    try {
      await em.begin()
      forgetAfterLoss()
      const db = statements(em)
      const group: Committed = { outcomes: [], changes: [] }
      for (const job of jobs) group.outcomes.push(await attempt(em, db, job, group.changes))
      await em.commit()
      for (const roomId of begunIn(group.changes)) begun.add(roomId)
      return group
    } catch (error) {
      await rollBack(em)
      throw error
    }
  }

  /** While the database was away it may have been restored: the log is continued anew. */
  function forgetAfterLoss(): void {
    if (losses === database.losses()) return
    losses = database.losses()
    begun.clear()
  }

  async function attempt(em: SqlEntityManager, db: Kysely<Tables>, job: Job, changes: Change[]) {
    const outcome = await inSavepoint(em, db, job, changes)
    // Another process took the place first: look again, and answer from what is there now.
    return outcome === 'collided' ? orCollision(await inSavepoint(em, db, job, changes)) : outcome
  }

  async function inSavepoint(
    em: SqlEntityManager,
    db: Kysely<Tables>,
    job: Job,
    changes: Change[],
  ): Promise<Outcome | 'collided'> {
    const verb = verbs[job.verb]
    if (!verb) throw new Error(`There is no verb ${job.verb}`)
    const own: Change[] = []
    await db.executeQuery(savepoint)
    try {
      const value = await verb(transactionOf(em, db, own, changes), job.actor, job.args)
      await db.executeQuery(release)
      changes.push(...own)
      return { kind: 'done', value }
    } catch (error) {
      if (isOutage(error)) throw error
      await db.executeQuery(rollBackToSavepoint)
      await db.executeQuery(release)
      return isUniqueViolation(error) ? 'collided' : outcomeOf(error)
    }
  }

  function transactionOf(
    em: SqlEntityManager,
    db: Kysely<Tables>,
    own: Change[],
    earlier: Change[],
  ): Tx {
    let unitOfWork: SqlEntityManager | undefined
    return {
      get em() {
        unitOfWork ??= em.fork({ keepTransactionContext: true })
        return unitOfWork
      },
      db,
      now: around.now(),
      newId: around.newId,
      hold: (table, ids) => database.hold(db, table, ids),
      tell: (change) => void own.push(change),
      hasBegun: (roomId) => begun.has(roomId) || begunIn(earlier).includes(roomId),
    }
  }
}

function begunIn(changes: Change[]): string[] {
  return changes.flatMap((change) => (change.kind === 'epoch' ? [change.roomId] : []))
}

async function rollBack(em: SqlEntityManager): Promise<void> {
  try {
    if (em.isInTransaction()) await em.rollback()
  } catch {
    // SQLite rolls back by itself after some errors, such as a full disk; then there is none left.
  }
}

function outcomeOf(error: unknown): Outcome {
  if (error instanceof Refusal) {
    return { kind: 'refused', code: error.code, details: error.details }
  }
  if (isOutage(error)) return { kind: 'refused', code: 'unavailable', details: { retryAfter: 1 } }
  return {
    kind: 'failed',
    reason: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}

function orCollision(outcome: Outcome | 'collided'): Outcome {
  return outcome === 'collided'
    ? { kind: 'failed', reason: 'a unique key collided twice' }
    : outcome
}
