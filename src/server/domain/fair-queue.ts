import { Refusal } from '../../protocol/refusal.ts'

/** Runs tasks a few at a time. Those that have to wait are taken from each asker in turn. */
export interface FairQueue {
  /** @throws Refusal `unavailable`, if more wait than can be served soon. */
  run<T>(asker: string, task: () => Promise<T>): Promise<T>
}

interface Waiting {
  start(): void
  refuse(reason: Refusal): void
}

/**
 * Round robin over askers: who asks for much waits for themselves, and others for one of their tasks
 * each. Once it is full, whoever has the most waiting makes room.
 * @param width how many run at once.
 * @param maxWaiting how many may wait.
 * @param retryAfter what a refusal says; seconds.
 * @param detail what it says to people.
 */
export function createFairQueue(
  width: number,
  maxWaiting: number,
  retryAfter: number,
  detail: string,
): FairQueue {
  /** The asker whose turn is next comes first. */
  const waiting = new Map<string, Waiting[]>()
  let count = 0
  let running = 0

  function wait(asker: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const own = waiting.get(asker) ?? []
      if (count >= maxWaiting && !makeRoom(own.length)) return reject(full())
      own.push({ start: resolve, refuse: reject })
      waiting.set(asker, own)
      count += 1
    })
  }

  /** Refuses the last task of whoever has more than one more waiting than the one who asks. */
  function makeRoom(ownCount: number): boolean {
    let [most, longest] = ['', [] as Waiting[]]
    for (const [asker, tasks] of waiting) {
      if (tasks.length > longest.length) [most, longest] = [asker, tasks]
    }
    if (longest.length <= ownCount + 1) return false
    longest.pop()?.refuse(full())
    if (longest.length === 0) waiting.delete(most)
    count -= 1
    return true
  }

  /** @param served whose task is over: others come first, also who asked while it ran. */
  function next(served: string): Waiting | undefined {
    const askers = [...waiting.keys()]
    const asker = askers.find((one) => one !== served) ?? served
    const tasks = waiting.get(asker)
    if (!tasks) return undefined
    const task = tasks.shift()
    // To the end of the round, or out of it.
    waiting.delete(asker)
    if (tasks.length > 0) waiting.set(asker, tasks)
    count -= 1
    return task
  }

  const full = () => new Refusal('unavailable', { retryAfter, detail })

  return {
    async run(asker, task) {
      if (running >= width) await wait(asker)
      else running += 1
      try {
        return await task()
      } finally {
        const following = next(asker)
        if (following) following.start()
        else running -= 1
      }
    },
  }
}
