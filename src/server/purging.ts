import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'

/** How often to look for what is over and can go, and how soon the next lot follows; ms. */
const purgeEvery = 60_000
const purgeAgainAfter = 50

export interface Purging {
  /** To be called every few seconds: once a minute it removes whatever there is, lot by lot. */
  look(): Promise<void>
  stop(): void
}

/** @param purge removes one lot, and says whether there may be more */
export function createPurging(
  purge: () => Promise<boolean>,
  clock: () => number,
  logger: Logger,
): Purging {
  let last = clock()
  let isUnderWay = false
  let isStopped = false

  return {
    async look() {
      // Before or after: a clock may be set back.
      const isDue = Math.abs(clock() - last) >= purgeEvery
      if (!isDue || isUnderWay || isStopped) return
      isUnderWay = true
      try {
        while (!isStopped && (await purge())) await sleep(purgeAgainAfter)
      } catch (error) {
        logger.warn({ err: error }, 'Could not remove what is over; trying again later.')
      }
      last = clock()
      isUnderWay = false
    },
    stop() {
      isStopped = true
    },
  }
}
