import type { QuietHours } from './push.ts'

/** Whether somebody wants to be left in peace at this moment. */
export function isQuiet(hours: QuietHours, now: number): boolean {
  if (!hours) return false
  const { from, to, timeZone } = hours
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(now)
  const [hour = 0, minute = 0] = parts.split(':').map(Number)
  const at = hour * 60 + minute
  return from <= to ? from <= at && at < to : at >= from || at < to
}
