import type { After } from '../../database/timer.ts'
import type { Line } from './postgres-line.ts'

/** How long a backend that is none of ours is not listened to; ms. Then its number may be another's. */
const deafFor = 5000
/** How long after one look at who is there the next may be taken, for somebody unknown; ms. */
const lookEvery = 500

/**
 * Who listens to the same notifications, and whose they are. PostgreSQL itself says which of its
 * backends notified, and on behalf of which role: what says so in the text could be anybody.
 */
export interface Backends {
  /** The other processes of Parlor, by their backends; undefined: that cannot be found out. */
  look(): Promise<ReadonlyMap<number, string> | undefined>
  /** The process behind a backend, if it is known to be one of ours. */
  processOf(backend: number): string | undefined
  /** Whether a backend is known to be none of ours. */
  isStranger(backend: number): boolean
  /** Finds out about a backend that is not known yet. Resolves when it is as well known as can be. */
  meet(backend: number): Promise<void>
}

export function createBackends(line: () => Line | undefined, after: After): Backends {
  let ours: ReadonlyMap<number, string> = new Map()
  const strangers = new Set<number>()
  let meeting: Promise<void> | undefined
  /** Resolves when the next look may be taken. */
  let rested: Promise<void> = Promise.resolve()
  let unknown = new Set<number>()

  async function look(): Promise<ReadonlyMap<number, string> | undefined> {
    const now = await line()?.listeners()
    if (now) ours = now
    return now
  }

  async function meetAll(): Promise<void> {
    await rested
    rested = new Promise<void>((resolve) => after(lookEvery, resolve))
    const met = unknown
    unknown = new Set()
    meeting = undefined
    // Should it fail, they stay unknown, and are met when they are heard again.
    if (!(await look().catch(() => undefined))) return
    for (const backend of met) {
      if (ours.has(backend)) continue
      strangers.add(backend)
      after(deafFor, () => void strangers.delete(backend))
    }
  }

  return {
    look,
    processOf: (backend) => ours.get(backend),
    isStranger: (backend) => strangers.has(backend),
    meet(backend) {
      if (ours.has(backend)) return Promise.resolve()
      unknown.add(backend)
      meeting ??= meetAll()
      return meeting
    },
  }
}
