import { onTestFinished } from 'vitest'
import { Refusal } from '../../src/protocol/refusal.ts'
import { openDatabase } from '../../src/server/database/database.ts'
import type { Emitted } from '../../src/server/engine/change.ts'
import { createCommit } from '../../src/server/engine/group-commit.ts'
import {
  createJobRunner,
  type JobKind,
  type JobRunner,
  jobVerbs,
} from '../../src/server/engine/job-runner.ts'
import type { JobOptions } from '../../src/server/engine/jobs.ts'
import type { Tx } from '../../src/server/engine/transaction.ts'
import { type System, system } from '../../src/server/engine/transaction.ts'
import { createWriteQueue } from '../../src/server/engine/write-queue.ts'
import { aDatabase, type TestDatabase } from '../support/engines.ts'
import { aDirectory } from '../support/examples.ts'

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute

interface Wish extends JobOptions {
  name: string
  refused?: boolean
}

/** Somebody's write, from which something is to follow. */
async function wish(
  tx: Tx<Emitted>,
  _actor: System,
  { name, refused, ...options }: Wish,
): Promise<void> {
  await tx.enqueue('purgeRoom', { roomId: name }, options)
  if (refused) throw new Refusal('invalid_input')
}
const verbs = { ...jobVerbs, wish }

type Options = Partial<Omit<JobKind<{ roomId: string }>, 'run'>> & { random?: number }
export type Doing = (name: string, signal: AbortSignal) => Promise<{ after: number } | undefined>

/** A database, a time that stands still until it is moved, and processes that do jobs. */
export async function aPlace() {
  const testDatabase = await aDatabase(await aDirectory())
  onTestFinished(testDatabase.remove)
  const clock = { now: Date.UTC(2030, 0, 1) }
  const failures: string[] = []
  let processes = 0

  async function aProcess(doing: Doing, options: Options = {}) {
    const { within = minute, tries = 3, random = 0 } = options
    const database = await openDatabase(testDatabase.url, 'writer')
    await database.migrate()
    const commit = createCommit<Emitted>(database, verbs, {
      now: () => clock.now,
      newId: () => 'x',
    })
    let runner: JobRunner | undefined
    const timers = new Set<() => void>()
    const writes = createWriteQueue<typeof verbs, Emitted>(commit, () => {}, {
      parallel: database.parallelWrites,
      groupOf: () => undefined,
      enqueued: () => runner?.wake(),
    })
    processes += 1
    runner = createJobRunner({
      kinds: {
        purgeRoom: { within, tries, run: ({ roomId }, signal) => doing(roomId, signal) },
        eraseMessages: undefined,
        purgeFile: undefined,
        backUp: undefined,
        push: undefined,
      },
      recurring: [],
      database,
      run: writes.run,
      processId: `process ${processes}`,
      clock: () => clock.now,
      random: () => random,
      after(_ms, run) {
        timers.add(run)
        return () => timers.delete(run)
      },
      troubles: { trouble: () => {}, well: () => {} },
      onRetry: () => {},
      onFailure: (job, error) => void failures.push(`${JSON.stringify(job.args)} ${error}`),
    })
    onTestFinished(() => database.close())
    return {
      wish: (name: string, rest: Partial<Wish> = {}) =>
        writes.run('wish', system, { name, ...rest }),
      wishAll: (...wishes: Wish[]) =>
        Promise.allSettled(wishes.map((each) => writes.run('wish', system, each))),
      sweep: runner.sweep,
      stop: runner.stop,
      /** Everything that waits for its time to be over finds that it is. */
      runOutOfTime: () => timers.forEach((run) => void run()),
    }
  }
  return { aProcess, clock, failures, rows: () => jobsIn(testDatabase), testDatabase }
}

async function jobsIn(database: TestDatabase): Promise<Record<string, unknown>[]> {
  return ((await database.contents()).get('job') ?? []) as Record<string, unknown>[]
}

/** Does what it is asked for, and notes it. */
export function aNote() {
  const done: string[] = []
  const doing: Doing = async (name) => void done.push(name)
  return { done, doing }
}

/** Something that goes on until it is let go. */
export function aHold() {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const doing: Doing = (name) => {
    begun.push(name)
    return new Promise((resolve) => ends.push(() => resolve(undefined)))
  }
  return { begun, doing, letGo: () => ends.splice(0).forEach((end) => void end()) }
}
