/** Time as the loops see it. A simulation brings its own. */
export type Clock = {
  /** Milliseconds since the epoch; only ever shown or compared with itself. */
  now(): number
  /** Calls `run` once, `ms` from now, unless the function it returns is called before. */
  after(ms: number, run: () => void): () => void
}

/**
 * A clock that keeps time in hidden tabs: browsers slow a hidden page's own timers down to one tick
 * a minute, but not those of its workers.
 */
export function createWorkerClock(worker: Worker): Clock {
  const waiting = new Map<number, () => void>()
  let last = 0
  worker.addEventListener('message', ({ data }: MessageEvent<number>) => {
    const run = waiting.get(data)
    waiting.delete(data)
    run?.()
  })
  return {
    now: () => Date.now(),
    after(ms, run) {
      const id = ++last
      waiting.set(id, run)
      worker.postMessage({ id, ms })
      return () => waiting.delete(id)
    },
  }
}
