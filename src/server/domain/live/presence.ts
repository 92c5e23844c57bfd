import type { PersonInRoom, User } from '../../../protocol/people.ts'

/** Notes that are kept; a reader further behind is told of everybody. */
const capacity = 500

/**
 * Who is inside a room, and who of them has fallen quiet. It lives in memory only: being quiet is
 * no change of the room, takes no revision, and is known to the process that hears the polls.
 */
export interface Presence {
  /** Names the newest note, so that a cursor can say up to where a reader knows. */
  version(): string
  everybody(): PersonInRoom[]
  find(personId: string): PersonInRoom | undefined
  /** The person with their state; `gone` if they are not inside. */
  stateOf(person: User): PersonInRoom
  /** The people whose quietness changed since a version; everybody, if it is another process's. */
  since(version: string): string[]
  moved(person: User, here: boolean): void
  /** Returns whether anything changed. */
  notice(isQuiet: (personId: string) => boolean): boolean
}

export function createPresence(processName: string, inside: User[]): Presence {
  const people = new Map<string, PersonInRoom>()
  for (const { id, username } of inside) people.set(id, { id, username, state: 'here' })
  let notes: { number: number; personId: string }[] = []
  let newest = 1

  return {
    version: () => `${processName}-${newest}`,
    everybody: () => [...people.values()],
    find: (personId) => people.get(personId),
    stateOf: ({ id, username }) => people.get(id) ?? { id, username, state: 'gone' },
    since(version) {
      const [name, number = '0'] = version.split('-')
      const oldest = notes[0]?.number ?? newest + 1
      if (name !== processName || Number(number) < oldest - 1) return [...people.keys()]
      return notes.filter((note) => note.number > Number(number)).map((note) => note.personId)
    },
    moved({ id, username }, here) {
      if (here) people.set(id, { id, username, state: 'here' })
      else people.delete(id)
    },
    notice(isQuiet) {
      const before = newest
      for (const [personId, person] of people) {
        const state = isQuiet(personId) ? 'away' : 'here'
        if (state === person.state) continue
        people.set(personId, { ...person, state })
        newest += 1
        notes.push({ number: newest, personId })
      }
      if (notes.length > 2 * capacity) notes = notes.slice(-capacity)
      return newest > before
    },
  }
}
