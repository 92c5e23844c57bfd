import { signal } from '@preact/signals'
import type { Api } from './api.ts'
import type { Clock } from './clock.ts'

type Deps = { api: Pick<Api, 'markRead'>; clock: Clock; inFront: () => boolean }

/** How long a read marker may wait for a later one to go in its place. */
const patienceMs = 2000

export type Reading = ReturnType<typeof createReading>

/** How far the person has read the room they are in, and where what is new to them begins. */
export function createReading({ api, clock, inFront }: Deps) {
  /** The `seq` of the first message that is new to the reader; null if there is none. */
  const newSince = signal<number | null>(null)
  /** Rises when something asks the log to go to its end. */
  const jumps = signal(0)
  let room = ''
  let seenUpTo = 0
  let toldUpTo = 0
  let cancel: (() => void) | null = null

  const tell = () => {
    cancel?.()
    cancel = null
    if (seenUpTo <= toldUpTo) return
    toldUpTo = seenUpTo
    // A marker that gets lost is made up for by the next one.
    void api.markRead(room, { seq: seenUpTo })
  }

  return {
    newSince,
    jumps,

    /** Begins with a room. */
    open(roomId: string, readUpTo: number, last: number) {
      room = roomId
      seenUpTo = readUpTo
      toldUpTo = readUpTo
      jumps.value = 0
      newSince.value = readUpTo > 0 && readUpTo < last ? readUpTo + 1 : null
    },

    /** The reader is looking at the log's end, and this is its last message. */
    seen(roomId: string, seq: number) {
      if (!inFront() || roomId !== room || seq <= seenUpTo) return
      seenUpTo = seq
      cancel ??= clock.after(patienceMs, tell)
    },

    /** The reader turned away: what comes from now on is new when they are back. */
    turnAway(last: number) {
      tell()
      newSince.value = last + 1
    },

    close: tell,
  }
}
