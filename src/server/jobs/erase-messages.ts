import type { Parlor } from '../domain/parlor.ts'
import type { JobKind } from '../engine/job-runner.ts'
import { system } from '../engine/transaction.ts'

/** Between two lots: others write meanwhile; ms. */
const pause = 20

/** Takes away what somebody leaves behind who has deleted their account, lot by lot. */
export function eraseMessages({
  jobs,
}: Pick<Parlor, 'jobs'>): JobKind<{ personId: string; stay?: boolean }> {
  return {
    within: 30_000,
    // What people have deleted is not kept because something went wrong often.
    tries: Number.POSITIVE_INFINITY,
    async run(args) {
      const isMore = await jobs.run('eraseMessages', system, args)
      return isMore ? { after: pause } : undefined
    },
  }
}
