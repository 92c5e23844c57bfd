import type { Clock } from './clock.ts'

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
