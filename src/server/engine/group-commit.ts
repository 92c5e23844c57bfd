import type { SqlEntityManager } from '@mikro-orm/sql'
import { CompiledQuery, type Kysely } from 'kysely'
import type { ProblemCode } from '../../protocol/problems.ts'
import { Refusal, type RefusalDetails } from '../../protocol/refusal.ts'
import { type Database, statements } from '../database/database.ts'
import type { Tables } from '../database/entities/tables.ts'
import { isOutage, isUniqueViolation, isWorthRepeating } from '../database/errors.ts'
import { type Emitted, isEpochBegun } from './change.ts'
import { enqueue } from './jobs.ts'
import type { Tx, Verb, Verbs } from './transaction.ts'

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
export interface Committed<Change extends Emitted> {
  outcomes: Outcome[]
  changes: Change[]
  /** Whether there is something to be done now: see `jobs.ts`. */
  enqueued?: boolean
}

/** So many jobs share a commit at the most: more would make the first wait too long for the last. */
export const maxGroup = 256

/** Runs a group of jobs in one transaction. It answers only when the commit is durable. */
export interface Commit<Change extends Emitted> {
  (jobs: Job[]): Promise<Committed<Change>>
  /** Whether it may be given a group before it has answered the last; it answers them in order. */
  queues?: boolean
}

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
 * of its own, so that a refusal undoes that job alone; those that can be done together share one as
 * long as nothing stands against any of them.
 */
export function createCommit<Change extends Emitted>(
  database: Database,
  verbs: Verbs,
  around: Surroundings,
): Commit<Change> {
  /** Rooms whose log this process has continued under an epoch of its own. */
  const begun = new Set<string>()
  /** Transactions in which something was enqueued. */
  const enqueuing = new WeakSet<SqlEntityManager>()
  let losses = database.losses()

  return async (jobs) => {
    const units = unitsOf(verbs, jobs)
    for (let tries = 1; ; tries += 1) {
      try {
        return (await inOne(units)) ?? (await inTransaction(units))
      } catch (error) {
        if (isWorthRepeating(error) && tries < maxTries) continue
        return { outcomes: jobs.map(() => outcomeOf(error)), changes: [] }
      }
    }
  }

  /**
   * A group that is done as one needs no savepoint, which spares PostgreSQL two of seven round trips.
   * Undefined: something may stand against one of those done together, or a key was taken meanwhile.
   */
  async function inOne(units: Unit[]): Promise<Committed<Change> | undefined> {
    const [unit, ...others] = units
    if (!unit || others.length > 0) return undefined
    const { verb, jobs } = unit
    const [job] = jobs
    if (!job || (jobs.length > 1 && !verb.together)) return undefined
    try {
      return await transaction(async (em, db) => {
        const changes: Change[] = []
        const tx = transactionOf(em, db, changes, [])
        const outcomes: Outcome[] = verb.together
          ? valuesOf({ value: await verb.together(tx, jobs) }, jobs.length)
          : [{ kind: 'done', value: await verb(tx, job.actor, job.args) }]
        return { outcomes, changes }
      })
    } catch (error) {
      if (isOutage(error)) throw error
      const isAnswer = !verb.together && !isUniqueViolation(error)
      return isAnswer ? { outcomes: [outcomeOf(error)], changes: [] } : undefined
    }
  }

  async function inTransaction(units: Unit[]): Promise<Committed<Change>> {
    return transaction(async (em, db) => {
      const group: Committed<Change> = { outcomes: [], changes: [] }
      // What is the only one was tried together before.
      const isHopeful = units.length > 1
      for (const unit of units) {
        const outcomes =
          (isHopeful && (await attemptTogether(em, db, unit, group.changes))) ||
          (await attemptEach(em, db, unit, group.changes))
        group.outcomes.push(...outcomes)
      }
      return group
    })
  }

  async function transaction(
    work: (em: SqlEntityManager, db: Kysely<Tables>) => Promise<Committed<Change>>,
  ): Promise<Committed<Change>> {
    const em = database.em()
    try {
      await em.begin()
      forgetAfterLoss()
      const group = await work(em, statements(em))
      await em.commit()
      for (const roomId of begunIn(group.changes)) begun.add(roomId)
      return enqueuing.has(em) ? { ...group, enqueued: true } : group
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

  /** Undefined: something may stand against one of them, and undid all. */
  async function attemptTogether(
    em: SqlEntityManager,
    db: Kysely<Tables>,
    { verb: { together }, jobs }: Unit,
    changes: Change[],
  ): Promise<Outcome[] | undefined> {
    if (!together) return undefined
    const outcome = await attemptOnce(em, db, changes, (tx) => together(tx, jobs))
    if (outcome === 'collided' || outcome.kind !== 'done') return undefined
    return valuesOf(outcome, jobs.length)
  }

  async function attemptEach(
    em: SqlEntityManager,
    db: Kysely<Tables>,
    { verb, jobs }: Unit,
    changes: Change[],
  ): Promise<Outcome[]> {
    const outcomes: Outcome[] = []
    for (const { actor, args } of jobs) {
      const alone = () => attemptOnce(em, db, changes, (tx) => verb(tx, actor, args))
      const outcome = await alone()
      // Another process took the place first: look again, and answer from what is there now.
      outcomes.push(outcome === 'collided' ? orCollision(await alone()) : outcome)
    }
    return outcomes
  }

  /** Runs something in a savepoint: it happens whole, and its changes are kept, or not at all. */
  async function attemptOnce(
    em: SqlEntityManager,
    db: Kysely<Tables>,
    changes: Change[],
    run: (tx: Tx<Change>) => Promise<unknown>,
  ): Promise<Outcome | 'collided'> {
    const own: Change[] = []
    await db.executeQuery(savepoint)
    try {
      const value = await run(transactionOf(em, db, own, changes))
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
  ): Tx<Change> {
    let unitOfWork: SqlEntityManager | undefined
    return {
      get em() {
        unitOfWork ??= em.fork({ keepTransactionContext: true })
        return unitOfWork
      },
      db,
      now: around.now(),
      newId: around.newId,
      lock: (table, ids) => database.lock(db, table, ids),
      async enqueue(kind, args, options = {}) {
        enqueuing.add(em)
        await enqueue({ db, now: around.now() }, kind, args, options)
      },
      skipLocked: database.skipLocked,
      emit: (change) => void own.push(change),
      hasBegun: (roomId) => begun.has(roomId) || begunIn(earlier).includes(roomId),
    }
  }
}

/** Jobs that follow each other and are done together, or one job. */
interface Unit {
  verb: Verb
  jobs: Job[]
}

function unitsOf(verbs: Verbs, jobs: Job[]): Unit[] {
  const units: Unit[] = []
  for (const job of jobs) {
    const verb = verbs[job.verb]
    if (!verb) throw new Error(`There is no verb ${job.verb}`)
    const last = units.at(-1)
    if (verb.together && last?.verb === verb) last.jobs.push(job)
    else units.push({ verb, jobs: [job] })
  }
  return units
}

function valuesOf({ value }: { value: unknown }, count: number): Outcome[] {
  if (!Array.isArray(value) || value.length !== count) throw new Error('A job gave no outcome')
  return value.map((each) => ({ kind: 'done', value: each }))
}

function begunIn(changes: readonly Emitted[]): string[] {
  return changes.filter(isEpochBegun).map(({ roomId }) => roomId)
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
