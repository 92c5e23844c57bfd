import type { Logger } from 'pino'

/** How often the same thing is worth another line; ms. */
const repeatAfter = 60_000
/** Of so many things it is remembered that they were said. */
const mostKept = 1000

/** Tells the operator what to set. The same kind of hint is logged once a minute at most. */
export type Hint = (kind: string, what: Record<string, unknown>, text: string) => void

export function createHint(logger: Pick<Logger, 'warn'>, clock: () => number): Hint {
  /** When each kind was last logged; ms. */
  const logged = new Map<string, number>()

  return (kind, what, text) => {
    const now = clock()
    if (now - (logged.get(kind) ?? Number.NEGATIVE_INFINITY) < repeatAfter) return
    if (logged.size >= mostKept) logged.clear()
    logged.set(kind, now)
    logger.warn(what, text)
  }
}
