import type { Clock } from './clock.ts'

/** How long the page's own timer leaves the first word to the worker. */
const graceMs = 1000

type Worker = {
  addEventListener(kind: 'message', hear: (event: MessageEvent<number>) => void): void
  addEventListener(kind: 'error', hear: (event: Event) => void): void
  postMessage(wanted: { id: number; ms: number }): void
}

/**
 * A clock that keeps time in hidden tabs: browsers slow a hidden page's own timers down to one tick
 * a minute, but not those of its workers. Without a worker, or when it fails, the page's own timers
 * do: right while the page is looked at, and late while it is not.
 * @param start starts the worker; where the browser or a policy forbids it, this may throw
 */
export function createSteadyClock(start: () => Worker): Clock {
  const waiting = new Map<number, { run: () => void; timer: ReturnType<typeof setTimeout> }>()
  let last = 0
  let worker: Worker | null = null

  const ring = (id: number) => {
    const due = waiting.get(id)
    if (!due) return
    waiting.delete(id)
    clearTimeout(due.timer)
    due.run()
  }

  try {
    worker = start()
    worker.addEventListener('message', ({ data }) => ring(data))
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      worker = null
    })
  } catch {
    worker = null
  }

  return {
    now: () => Date.now(),
    after(ms, run) {
      const id = ++last
      const timer = setTimeout(() => ring(id), worker ? ms + graceMs : ms)
      waiting.set(id, { run, timer })
      worker?.postMessage({ id, ms })
      return () => {
        clearTimeout(timer)
        waiting.delete(id)
      }
    },
  }
}
