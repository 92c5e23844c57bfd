import type { SqlEntityManager } from '@mikro-orm/sql'
import type { Kysely } from 'kysely'
import type { Change } from './change.ts'
import type { Tables } from './entities.ts'

/** What a verb works with: its part of a transaction, the time, and new ids. */
export interface Tx {
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
  hold(table: 'person' | 'room', ids: readonly string[]): Promise<void>
  /** Hands a change to everyone's memory, once the transaction is on the disk and only then. */
  tell(change: Change): void
  /** Whether this process has already begun its own epoch of the room's log. */
  hasBegun(roomId: string): boolean
}

/** Something people do that writes: plain arguments in, a plain result out, or a Refusal. */
// biome-ignore lint/suspicious/noExplicitAny: verbs differ in actor and arguments; `Lane` infers them.
export type Verb = (tx: Tx, actor: any, args: any) => Promise<unknown>
export type Verbs = Record<string, Verb>
