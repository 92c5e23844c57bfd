import type { Engine } from './disk.ts'
import { aroundIt } from './mutants-around-it.ts'
import { ofTheList } from './mutants-of-the-list.ts'
import { ofTheLog } from './mutants-of-the-log.ts'
import { ofThePage } from './mutants-of-the-page.ts'

/** A deliberate bug: a few words of the source are replaced by others, in a copy of it. */
export interface Mutant {
  name: string
  /** The only place where it shows: on PostgreSQL, under several processes, or on SQLite. */
  engine?: Engine
  patches: Patch[]
}

export interface Patch {
  file: string
  /** Must occur exactly once: a mutant that no longer fits the source is an error, not a success. */
  find: string
  put: string
}

/** The bugs that the simulation has to find, each by itself. */
export const mutants: Mutant[] = [...ofTheLog, ...ofTheList, ...ofThePage, ...aroundIt]
