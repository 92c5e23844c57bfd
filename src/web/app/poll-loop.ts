import { pollPauseMs } from '../../protocol/limits.ts'
import type { Clock } from './clock.ts'

/** How one poll went, and so when the next one is due. */
export type Outcome =
  /** There is more to fetch: go on at once. */
  | { kind: 'more' }
  /** All is well: go on after the usual pause. */
  | { kind: 'well' }
  /** It did not work: try again later, in no case before `retryAfter` milliseconds. */
  | { kind: 'failed'; retryAfter?: number }
  | { kind: 'over' }

/** How the line to the server is. Times are the clock's. */
export type Connection =
  | { kind: 'well' }
  /** `failures` polls in a row went wrong, the first one at `since`; the next one is due at `next`. */
  | { kind: 'failing'; failures: number; since: number; next: number }

export type PollLoop = {
  /** Polls at once if the loop is pausing. */
  hurry(): void
  /** Does not wait to try again after a failure, nor after one of the poll under way. */
  wake(): void
  stop(): void
}

type Deps = { clock: Clock; random: () => number; connection: (now: Connection) => void }

const longestPauseMs = 30_000

/**
 * Polls until it is over or stopped. The next poll starts one second after the last one ended
 * (S15), never two at a time; after a failure the pause doubles up to half a minute, with jitter,
 * so that a thousand pages do not come back in step when a server does.
 */
export function startPolling(poll: () => Promise<Outcome>, { clock, random, connection }: Deps) {
  let stopped = false
  let cancel: (() => void) | null = null
  let failures = 0
  let since = 0
  /** The line may have come back since the poll under way began. */
  let woken = false

  const wait = (ms: number) => {
    cancel = clock.after(ms, () => {
      cancel = null
      void run()
    })
  }

  const run = async () => {
    for (;;) {
      woken = false
      const outcome = await poll()
      if (stopped) return
      switch (outcome.kind) {
        case 'over':
          stopped = true
          return
        case 'more':
        case 'well':
          if (failures > 0) connection({ kind: 'well' })
          failures = 0
          if (outcome.kind === 'more') continue
          return wait(pollPauseMs)
        case 'failed': {
          if (failures === 0) since = clock.now()
          failures += 1
          const doubled = Math.min(longestPauseMs, pollPauseMs * 2 ** (failures - 1))
          const usual = Math.max(doubled * (1 + random() / 2), outcome.retryAfter ?? 0)
          const pause = woken ? 0 : usual
          connection({ kind: 'failing', failures, since, next: clock.now() + pause })
          return wait(pause)
        }
        default:
          outcome satisfies never
      }
    }
  }

  void run()
  const hurry = () => {
    if (!cancel) return
    cancel()
    cancel = null
    void run()
  }

  return {
    hurry,
    wake() {
      woken = true
      if (failures > 0) hurry()
    },
    stop() {
      stopped = true
      cancel?.()
    },
  } satisfies PollLoop
}
