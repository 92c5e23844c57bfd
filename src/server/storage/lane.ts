import { Refusal } from '../../protocol/refusal.ts'
import type { Change } from './change.ts'
import type { Commit, Committed, Job, Outcome } from './group-commit.ts'
import type { Tx, Verbs } from './transaction.ts'

/** More would only make the first of a group wait longer for the last. */
const maxGroup = 256
/** Beyond this, a writer hears at once that the server is busy, instead of waiting in vain. */
const maxWaiting = 10_000

type ActorOf<V> = V extends (tx: Tx, actor: infer A, args: never) => unknown ? A : never
type ArgsOf<V> = V extends (tx: Tx, actor: never, args: infer A) => unknown ? A : never
type ResultOf<V> = V extends (...args: never[]) => Promise<infer R> ? R : never

/** Where all writes go: one after another, in groups, each answered only when it is durable. */
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

interface Waiting {
  job: Job
  resolve(value: unknown): void
  reject(reason: unknown): void
}

/**
 * Writes that arrive while a commit is under way share the next one.
 * @param publish gets the changes of a commit before any of its writers is answered, so that
 *   whoever hears of a write, and then polls, sees it.
 */
export function createLane<V extends Verbs>(
  commit: Commit,
  publish: (changes: Change[]) => void,
): Lane<V> {
  const waiting: Waiting[] = []
  let draining: Promise<void> | undefined

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.splice(0, maxGroup)
      const committed = await commitOf(group)
      publish(committed.changes)
      for (const [i, writer] of group.entries()) answer(writer, committed.outcomes[i])
    }
    draining = undefined
  }

  async function commitOf(group: Waiting[]): Promise<Committed> {
    try {
      return await commit(group.map((writer) => writer.job))
    } catch (error) {
      const outcome: Outcome = { kind: 'failed', reason: String(error) }
      return { outcomes: group.map(() => outcome), changes: [] }
    }
  }

  return {
    run(verb, actor, args) {
      if (waiting.length >= maxWaiting) throw new Refusal('unavailable', { retryAfter: 1 })
      return new Promise<never>((resolve, reject) => {
        waiting.push({
          job: { verb, actor, args },
          resolve: (value) => resolve(value as never),
          reject,
        })
        draining ??= drain()
      })
    },
    settle: async () => {
      while (draining !== undefined) await draining
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
