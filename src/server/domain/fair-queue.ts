import { Refusal } from '../../protocol/refusal.ts'
import { createRound } from './round.ts'

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
  const waiting = createRound<Waiting>()
  let count = 0
  let running = 0

  function wait(asker: string): Promise<void> {
    return new Promise((resolve, reject) => {
      if (count >= maxWaiting && !makeRoom(waiting.of(asker).length)) return reject(full())
      waiting.add(asker, { start: resolve, refuse: reject })
      count += 1
    })
  }

  /** Refuses the last task of whoever has more than one more waiting than the one who asks. */
  function makeRoom(ownCount: number): boolean {
    if (waiting.most() <= ownCount + 1) return false
    waiting.takeBack()?.refuse(full())
    count -= 1
    return true
  }

  const full = () => new Refusal('unavailable', { retryAfter, detail })

  return {
    async run(asker, task) {
      if (running >= width) await wait(asker)
      else running += 1
      try {
        return await task()
      } finally {
        // Others come first, also who asked while this ran.
        const following = waiting.take(asker)
        if (following) {
          count -= 1
          following.one.start()
        } else running -= 1
      }
    },
  }
}
