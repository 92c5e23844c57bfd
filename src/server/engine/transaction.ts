import type { SqlEntityManager } from '@mikro-orm/sql'
import type { Kysely } from 'kysely'
import type { JobArgs } from '../database/entities/job.ts'
import type { Tables } from '../database/entities/tables.ts'
import type { SkipLocked } from '../database/locks.ts'
import type { Emitted } from './change.ts'
import type { JobName, JobOptions } from './jobs.ts'

/** What a verb works with: its part of a transaction, the time, and new ids. */
export interface Tx<Change extends Emitted> {
  /** The ORM's unit of work; flush it before using `db` on the same rows. */
  readonly em: SqlEntityManager
  /** Kysely on the same transaction, for hot statements. */
  readonly db: Kysely<Tables>
  /** Milliseconds since 1970, the same throughout the verb. */
  readonly now: number
  newId(): string
  /**
   * Keeps rows as they are until the transaction ends; what is read after it stays true till then.
   * People come before rooms, and rooms that are held together are asked for together.
   */
  lock(table: 'person' | 'room', ids: readonly string[]): Promise<void>
  /** Hands a change to everyone's memory, once the transaction is on the disk and only then. */
  emit(change: Change): void
  /** Writes down what must follow from the transaction: see `engine/jobs.ts`. */
  enqueue<K extends JobName>(kind: K, args: JobArgs[K], options?: JobOptions): Promise<void>
  readonly skipLocked: SkipLocked
  /** Whether this process has already begun its own epoch of the room's log. */
  hasBegun(roomId: string): boolean
}

/** Whoever acts where no person does: the server by itself, or for somebody who has no session yet. */
export const system = { kind: 'system' } as const
export type System = typeof system

/** Something people do that writes: plain arguments in, a plain result out, or a Refusal. */
export interface Verb {
  // biome-ignore lint/suspicious/noExplicitAny: verbs differ in actor and arguments; `WriteQueue` infers them.
  (tx: Tx<any>, actor: any, args: any): Promise<unknown>
  /**
   * Does it for one or several people with fewer statements; results in order. For all of them, or it
   * throws, and what it throws is nobody's answer: then each is to be done for itself.
   */
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  together?(tx: Tx<any>, jobs: readonly { actor: any; args: any }[]): Promise<unknown[]>
}
export type Verbs = Record<string, Verb>

/**
 * How much a verb asks before it writes: `hopeful`, nothing that an index of the database would
 * refuse anyway; `careful`, all that it takes to give the right answer.
 */
type Manner = 'hopeful' | 'careful'

/** Makes a verb of what is as easily done for several people at once as for one. */
export function together<Change extends Emitted, Actor, Args, Result>(
  all: (
    tx: Tx<Change>,
    jobs: readonly { actor: Actor; args: Args }[],
    manner: Manner,
  ) => Promise<Result[]>,
) {
  const one = async (tx: Tx<Change>, actor: Actor, args: Args): Promise<Result> => {
    const [result] = await all(tx, [{ actor, args }], 'careful')
    if (result === undefined) throw new Error('A job gave no result')
    return result
  }
  return Object.assign(one, {
    together: (tx: Tx<Change>, jobs: readonly { actor: Actor; args: Args }[]) =>
      all(tx, jobs, 'hopeful'),
  })
}
