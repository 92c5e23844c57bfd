import type { PersonInRoom, User } from '../../../protocol/people.ts'
import type { RoomChange } from '../../storage/change.ts'

/** People whose state, as the log has it, is not what was heard of them. */
export interface Misjudged {
  quiet: string[]
  heardAgain: string[]
}

/** Who is inside a room, and who of them has fallen quiet, as of the newest revision. */
export interface Presence {
  everybody(): PersonInRoom[]
  holds(personId: string): boolean
  /** The person with their state; `gone` if they are not inside. */
  stateOf(person: User): PersonInRoom
  applied(change: RoomChange): void
  misjudged(isQuiet: (personId: string) => boolean): Misjudged
}

export function createPresence(inside: PersonInRoom[]): Presence {
  const people = new Map(inside.map((person) => [person.id, person]))

  return {
    everybody: () => [...people.values()],
    holds: (personId) => people.has(personId),
    stateOf: ({ id, username }) => people.get(id) ?? { id, username, state: 'gone' },
    applied(change) {
      switch (change.kind) {
        case 'message':
        case 'revised':
          return
        case 'person': {
          const { id, username } = change.person
          if (change.here) people.set(id, { id, username, state: 'here' })
          else people.delete(id)
          return
        }
        case 'presence': {
          const { id, username } = change.person
          people.set(id, { id, username, state: change.quiet ? 'away' : 'here' })
          return
        }
        default:
          change satisfies never
      }
    },
    misjudged(isQuiet) {
      const found: Misjudged = { quiet: [], heardAgain: [] }
      for (const { id, state } of people.values()) {
        const quiet = isQuiet(id)
        if (quiet && state === 'here') found.quiet.push(id)
        if (!quiet && state === 'away') found.heardAgain.push(id)
      }
      return found
    },
  }
}
