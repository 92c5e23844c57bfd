import { createHmac, randomBytes } from 'node:crypto'
import { Refusal } from '../../protocol/refusal.ts'
import type { System } from '../engine/transaction.ts'
import type { Tx } from './change.ts'

const minute = 60_000

/** Wrong passwords in a row for one account, as far as they come from devices it does not know. */
const limits = {
  /** So many are answered without any delay. */
  free: 20,
  /** After so many guessing ends (NIST SP 800-63B-4, 3.2.2). */
  end: 100,
  /** After the last free one; it doubles with each further one. Ms. */
  firstDelay: minute,
  longestDelay: 60 * minute,
}

/** What wrong passwords are counted for, apart from each other. */
export const subjects = {
  /** Log-ins from devices that the account does not know. */
  account: (personId: string) => `account ${personId}`,
  /** Log-ins from one that it knows. */
  device: (personId: string, tokenHash: string) => `device ${personId} ${tokenHash}`,
  /** The current password, asked for in a session. */
  session: (sessionId: number) => `session ${sessionId}`,
}

/** Counts tries at log-ins for accounts that there are, and in the same way for those there are not. */
export type Guessing = ReturnType<typeof createGuessing>

/** How many names without an account are remembered; the first to go is the one longest untried. */
const namesRemembered = 10_000

/** @param write runs the verb `countTry`. */
export function createGuessing(
  write: (args: { subject: string | null }) => Promise<Verdict>,
  clock: () => number,
) {
  /** Some type their password into the wrong field: what is not a name is not kept in the clear. */
  const secret = randomBytes(32)
  const unknown = new Map<string, Tries>()

  function countUnknown(reading: string): Verdict {
    const hash = createHmac('sha256', secret).update(reading).digest('base64')
    const before = unknown.get(hash) ?? { failures: 0, failedAt: 0 }
    const verdict = verdictOn(before, clock())
    unknown.delete(hash)
    unknown.set(
      hash,
      verdict.allowed ? { failures: before.failures + 1, failedAt: clock() } : before,
    )
    for (const oldest of unknown.keys()) {
      if (unknown.size <= namesRemembered) break
      unknown.delete(oldest)
    }
    return verdict
  }

  return {
    /**
     * Counts a try before it is made, so that none of many at once goes uncounted.
     * @throws Refusal `too_many_requests`
     */
    async count(of: { subject: string } | { reading: string }): Promise<void> {
      // The write is made for nobody, too: a name that there is not must not be told by its quickness.
      const verdict =
        'subject' in of
          ? await write({ subject: of.subject })
          : await write({ subject: null }).then(() => countUnknown(of.reading))
      if (!verdict.allowed) throw tooMany(verdict)
    },
  }
}

function tooMany({ hasEnded, wait }: { hasEnded: boolean; wait: number }): Refusal {
  return new Refusal('too_many_requests', {
    retryAfter: Math.max(1, wait / 1000),
    ...(hasEnded && {
      detail:
        'There were too many wrong passwords in a row. Log in on a device that you have used before, or ask whoever runs this server for a link that sets a new password.',
    }),
  })
}

interface Tries {
  failures: number
  /** When the last one was; ms. */
  failedAt: number
}

/** Whether a try may be made; if not, for how long not; ms. */
type Verdict = { allowed: true } | { allowed: false; hasEnded: boolean; wait: number }

function verdictOn({ failures, failedAt }: Tries, now: number): Verdict {
  if (failures >= limits.end) return { allowed: false, hasEnded: true, wait: limits.longestDelay }
  if (failures < limits.free) return { allowed: true }
  const delay = Math.min(limits.longestDelay, limits.firstDelay * 2 ** (failures - limits.free))
  const wait = failedAt + delay - now
  return wait > 0 ? { allowed: false, hasEnded: false, wait } : { allowed: true }
}

/** What is written for a name without an account. */
const nobody = 'nobody'

/** Counts a try as wrong, until `forgive` says that it was right, if one may be made now. */
export async function countTry(
  tx: Tx,
  _actor: System,
  { subject }: { subject: string | null },
): Promise<Verdict> {
  for (;;) {
    const first = { subject: subject ?? nobody, failures: 1, failed_at: tx.now }
    const { numInsertedOrUpdatedRows: begun } = await tx.db
      .insertInto('guess')
      .values(first)
      .onConflict((oc) => oc.column('subject').doNothing())
      .executeTakeFirstOrThrow()
    if (begun === 1n) return { allowed: true }
    const row = await tx.db
      .selectFrom('guess')
      .selectAll()
      .where('subject', '=', first.subject)
      .executeTakeFirst()
    if (!row) continue
    const tries = { failures: row.failures, failedAt: row.failed_at }
    const verdict: Verdict = subject === null ? { allowed: true } : verdictOn(tries, tx.now)
    if (!verdict.allowed) return verdict
    const { numUpdatedRows: counted } = await tx.db
      .updateTable('guess')
      .set({ failures: row.failures + 1, failed_at: tx.now })
      .where('subject', '=', row.subject)
      // Another process may have counted one since; then it is looked at again.
      .where('failures', '=', row.failures)
      .executeTakeFirstOrThrow()
    if (counted === 1n || subject === null) return { allowed: true }
  }
}

/** Takes a try back that could not be made. */
export async function takeBackTry(
  tx: Tx,
  _actor: System,
  { subject }: { subject: string },
): Promise<void> {
  await tx.db
    .updateTable('guess')
    .set((eb) => ({ failures: eb('failures', '-', 1) }))
    .where('subject', '=', subject)
    .where('failures', '>', 0)
    .execute()
}

/** A right password ends the row of wrong ones. */
export async function forgive(tx: Tx, subjects: readonly string[]): Promise<void> {
  if (subjects.length === 0) return
  await tx.db.deleteFrom('guess').where('subject', 'in', subjects).execute()
}
