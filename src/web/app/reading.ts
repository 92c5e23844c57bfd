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
  /** The `seq` of a message that something asks the log to go to, until it goes. */
  const wanted = signal<number | null>(null)
  let room = ''
  /** Up to where the person had read when they came; -1: they have gone. */
  let begun = -1
  /** The last message at whose end the log stood, looked at or not. */
  let reached = 0
  let told = 0
  let cancel: (() => void) | null = null
  /** What is being told. */
  let telling: Promise<unknown> = Promise.resolve()

  const tell = () => {
    cancel?.()
    cancel = null
    if (reached <= told) return
    told = reached
    // A marker that gets lost is made up for by the next one.
    telling = api.markRead(room, { seq: reached })
  }

  const tellSoon = () => {
    if (inFront() && reached > told) cancel ??= clock.after(patienceMs, tell)
  }

  return {
    newSince,
    jumps,
    wanted,

    /**
     * Begins with a room. Who is in it already goes on: its name, or what they may do in it, is another.
     * @param returning false: nothing in it is new since an earlier visit
     */
    open(roomId: string, readUpTo: number, last: number, returning: boolean) {
      if (room === roomId && begun === readUpTo) return
      room = roomId
      begun = readUpTo
      reached = readUpTo
      told = readUpTo
      jumps.value = 0
      newSince.value = returning && readUpTo < last ? readUpTo + 1 : null
    },

    /** The log stands at its end, and this is its last message. */
    reach(roomId: string, seq: number) {
      // Whoever is about to mark something as unread has gone.
      if (roomId !== room || begun < 0) return
      reached = Math.max(reached, seq)
      tellSoon()
    },

    /** The reader turned away: what comes from now on is new when they are back. */
    turnAway(last: number) {
      if (cancel) tell()
      newSince.value = last + 1
    },

    comeBack(last: number) {
      if ((newSince.value ?? 0) > last) newSince.value = null
      tellSoon()
    },

    /**
     * Ends with a room, and has told what was looked at up to now when it is done: to be waited for
     * before leaving, since only those inside can tell.
     */
    async close() {
      begun = -1
      if (cancel) tell()
      await telling
    },
  }
}
