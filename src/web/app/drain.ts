import { batch, signal } from '@preact/signals'
import { pollPauseMs } from '../../protocol/limits.ts'
import type { Answer, Refusal } from './api.ts'
import type { Clock } from './clock.ts'

/** Lets one window at a time do something, as the Web Locks API does. */
export type Locks = { exclusively(name: string, work: () => Promise<void>): Promise<void> }

export type DrainDeps = { locks: Locks; clock: Clock; random: () => number }

type Queue<Item, T> = {
  /** What this queue of the present owner is called in all windows; null: there is no owner. */
  name: () => string | null
  /** The item whose turn it is, if anything can be sent now. */
  next: () => Item | undefined
  ask: (item: Item) => Promise<Answer<T>>
  /** Takes the answer. Returns true if the item is settled, false if it is to be tried again. */
  settle: (item: Item, answer: Answer<T>) => boolean
}

const longestPauseMs = 30_000

/**
 * Sends what a queue holds, one item at a time, and each again until it is settled: after a second at
 * first, then after twice as long up to half a minute, with jitter. Any window of the person may send
 * any item; the lock sees to it that only one does.
 */
export function createDrain<Item, T>(
  { locks, clock, random }: DrainDeps,
  { name, next, ask, settle }: Queue<Item, T>,
) {
  /** What this window is sending. */
  const underWay = signal<Item | null>(null)
  /** Tries in a row that came to nothing. */
  const failures = signal(0)
  let draining = false
  /** The line may have come back since the send under way began. */
  let woken = false
  let cancelRetry: (() => void) | null = null

  /** Sends what can be sent, unless this window is at it already. */
  const drain = async () => {
    const lock = name()
    if (draining || lock === null) return
    cancelRetry?.()
    cancelRetry = null
    draining = true
    let retryIn: number | null = null
    await locks.exclusively(lock, async () => {
      while (name() === lock && retryIn === null) {
        const item = next()
        if (!item) return
        retryIn = await send(item)
      }
    })
    draining = false
    if (retryIn !== null && !woken) cancelRetry = clock.after(retryIn, () => void drain())
    else if (name() !== null && next()) void drain()
  }

  /** Sends one item. Returns after how many milliseconds to try again, or null if it is settled. */
  const send = async (item: Item): Promise<number | null> => {
    woken = false
    underWay.value = item
    const answer = await ask(item)
    return batch(() => {
      underWay.value = null
      if (answer.ok) failures.value = 0
      if (settle(item, answer)) return null
      failures.value += 1
      return pauseAfter(answer)
    })
  }

  const pauseAfter = (answer: Answer<T>) => {
    const doubled = Math.min(longestPauseMs, pollPauseMs * 2 ** (failures.value - 1))
    const asked = answer.ok ? 0 : (answer.refusal.retryAfter ?? 0)
    return Math.max(doubled * (1 + random() / 2), asked)
  }

  return {
    underWay,
    failures,
    start: () => void drain(),
    /** To be called when the line may be back: does not wait for the next try. */
    wake() {
      woken = true
      if (cancelRetry) void drain()
    },
  }
}

/** Whether it is of no use to send the same again. */
export function isFinal({ code }: Refusal): boolean {
  switch (code) {
    case 'room_deleted':
    case 'room_not_found':
    case 'room_archived':
    case 'muted':
    case 'message_not_found':
    case 'message_deleted':
    case 'message_changed':
    case 'not_author':
    case 'too_large':
    case 'quota_exceeded':
    case 'invalid_input':
    case 'key_reused':
    case 'cross_site':
      return true
    // Among them `not_in_room`: the person may only have looked in elsewhere, through another
    // window. If they stay away, the poll finds out, and `enterRoom` holds everything back.
    default:
      return false
  }
}
