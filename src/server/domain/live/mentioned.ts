import type { MessagePosted, MessageRevised } from '../message-entries.ts'
import type { LivePerson } from './live-person.ts'

type Said = MessagePosted | MessageRevised

/** Whom of those in memory a message concerns, because it mentions them or did before it was revised. */
export function createMentioned(people: ReadonlyMap<string, LivePerson>) {
  /** Where somebody was mentioned since this process began, as room and `seq`. */
  const places = new Set<string>()
  const placeOf = ({ roomId, message }: Said) => `${roomId} ${message.seq}`

  return {
    /** Notes where somebody was mentioned before they were in memory. */
    note({ belonging }: LivePerson): void {
      for (const [roomId, seqs] of belonging.mentions)
        for (const seq of seqs) places.add(`${roomId} ${seq}`)
    },

    /** Notes where people are mentioned now. Most messages mention nobody, before and after. */
    heard(said: Said): Iterable<LivePerson> {
      const { mentions, mentionsEveryone } = said.message
      const place = placeOf(said)
      const wasMention = said.kind === 'revised' && places.has(place)
      if (!mentionsEveryone && !wasMention && mentions.length === 0) return []
      places.add(place)
      if (mentionsEveryone || wasMention) return people.values()
      return mentions.flatMap((id) => people.get(id) ?? [])
    },
  }
}
