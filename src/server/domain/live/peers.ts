import type { Database } from '../../database/database.ts'
import { system } from '../../engine/transaction.ts'
import type { WriteQueue } from '../../engine/write-queue.ts'
import { heartbeatsOfOthers } from '../processes.ts'
import type { ParlorVerbs } from '../verbs.ts'
import type { People } from './people.ts'

/** How often a process that has peers writes down whom it hears; ms. */
const beatEvery = 4000
/** A neighbour of whom nothing was heard for this long has ended; ms. */
const goneAfter = 60_000

/** The other processes on the same database: each is told whom the others hear. */
export interface Peers {
  /** To be called when the process starts: from now on the others write to it. */
  arrive(): Promise<void>
  /** Reads what the others have written. */
  listen(now: number): Promise<void>
  /** To be called every few seconds. */
  tidy(now: number): void
  leave(): Promise<void>
  /** Whether there are any, or were a minute ago. */
  any(): boolean
}

export function createPeers(
  processId: string,
  database: Database,
  writeQueue: WriteQueue<ParlorVerbs>,
  people: People,
): Peers {
  /** The newest beat of each neighbour, and when it was noticed by our clock. */
  const others = new Map<string, { beat: number; at: number }>()
  let beats = 0
  let beatAt = 0

  /** Nobody waits for it: who is away is known a little later, if the database is not there now. */
  function beat(now: number): void {
    beats += 1
    const since = beatAt
    beatAt = now
    const args = { id: processId, beat: beats, ...people.heardSince(since) }
    void writeQueue.note('heartbeat', 'heartbeat', system, args).then((isDone) => {
      // Whom this one would have told of, the next one tells of.
      if (!isDone) beatAt = Math.min(beatAt, since)
    })
  }

  function forgetTheGone(now: number): void {
    for (const [id, { beat, at }] of others) {
      if (now - at < goneAfter) continue
      others.delete(id)
      void writeQueue.note(`forget ${id}`, 'forgetProcess', system, { id, beat })
    }
  }

  return {
    arrive: () =>
      writeQueue.run('heartbeat', system, { id: processId, beat: beats, heard: [], looking: [] }),
    async listen(now) {
      for (const { id, beat, ...heard } of await heartbeatsOfOthers(database.db(), processId)) {
        if (others.get(id)?.beat === beat) continue
        others.set(id, { beat, at: now })
        people.heardElsewhere(heard, now)
      }
    },
    tidy(now) {
      forgetTheGone(now)
      if (others.size > 0 && now - beatAt >= beatEvery) beat(now)
    },
    leave: () => writeQueue.run('forgetProcess', system, { id: processId, beat: beats }),
    any: () => others.size > 0,
  }
}
