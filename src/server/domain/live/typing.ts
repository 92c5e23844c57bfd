import type { Typist } from '../../engine/feed/feed.ts'
import type { Tail } from '../kinds.ts'

/** Whoever says that they write is believed for so long; ms. Browsers say it again meanwhile. */
const lasting = 6000
/** More are not told: the page says that several do. */
const mostTold = 5

/**
 * Who writes something just now, in which room. It is in no log and on no disk; polls are told of it as long
 * as it is so. While nobody writes anywhere, a poll pays for one comparison.
 */
export interface Typing {
  /** Takes in what a process says; who is not inside the room is not told of. */
  noted(typist: Typist, now: number): void
  isNoted(roomId: string, personId: string): boolean
  /** The body of an answer to a poll, with those who write in the room. */
  addTo(body: string, tail: Tail, now: number): string
  /** Forgets those who do not any more. To be called every few seconds. */
  tidy(now: number): void
}

export function createTyping(): Typing {
  /** Until when, by person, by room. */
  const rooms = new Map<string, Map<string, number>>()

  return {
    noted({ roomId, personId, on }, now) {
      const people = rooms.get(roomId) ?? new Map<string, number>()
      if (on) people.set(personId, now + lasting)
      else people.delete(personId)
      if (people.size > 0) rooms.set(roomId, people)
      else rooms.delete(roomId)
    },
    isNoted: (roomId, personId) => rooms.get(roomId)?.has(personId) ?? false,
    addTo(body, tail, now) {
      const people = rooms.size === 0 ? undefined : rooms.get(tail.id)
      if (!people) return body
      const told = []
      for (const [personId, until] of people) {
        const person = until > now ? tail.view.presence.find(personId) : undefined
        if (person) told.push(person)
        if (told.length === mostTold) break
      }
      return told.length === 0 ? body : `${body.slice(0, -1)},"typing":${JSON.stringify(told)}}`
    },
    tidy(now) {
      for (const [roomId, people] of rooms) {
        for (const [personId, until] of people) if (until <= now) people.delete(personId)
        if (people.size === 0) rooms.delete(roomId)
      }
    },
  }
}
