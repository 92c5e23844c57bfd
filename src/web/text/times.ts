import { computed, signal } from '@preact/signals'
import { locale } from '../locale/regional.ts'

let timer: ReturnType<typeof setTimeout> | undefined
/** Goes on for as long as something on the page depends on what time it is, midnight included. */
const lately = signal(0, {
  watched: () => tickLater(),
  unwatched: () => clearTimeout(timer),
})

function tickLater() {
  const untilMidnight = new Date().setHours(24, 0, 0, 0) - Date.now()
  timer = setTimeout(
    () => {
      lately.value = Date.now()
      tickLater()
    },
    Math.min(30_000, Math.max(untilMidnight, 1000)),
  )
}

/** The midnight that was last seen to pass; what is drawn by it is drawn anew at the next one. */
const today = computed(() => midnight(new Date(lately.value)))

/** Where the reader is: formats keep the zone that they were made in, and people travel. */
const zone = computed(() => zoneAt(lately.value))
const zoneAt = (_now: number) => new Intl.DateTimeFormat().resolvedOptions().timeZone

// Each is costly to make, so it is made when it is first needed, and once for a language and zone.
const dateFormat = (options: Intl.DateTimeFormatOptions) =>
  computed(() => new Intl.DateTimeFormat(locale.value, { ...options, timeZone: zone.value }))
const time = dateFormat({ timeStyle: 'short' })
const exact = dateFormat({ dateStyle: 'full', timeStyle: 'medium' })
const day = dateFormat({ weekday: 'long', day: 'numeric', month: 'long' })
const dayOfYear = dateFormat({ dateStyle: 'long' })
const fullDay = dateFormat({ dateStyle: 'full' })
const shortDay = dateFormat({ day: 'numeric', month: 'short' })
const plainDay = dateFormat({ dateStyle: 'medium' })
const relative = computed(() => new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto' }))

/** The time of day, as in 9:41. */
export const timeOf = (at: string | number) => time.value.format(new Date(at))

/** The time of today's, the day of what was before: where there is little room. */
export const whenShort = (at: string, now: number) =>
  midnight(new Date(at)) === midnight(new Date(Math.max(now, lately.value)))
    ? timeOf(at)
    : shortDay.value.format(new Date(at))

/** The day alone, with its year. */
export const shortDate = (at: string) => plainDay.value.format(new Date(at))

/** Date and time to the second, for who wants to know. */
export const exactTime = (at: string) => exact.value.format(new Date(at))

/** True if two moments are on one day, here where the reader is. */
export const sameDay = (a: string, b: string) =>
  plainDay.value.format(new Date(a)) === plainDay.value.format(new Date(b))

/** A day with its year, true whenever it is read. */
export const dateOf = (at: string) => fullDay.value.format(new Date(at))

/** “Today”, “yesterday”, a weekday with its date, or a date of another year. */
export function dayOf(at: string, now: number): string {
  const date = new Date(at)
  const latest = new Date(Math.max(now, today.value))
  const days = Math.round((midnight(date) - midnight(latest)) / 86_400_000)
  if (days === 0 || days === -1) return capitalised(relative.value.format(days, 'day'))
  const sameYear = date.getFullYear() === latest.getFullYear()
  return (sameYear ? day : dayOfYear).value.format(date)
}

/** How long ago something was, roughly, as in “5 minutes ago”; stays true while it is shown. */
export function ago(at: string, now: number): string {
  const seconds = Math.min(0, (Date.parse(at) - Math.max(now, lately.value)) / 1000)
  for (const [unit, length] of units) {
    if (-seconds >= length) return relative.value.format(Math.ceil(seconds / length), unit)
  }
  return relative.value.format(0, 'second')
}

const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const

const midnight = (date: Date) => new Date(date).setHours(0, 0, 0, 0)

const capitalised = (text: string) => text.charAt(0).toLocaleUpperCase() + text.slice(1)
