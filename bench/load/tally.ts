import type { Message } from '../../src/protocol/messages.ts'
import { createOrderCheck } from './order.ts'
import { createTimes } from './times.ts'

/** Of a longer answer only the oldest messages are timed: those that waited longest. */
const timedInAnAnswer = 50
/** So many errors are told in words. */
const toldErrors = 5

/** What readers and writers of one crowd count together, and hold against the order guarantee. */
export interface Tally {
  check: ReturnType<typeof createOrderCheck>
  polls: ReturnType<typeof createTimes>
  posts: ReturnType<typeof createTimes>
  /** Requests for news, of windows with a rail. */
  news: ReturnType<typeof createTimes>
  newsWithPolls: number
  /** From a post's acknowledgement to its arrival at a reader. */
  delivery: ReturnType<typeof createTimes>
  errors: string[]
  errorCount: number
  /** Polls answered after more than a second. */
  late: number
  /** Whether the load is on: what comes before and after is not timed. */
  isCounting: boolean
  fail(what: string): void
  /** A message was acknowledged just now. */
  acknowledge(roomId: string, message: Message): void
  /** Messages have arrived at a reader just now. */
  deliver(roomId: string, span: { first: number; last: number }): void
  /** The `seq` of the newest message that was acknowledged in a room. */
  newestIn(roomId: string): number
}

export function createTally(): Tally {
  const check = createOrderCheck()
  /** When the message at a place was acknowledged, by room and `seq`. */
  const acknowledged = new Map<string, number>()
  const newest = new Map<string, number>()
  const newestIn = (roomId: string): number => newest.get(roomId) ?? 0

  return {
    check,
    polls: createTimes(),
    posts: createTimes(),
    news: createTimes(),
    newsWithPolls: 0,
    delivery: createTimes(),
    errors: [],
    errorCount: 0,
    late: 0,
    isCounting: false,
    fail(what) {
      this.errorCount += 1
      if (this.errors.length < toldErrors) this.errors.push(what)
    },
    acknowledge(roomId, message) {
      check.place(roomId, message)
      acknowledged.set(`${roomId} ${message.seq}`, performance.now())
      newest.set(roomId, Math.max(newestIn(roomId), message.seq))
    },
    deliver(roomId, { first, last }) {
      const now = performance.now()
      for (let seq = first; seq <= Math.min(last, first + timedInAnAnswer - 1); seq += 1) {
        const at = acknowledged.get(`${roomId} ${seq}`)
        // It may arrive at a reader before its author's answer does.
        this.delivery.add(at === undefined ? 0 : now - at)
      }
    },
    newestIn,
  }
}
