import { dialectOf } from './database/dialect.ts'
import { createFairQueue } from './domain/fair-queue.ts'
import type { SearchQuestions } from './domain/search/questions.ts'
import type { Finder } from './domain/search/search.ts'
import { type AskedThread, createAskedThread } from './engine/threads/asked-thread.ts'

/** On PostgreSQL so many searches run at once; on SQLite the thread does one after another. */
const width = { sqlite: 1, postgres: 3 }
/** So many wait before whoever has asked for most is refused. */
const maxWaiting = 200

/** The thread that searches, and who may ask it when. */
export interface Searching extends Finder {
  thread: AskedThread<SearchQuestions>
}

export function openSearching(databaseUrl: string): Searching {
  const dialect = dialectOf(databaseUrl)
  // In a file of its own: what runs in the thread is loaded by its name.
  const script = new URL(`./searcher${extension}`, import.meta.url)
  // One more for whoever reads for the index.
  const workerData = { databaseUrl, connections: width[dialect] + 1 }
  const thread = createAskedThread<SearchQuestions>(script, workerData)
  const queue = createFairQueue(width[dialect], maxWaiting, 1, 'Too many people are searching.')
  return {
    thread,
    find: (asked) => queue.run(asked.personId, () => thread.ask('find', asked)),
  }
}

/** `.ts` among the sources, `.js` in what was built of them. */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
