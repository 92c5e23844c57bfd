import type { Logger } from 'pino'
import type { ThrottledLog } from './engine/feed/feed.ts'

/** How often a trouble that lasts is worth another line; ms. */
const repeatAfter = 60_000

/**
 * Logs the trouble of something that is tried again many times a minute: each kind at once, and then
 * once a minute for as long as it lasts; and once that it is over.
 */
export function createThrottledLog(
  logger: Logger,
  clock: () => number,
  { trouble, over }: { trouble: string; over: string },
): ThrottledLog {
  /** When each kind was last logged; ms. */
  const logged = new Map<string, number>()

  return {
    trouble(error) {
      const now = clock()
      const kind = kindOf(error)
      if (now - (logged.get(kind) ?? Number.NEGATIVE_INFINITY) < repeatAfter) return
      logged.set(kind, now)
      logger.warn({ err: error }, trouble)
    },
    well() {
      if (logged.size === 0) return
      logged.clear()
      logger.info(over)
    },
  }
}

function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message
}
