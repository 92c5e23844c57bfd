import type { Hints, Typist } from '../engine/feed/feed.ts'
import type { Tail } from './kinds.ts'
import type { LiveSession } from './live/live-person.ts'
import type { ReadThrough } from './live/read-through.ts'
import { createTyping } from './live/typing.ts'

interface Deps {
  clock(): number
  /** Tells the other processes on the same database, without being waited for. */
  tellOthers(hints: Hints): void
}

/** Who writes something just now, in this process and in others. */
export function createWritingNow(
  { clock, tellOthers }: Deps,
  { roomInside, roomAsSeenBy }: Pick<ReadThrough, 'roomInside' | 'roomAsSeenBy'>,
) {
  const typing = createTyping()

  function say(typist: Typist): void {
    typing.noted(typist, clock())
    tellOthers({ rooms: [], listed: [], people: [], sessions: [], typing: [typist] })
  }

  return {
    /**
     * Harmless for whoever may only read.
     * @throws Refusal `not_in_room`, `room_not_found`, `room_deleted`
     */
    async saysWriting(
      { person }: LiveSession,
      { roomId, on }: { roomId: string; on: boolean },
    ): Promise<void> {
      await roomInside(person, roomId)
      if (on) {
        const { archivedAt, mutedUntil } = await roomAsSeenBy(person, roomId)
        const isMuted = mutedUntil !== undefined && Date.parse(mutedUntil) > clock()
        if (archivedAt !== null || isMuted) return
      }
      say({ roomId, personId: person.id, on })
    },

    /** What they wrote is there. */
    hasWritten({ person }: LiveSession, roomId: string): void {
      if (typing.isNoted(roomId, person.id)) say({ roomId, personId: person.id, on: false })
    },

    heard(typists: readonly Typist[]): void {
      for (const typist of typists) typing.noted(typist, clock())
    },

    /** The body of an answer to a poll of a room, with those who write in it. */
    withTyping: (body: string, tail: Tail) => typing.addTo(body, tail, clock()),
    tidyTyping: () => typing.tidy(clock()),
  }
}

export type WritingNow = ReturnType<typeof createWritingNow>
