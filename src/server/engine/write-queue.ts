import { Refusal } from '../../protocol/refusal.ts'
import type { Emitted } from './change.ts'
import { type Commit, type Committed, type Job, maxGroup, type Outcome } from './group-commit.ts'
import type { Tx, Verbs } from './transaction.ts'

/** How many writes may wait at a time: beyond it a writer is refused at once, not kept in vain. */
export interface Bounds {
  /** Of one person: their flood is refused to them, long before others feel it. */
  perPerson: number
  /** Of everybody. */
  ofPeople: number
  /** Of the server itself, so that no crowd keeps it from noting who is there. */
  ofServer: number
}

const usualBounds: Bounds = { perPerson: 256, ofPeople: 10_000, ofServer: 10_000 }

type ActorOf<V> = V extends (tx: Tx<never>, actor: infer A, args: never) => unknown ? A : never
type ArgsOf<V> = V extends (tx: Tx<never>, actor: never, args: infer A) => unknown ? A : never
type ResultOf<V> = V extends (...args: never[]) => Promise<infer R> ? R : never

/** Where all writes go: in groups, each write answered only when it is durable. */
export interface WriteQueue<V extends Verbs> {
  /**
   * For what people do. It never throws, it rejects.
   * @throws Refusal as the verb refuses; `unavailable` when the database cannot be written, or too
   *   many writes wait; `too_many_requests` when too many of this person do.
   */
  run<K extends keyof V & string>(
    verb: K,
    actor: ActorOf<V[K]>,
    args: ArgsOf<V[K]>,
  ): Promise<ResultOf<V[K]>>
  /**
   * For what the server notes by itself, and nobody waits for: it neither throws nor rejects. While
   * a write with this name waits, another is not begun. Returns whether it was done.
   */
  note<K extends keyof V & string>(
    name: string,
    verb: K,
    actor: ActorOf<V[K]>,
    args: ArgsOf<V[K]>,
  ): Promise<boolean>
  /** Waits until every write under way is answered. */
  settle(): Promise<void>
}

/** How many groups are committed at once, and which jobs may share one. */
export interface WriteQueueOptions {
  /** With 1, as SQLite has it, all jobs may share a commit. */
  parallel: number
  /** Jobs with the same answer share a commit, one group after another; undefined: alone. */
  groupOf(job: Job): string | undefined
  bounds?: Bounds
  /** Hears of each commit from which something is to follow. */
  enqueued?(): void
}

interface Waiting {
  job: Job
  resolve(value: unknown): void
  reject(reason: unknown): void
  /** Hears that it was answered. */
  answered(): void
}

const oneAfterAnother: WriteQueueOptions = { parallel: 1, groupOf: () => undefined }
const everything = Symbol('everything')

/**
 * Writes that arrive while a commit is under way share the next one.
 * @param publish gets the changes of a commit before any of its writers is answered, so that
 *   whoever hears of a write, and then polls, sees it. It may need a moment.
 */
export function createWriteQueue<V extends Verbs, Change extends Emitted>(
  commit: Commit<Change>,
  publish: (changes: Change[]) => void | Promise<void>,
  { parallel, groupOf, bounds = usualBounds, enqueued }: WriteQueueOptions = oneAfterAnother,
): WriteQueue<V> {
  /** Who waits, by group; the group that waits longest comes first. */
  const waiting = new Map<string | symbol, Waiting[]>()
  /** Of each group, what was handed over last. */
  const underWay = new Map<string | symbol, Promise<void>>()
  const ofPeople = createCounts(bounds)
  /** The names of the server's own writes that wait. */
  const noted = new Set<string>()
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
    const carriedOut = carryOut(now, underWay.get(group)).finally(() => {
      if (underWay.get(group) === carriedOut) underWay.delete(group)
      start()
    })
    underWay.set(group, carriedOut)
  }

  async function carryOut(writers: Waiting[], before: Promise<void> | undefined): Promise<void> {
    const committed = await commitOf(writers)
    await before
    try {
      await publish(committed.changes)
      if (committed.enqueued) enqueued?.()
    } finally {
      // It is on the disk, whatever became of telling it.
      for (const [i, writer] of writers.entries()) {
        writer.answered()
        answer(writer, committed.outcomes[i])
      }
    }
  }

  async function commitOf(writers: Waiting[]): Promise<Committed<Change>> {
    try {
      return await commit(writers.map((writer) => writer.job))
    } catch (error) {
      const outcome: Outcome = { kind: 'failed', reason: String(error) }
      return { outcomes: writers.map(() => outcome), changes: [] }
    }
  }

  function queue(job: Job, answered: () => void): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const group = parallel === 1 ? everything : (groupOf(job) ?? Symbol(job.verb))
      const writers = waiting.get(group) ?? []
      writers.push({ job, resolve, reject, answered })
      waiting.set(group, writers)
      start()
    })
  }

  return {
    async run(verb, actor, args) {
      const person = idOf(actor)
      ofPeople.add(person)
      return (await queue({ verb, actor, args }, () => ofPeople.remove(person))) as never
    },
    async note(name, verb, actor, args) {
      if (noted.has(name) || noted.size >= bounds.ofServer) return false
      noted.add(name)
      try {
        await queue({ verb, actor, args }, () => noted.delete(name))
        return true
      } catch {
        return false
      }
    },
    settle: async () => {
      while (underWay.size > 0) await Promise.all(underWay.values())
    },
  }
}

/** How many writes of whom wait. */
function createCounts({ perPerson, ofPeople }: Bounds) {
  const byPerson = new Map<string, number>()
  let all = 0
  return {
    /** @throws Refusal `too_many_requests`, `unavailable` */
    add(person: string | undefined): void {
      const own = person === undefined ? 0 : (byPerson.get(person) ?? 0)
      if (own >= perPerson) throw new Refusal('too_many_requests', { retryAfter: 1 })
      if (all >= ofPeople) throw new Refusal('unavailable', { retryAfter: 1 })
      all += 1
      if (person !== undefined) byPerson.set(person, own + 1)
    },
    remove(person: string | undefined): void {
      all -= 1
      if (person === undefined) return
      const own = byPerson.get(person) ?? 0
      if (own > 1) byPerson.set(person, own - 1)
      else byPerson.delete(person)
    },
  }
}

/** Whose write it is; undefined: of somebody who has no account yet. */
function idOf(actor: unknown): string | undefined {
  const hasId = typeof actor === 'object' && actor !== null && 'id' in actor
  return hasId ? String(actor.id) : undefined
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
