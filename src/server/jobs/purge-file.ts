import type { FileStore } from '../domain/file-store.ts'
import type { Parlor } from '../domain/parlor.ts'
import type { JobKind } from '../engine/job-runner.ts'
import { system } from '../engine/transaction.ts'
import { withStore } from './elsewhere.ts'

/** Between two lots: others write meanwhile; ms. */
const pause = 20

/** Removes the bytes of a file that is gone, lot by lot, and looks again after one that may still be posted. */
export function purgeFile(
  { jobs }: Pick<Parlor, 'jobs'>,
  store?: FileStore,
): JobKind<{ fileId: string }> {
  return {
    within: 30_000,
    // What people have deleted is not kept because something went wrong often.
    tries: Number.POSITIVE_INFINITY,
    async run({ fileId }) {
      const after = await withStore(store, (removed) =>
        jobs.run('purgeFile', system, { fileId, removed: removed === fileId }),
      )
      if (after === 'gone') return void (await store?.remove(fileId))
      if (after !== null) return { after: Math.max(after, pause) }
      await store?.tidy(fileId)
    },
  }
}
