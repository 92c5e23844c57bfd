import type { Database } from '../database/database.ts'
import type { JobArgs } from '../database/entities/job.ts'
import type { After } from '../database/timer.ts'
import type { ThrottledLog } from './feed/feed.ts'
import {
  endTry,
  hasDueJobs,
  type JobEnd,
  type JobName,
  type LeasedJob,
  leaseJobs,
  type Recurring,
  remind,
} from './jobs.ts'
import { system } from './transaction.ts'
import type { WriteQueue } from './write-queue.ts'

/** The writes that jobs need; they belong into the list of verbs. */
export const jobVerbs = { leaseJobs, endTry, remind }

/** How a kind of job is done. */
export interface JobKind<Args> {
  /**
   * Does it: at least once, and again should this process end before that is written down, or take
   * longer than `within`. So it must be harmless when done twice. What it throws is a reason to try again.
   * @param signal is aborted when the time is over, or the server ends.
   * @returns `after`, in ms: there is more to do, and when; undefined: it is done.
   */
  run(args: Args, signal: AbortSignal): Promise<{ after: number } | undefined>
  /** How long one try may take; ms, `longestTry` at the most. */
  within: number
  /** After so many tries it has failed for good. */
  tries: number
  /**
   * So many of this kind are under way at a time in one process, apart from all others: it waits for what
   * is out of our hands, and nothing else shall wait for that. Undefined: it shares with all that say so.
   */
  atOnce?: number
}

/** All kinds. Undefined: this process does not do it, and leaves it to others. */
export type JobKinds = { [K in JobName]: JobKind<JobArgs[K]> | undefined }

export interface JobRunnerDeps {
  kinds: JobKinds
  /** Those that are looked after at each start. */
  recurring: readonly Recurring[]
  database: Pick<Database, 'db'>
  run: WriteQueue<typeof jobVerbs>['run']
  /** This process. */
  processId: string
  /** Ms since 1970. */
  clock(): number
  /** From 0 up to 1. */
  random(): number
  after: After
  /** Hears of a database that is away, and is back. */
  troubles: ThrottledLog
  /** Hears of each try that failed and is repeated. */
  onRetry(error: unknown): void
  /** Hears once of each job that has failed for good. */
  onFailure(job: LeasedJob, error: unknown): void
}

/** Does what follows from commits, of this process and of others on the same database. */
export interface JobRunner {
  /** Something was enqueued: looks at once. */
  wake(): void
  /**
   * Looks for what others have enqueued, or is due by now. To be called every few seconds. Resolves
   * when whatever was due is done for this time.
   */
  sweep(): Promise<void>
  /** Begins nothing any more, and waits for what is under way. */
  stop(): Promise<void>
}

/** So many are under way at a time in one process, of the kinds that share. */
const shared = 4
/** What goes on so soon is waited for, and not left to the next sweep; ms. */
const soon = 1000
/** Before the second try, at the most; it doubles each time; ms. */
const firstPause = 2000
const longestPause = 60 * 60_000

/**
 * How long to wait after a try that failed: between half of twice as long as the last time and all of
 * it, so that those that failed together do not come back together.
 */
export function pauseAfter(attempts: number, random: () => number): number {
  const most = Math.min(longestPause, firstPause * 2 ** (attempts - 1))
  return Math.round((most * (1 + random())) / 2)
}

export function createJobRunner(deps: JobRunnerDeps): JobRunner {
  const sharing: Kinds = new Map()
  const lanes: Lane[] = []
  for (const [name, kind] of Object.entries(deps.kinds)) {
    if (!kind) continue
    if (kind.atOnce === undefined) sharing.set(name, kind)
    else lanes.push(createLane(deps, new Map([[name, kind]]), kind.atOnce))
  }
  if (sharing.size > 0) lanes.push(createLane(deps, sharing, shared))

  function wake(): void {
    for (const lane of lanes) lane.wake()
  }

  async function rest(): Promise<void> {
    // What one does may give another something to do.
    while (lanes.some((lane) => lane.isBusy())) await Promise.all(lanes.map((lane) => lane.rest()))
  }

  return {
    wake,
    sweep() {
      wake()
      return rest()
    },
    stop() {
      for (const lane of lanes) lane.stop()
      return rest()
    },
  }
}

// A row may have been written by a newer Parlor, whose kinds this one does not know.
type Kinds = Map<string, JobKind<never>>

/** Kinds that wait for each other, and for no other. */
interface Lane {
  wake(): void
  isBusy(): boolean
  rest(): Promise<void>
  stop(): void
}

function createLane(deps: JobRunnerDeps, kinds: Kinds, width: number): Lane {
  const { database, run, processId, clock, random, after, troubles, onRetry, onFailure } = deps
  const leases = Object.fromEntries([...kinds].map(([name, { within }]) => [name, within]))
  const underWay = new Set<Promise<void>>()
  const stopping = new AbortController()
  let looking: Promise<void> | undefined
  let isWanted = false
  /** Those that are still to be looked after. */
  const recurring = deps.recurring.filter((kind) => kinds.has(kind))

  function wake(): void {
    isWanted = true
    // Should there be no room, whoever makes some calls this again.
    if (!looking && mayBegin()) {
      looking = look().finally(() => {
        looking = undefined
        if (isWanted) wake()
      })
    }
  }

  function mayBegin(): boolean {
    return !stopping.signal.aborted && underWay.size < width
  }

  async function look(): Promise<void> {
    while (isWanted && mayBegin()) {
      isWanted = false
      try {
        await remindOfRecurring()
        const isDue = await hasDueJobs(database.db(), clock(), [...kinds.keys()])
        troubles.well()
        if (!isDue) continue
        const most = width - underWay.size
        const leased = await run('leaseJobs', system, { by: processId, most, leases })
        for (const job of leased) begin(job)
        isWanted ||= leased.length === most
      } catch (error) {
        troubles.trouble(error)
      }
    }
  }

  async function remindOfRecurring(): Promise<void> {
    for (const kind of [...recurring]) {
      await run('remind', system, { kind })
      recurring.splice(recurring.indexOf(kind), 1)
    }
  }

  function begin(job: LeasedJob): void {
    const ended = carryOut(job)
      // It is done again when the lease is over.
      .catch(troubles.trouble)
      .finally(() => {
        underWay.delete(ended)
        wake()
      })
    underWay.add(ended)
  }

  async function carryOut(job: LeasedJob): Promise<void> {
    const [end, error] = await endOf(job)
    const isOurs = await run('endTry', system, { job, end })
    if (isOurs && end.kind === 'failed') onFailure(job, error)
    if (isOurs && end.kind === 'retry') onRetry(error)
    if (end.kind === 'again') await pause(end.notBefore - clock())
  }

  async function endOf(job: LeasedJob): Promise<[JobEnd, error?: unknown]> {
    const kind = kinds.get(job.kind)
    if (!kind) return [{ kind: 'again', notBefore: clock() }]
    try {
      if (job.attempts > kind.tries) throw new Error('The process ended whenever it was tried.')
      const more = await tryOnce(kind, job)
      return [more ? { kind: 'again', notBefore: clock() + more.after } : { kind: 'done' }]
    } catch (error) {
      // Whoever breaks off because the server ends has not failed.
      if (stopping.signal.aborted) return [{ kind: 'again', notBefore: clock() }]
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      if (job.attempts >= kind.tries) return [{ kind: 'failed', error: text }, error]
      const notBefore = clock() + pauseAfter(job.attempts, random)
      return [{ kind: 'retry', notBefore, error: text }, error]
    }
  }

  async function tryOnce(kind: JobKind<never>, job: LeasedJob) {
    const late = new AbortController()
    const signal = AbortSignal.any([late.signal, stopping.signal])
    const overdue = Promise.withResolvers<never>()
    const cancel = after(kind.within, () => {
      const error = new Error(`A job (${job.kind}) took longer than ${kind.within} ms.`)
      late.abort(error)
      overdue.reject(error)
    })
    try {
      // The table of kinds is held to `JobArgs`, as is what is enqueued.
      return await Promise.race([kind.run(job.args as never, signal), overdue.promise])
    } finally {
      cancel()
    }
  }

  function pause(ms: number): Promise<void> | undefined {
    if (ms <= 0 || ms > soon || stopping.signal.aborted) return
    return new Promise((resolve) => {
      const cancel = after(ms, resolve)
      const stop = () => {
        cancel()
        resolve()
      }
      stopping.signal.addEventListener('abort', stop, { once: true })
    })
  }

  async function rest(): Promise<void> {
    while (looking || underWay.size > 0) await (looking ?? Promise.race(underWay))
  }

  return {
    wake,
    isBusy: () => looking !== undefined || underWay.size > 0,
    rest,
    stop: () => stopping.abort(),
  }
}
