import type { Clock } from '../../src/web/app/clock.ts'

type Timer = { at: number; order: number; run: () => void; isAwake: () => boolean }

/** When every story begins; ms since 1970. */
export const beginning = Date.UTC(2030, 0, 1)

export type Timeline = ReturnType<typeof createTimeline>

/** The simulation's time. It stands still until somebody moves it; timers fire one by one. */
export function createTimeline() {
  let now = beginning
  let order = 0
  let timers: Timer[] = []

  const earliest = (): Timer | undefined =>
    timers
      .filter((timer) => timer.isAwake())
      .reduce<Timer | undefined>(
        (first, each) => (!first || isBefore(each, first) ? each : first),
        undefined,
      )

  return {
    now: () => now,

    /** A browser's clock. While the machine sleeps its timers wait, and fire when it wakes. */
    clockFor(isAwake: () => boolean): Clock {
      return {
        now: () => now,
        after(ms, run) {
          order += 1
          const timer = { at: now + ms, order, run, isAwake }
          timers.push(timer)
          return () => {
            timers = timers.filter((each) => each !== timer)
          }
        },
      }
    },

    /** When the next timer is due; undefined if none is. */
    nextAt: () => earliest()?.at,

    /** Goes to the next timer and fires it. */
    fireNext(): void {
      const timer = earliest()
      if (!timer) return
      timers = timers.filter((each) => each !== timer)
      now = Math.max(now, timer.at)
      timer.run()
    },

    /** Lets time pass without firing anything: everything that is due then fires late. */
    pass(ms: number): void {
      now += ms
    },
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order)
}
