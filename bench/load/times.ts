import { createHistogram } from 'node:perf_hooks'

/** What became of many waits; all in milliseconds. */
export interface Times {
  count: number
  p50: number
  p99: number
  max: number
}

/** Collects how long things took. */
export function createTimes() {
  const histogram = createHistogram({ lowest: 1, highest: 600_000_000, figures: 3 })
  return {
    add(ms: number): void {
      histogram.record(Math.max(1, Math.round(ms * 1000)))
    },
    summary(): Times {
      if (histogram.count === 0) return { count: 0, p50: 0, p99: 0, max: 0 }
      return {
        count: histogram.count,
        p50: histogram.percentile(50) / 1000,
        p99: histogram.percentile(99) / 1000,
        max: histogram.max / 1000,
      }
    },
  }
}
