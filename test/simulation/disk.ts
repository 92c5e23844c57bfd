import type { Kysely } from 'kysely'
import type { Database } from '../../src/server/database/database.ts'
import type { Tables } from '../../src/server/database/entities/tables.ts'

export type Engine = 'sqlite' | 'postgres'

/** The connections of one process of the server. */
export interface Connections {
  reader: Database
  writer: Database
}

/** Brings back what the database held when this was taken. No process may be using it. */
export type Backup = () => Promise<void>

/** A database under the server, of either kind, in the hands of the stories. */
export interface Disk {
  /** The connections for a process that starts; of an earlier one nothing goes on. */
  connect(process: number): Promise<Connections>
  /** Breaks connections of a process: those that are in the middle of something, or all. */
  breakOff(process: number, which: 'in use' | 'all'): Promise<void>
  /** The committed rows, as anyone can read them. */
  truth(): Kysely<Tables>
  /**
   * Resolves when nothing is being asked or answered any more, but for what waits for a transaction
   * that the story holds open.
   * @param holds whether the story holds any just now
   */
  rest(holds: () => boolean): Promise<void>
  backup(): Promise<Backup>
  close(): Promise<void>
}

/** What follows from an answer that has come happens within two turns of the event loop; twice that. */
export async function someTurns(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

/** What a backup holds; those that others refer to come first. Nobody searches in a story. */
export const tables = [
  ...['person', 'person_name', 'session', 'room', 'room_name', 'epoch', 'membership', 'sanction'],
  ...['presence', 'read_marker', 'message', 'message_version', 'reaction', 'mention', 'for_you'],
  ...['pin', 'file', 'file_chunk', 'file_usage', 'invite', 'invite_use', 'audit', 'process', 'job'],
]
