import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit'

/** What was asked for by one of those counted, in a window of time that began with its first. */
interface Window {
  count: number
  /** ms */
  began: number
}

/**
 * Counts for `@fastify/rate-limit`, whose own go by the clock of the machine.
 * @param clock ms since 1970
 * @param peopleCounted of whom each limit keeps counts; beyond, those who asked longest ago go
 */
export function createCounts(
  clock: () => number,
  peopleCounted: number,
): FastifyRateLimitStoreCtor {
  return class Counts implements FastifyRateLimitStore {
    readonly #windows = new Map<string, Window>()

    incr(...[key, answer, timeWindow]: Parameters<FastifyRateLimitStore['incr']>): void {
      const now = clock()
      const last = this.#windows.get(key)
      // A clock that was set back begins anew, too: else somebody would be refused for hours.
      const goesOn = last !== undefined && last.began <= now && now - last.began < timeWindow
      const window = goesOn ? last : { count: 0, began: now }
      window.count += 1
      this.#windows.delete(key)
      this.#windows.set(key, window)
      if (this.#windows.size > peopleCounted) this.#forgetOldest()
      answer(null, { current: window.count, ttl: window.began + timeWindow - now })
    }

    /** Each limit has counts of its own. */
    child(): FastifyRateLimitStore {
      return new Counts()
    }

    #forgetOldest(): void {
      for (const key of this.#windows.keys()) {
        this.#windows.delete(key)
        return
      }
    }
  }
}
