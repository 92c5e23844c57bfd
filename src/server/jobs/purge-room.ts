import type { FileStore } from '../domain/file-store.ts'
import type { Parlor } from '../domain/parlor.ts'
import type { JobKind } from '../engine/job-runner.ts'
import { system } from '../engine/transaction.ts'
import { withStore } from './elsewhere.ts'

/** Between two lots: others write meanwhile; ms. */
const pause = 50

/** Removes what was said in a deleted room, lot by lot. */
export function purgeRoom(
  { jobs }: Pick<Parlor, 'jobs'>,
  store?: FileStore,
): JobKind<{ roomId: string }> {
  return {
    within: 30_000,
    // What people have deleted is not kept because something went wrong often.
    tries: Number.POSITIVE_INFINITY,
    async run({ roomId }) {
      const isMore = await withStore(store, (removed) =>
        jobs.run('purgeRoom', system, { roomId, ...(removed !== undefined && { removed }) }),
      )
      return isMore ? { after: pause } : undefined
    },
  }
}
