import type { Parlor } from '../domain/parlor.ts'
import type { JobKind } from '../engine/job-runner.ts'
import { system } from '../engine/transaction.ts'

/** Between two lots: others write meanwhile; ms. */
const pause = 20

/** Deletes what somebody wrote who has deleted their account with it, lot by lot. */
export function eraseMessages({ jobs }: Pick<Parlor, 'jobs'>): JobKind<{ personId: string }> {
  return {
    within: 30_000,
    // What people have deleted is not kept because something went wrong often.
    tries: Number.POSITIVE_INFINITY,
    async run({ personId }) {
      const isMore = await jobs.run('eraseMessages', system, { personId })
      return isMore ? { after: pause } : undefined
    },
  }
}
