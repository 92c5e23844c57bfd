import { Refusal } from '../../protocol/refusal.ts'
import type { Change } from './change.ts'
import { type Commit, type Committed, type Job, maxGroup, type Outcome } from './group-commit.ts'
import type { Tx, Verbs } from './transaction.ts'

/** Beyond this, a writer hears at once that the server is busy, instead of waiting in vain. */
const maxWaiting = 10_000

type ActorOf<V> = V extends (tx: Tx, actor: infer A, args: never) => unknown ? A : never
type ArgsOf<V> = V extends (tx: Tx, actor: never, args: infer A) => unknown ? A : never
type ResultOf<V> = V extends (...args: never[]) => Promise<infer R> ? R : never

/** Where all writes go: in groups, each write answered only when it is durable. */
export interface Lane<V extends Verbs> {
  /** @throws Refusal as the verb refuses; `unavailable` when the database cannot be written. */
  run<K extends keyof V & string>(
    verb: K,
    actor: ActorOf<V[K]>,
    args: ArgsOf<V[K]>,
  ): Promise<ResultOf<V[K]>>
  /** Waits until every write under way is answered. */
  settle(): Promise<void>
}

/** How many groups are committed at once, and which jobs may share one. */
export interface LaneOptions {
  /** With 1, as SQLite has it, all jobs may share a commit. */
  parallel: number
  /** Jobs with the same answer share a commit, one group after another; undefined: alone. */
  groupOf(job: Job): string | undefined
}

interface Waiting {
  job: Job
  resolve(value: unknown): void
  reject(reason: unknown): void
}

const oneAfterAnother: LaneOptions = { parallel: 1, groupOf: () => undefined }
const everything = Symbol('everything')

/**
 * Writes that arrive while a commit is under way share the next one.
 * @param publish gets the changes of a commit before any of its writers is answered, so that
 *   whoever hears of a write, and then polls, sees it. It may need a moment.
 */
export function createLane<V extends Verbs>(
  commit: Commit,
  publish: (changes: Change[]) => void | Promise<void>,
  { parallel, groupOf }: LaneOptions = oneAfterAnother,
): Lane<V> {
  /** Who waits, by group; the group that waits longest comes first. */
  const waiting = new Map<string | symbol, Waiting[]>()
  /** Of each group, what was handed over last. */
  const underWay = new Map<string | symbol, Promise<void>>()
  let count = 0
  let handingOver = false

  function start(): void {
    for (const group of waiting.keys()) {
      if (underWay.has(group)) handOverSoon()
      else if (underWay.size < parallel) handOver(group)
    }
  }

  /** Once for all that arrive in this turn of the event loop: few and large groups are cheaper. */
  function handOverSoon(): void {
    if (!commit.queues || handingOver) return
    handingOver = true
    setImmediate(() => {
      handingOver = false
      for (const group of waiting.keys()) handOver(group)
    })
  }

  function handOver(group: string | symbol): void {
    const writers = waiting.get(group) ?? []
    waiting.delete(group)
    const now = writers.splice(0, maxGroup)
    if (writers.length > 0) waiting.set(group, writers)
    const carriedOut = carryOut(now, underWay.get(group)).then(() => {
      if (underWay.get(group) === carriedOut) underWay.delete(group)
      start()
    })
    underWay.set(group, carriedOut)
  }

  async function carryOut(writers: Waiting[], before: Promise<void> | undefined): Promise<void> {
    const committed = await commitOf(writers)
    await before
    await publish(committed.changes)
    count -= writers.length
    for (const [i, writer] of writers.entries()) answer(writer, committed.outcomes[i])
  }

  async function commitOf(writers: Waiting[]): Promise<Committed> {
    try {
      return await commit(writers.map((writer) => writer.job))
    } catch (error) {
      const outcome: Outcome = { kind: 'failed', reason: String(error) }
      return { outcomes: writers.map(() => outcome), changes: [] }
    }
  }

  return {
    run(verb, actor, args) {
      if (count >= maxWaiting) throw new Refusal('unavailable', { retryAfter: 1 })
      return new Promise<never>((resolve, reject) => {
        const job = { verb, actor, args }
        const group = parallel === 1 ? everything : (groupOf(job) ?? Symbol(verb))
        const writers = waiting.get(group) ?? []
        writers.push({ job, resolve: (value) => resolve(value as never), reject })
        waiting.set(group, writers)
        count += 1
        start()
      })
    },
    settle: async () => {
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
  }
}

function answer(writer: Waiting, outcome: Outcome | undefined): void {
  switch (outcome?.kind) {
    case 'done':
      writer.resolve(outcome.value)
      break
    case 'refused':
      writer.reject(new Refusal(outcome.code, outcome.details))
      break
    case 'failed':
      writer.reject(new Error(outcome.reason))
      break
    case undefined:
      writer.reject(new Error('The commit gave no outcome'))
      break
    default:
      outcome satisfies never
  }
}
