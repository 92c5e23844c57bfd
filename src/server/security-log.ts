import type { Logger } from 'pino'
import type { NoteEvent, SecurityEventName } from './domain/security-events.ts'

const minute = 60_000
/** Lines in a minute: of one event from one address, and of one event in all. A flood fills no disk. */
const maxFromOne = 20
const maxOfAll = 600

/** What is worth a second look; the rest is the normal course of things. */
const warnings: ReadonlySet<SecurityEventName> = new Set([
  'log_in_failed',
  'log_in_throttled',
  'password_change_failed',
  'password_reset_failed',
  'refused',
])

/**
 * Writes security events to the log as lines of JSON, in which control characters are escaped. What
 * is left out is counted, and the count is written with the first line of a later minute.
 */
export function createSecurityLog(logger: Logger, clock: () => number): NoteEvent {
  let since = clock()
  let counts = new Map<string, number>()
  let leftOut = new Map<SecurityEventName, number>()

  function count(key: string): number {
    const n = (counts.get(key) ?? 0) + 1
    counts.set(key, n)
    return n
  }

  function beginMinute(now: number): void {
    for (const [event, lines] of leftOut) {
      logger.warn({ event: 'left_out', of: event, lines }, 'Too many to write them all.')
    }
    since = now
    counts = new Map()
    leftOut = new Map()
  }

  return ({ event, account, address, detail }) => {
    const now = clock()
    if (now - since >= minute) beginMinute(now)
    // The second is counted only if the first is within bounds, so neither map outgrows them.
    const isTooMany = count(event) > maxOfAll || count(`${event} ${address}`) > maxFromOne
    if (isTooMany) return void leftOut.set(event, (leftOut.get(event) ?? 0) + 1)
    const line = { event, account: account ?? 'unknown', address, ...(detail && { detail }) }
    if (warnings.has(event)) logger.warn(line, 'security')
    else logger.info(line, 'security')
  }
}
