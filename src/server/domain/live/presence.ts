import type { PersonInRoom, User } from '../../../protocol/people.ts'
import type { Attendance, RoomChange } from '../../engine/change.ts'

/** Somebody inside, as the log has it. */
export interface Attendant {
  person: User
  attendance: Attendance
}

/** People whose attendance, as the log has it, is not what was heard of them, and what it is. */
export type Misjudged = { id: string; attendance: Attendance }[]

/** Who is inside a room, and how they attend to it, as of the newest revision. */
export interface Presence {
  everybody(): PersonInRoom[]
  holds(personId: string): boolean
  /** Whether nothing is heard of anybody inside. */
  isAsleep(): boolean
  /** The person with their state; `gone` if they are not inside. */
  stateOf(person: User): PersonInRoom
  applied(change: RoomChange): void
  misjudged(attendanceOf: (personId: string) => Attendance): Misjudged
}

export function createPresence(inside: Attendant[]): Presence {
  const people = new Map(inside.map((attendant) => [attendant.person.id, attendant]))

  return {
    everybody: () => [...people.values()].map(personInRoom),
    holds: (personId) => people.has(personId),
    isAsleep: () => people.values().every(({ attendance }) => attendance === 'quiet'),
    stateOf({ id, username }) {
      const attendant = people.get(id)
      return attendant ? personInRoom(attendant) : { id, username, state: 'gone' }
    },
    applied(change) {
      switch (change.kind) {
        case 'message':
        case 'revised':
          return
        case 'person': {
          const { id, username } = change.person
          if (change.here) people.set(id, { person: { id, username }, attendance: 'looking' })
          else people.delete(id)
          return
        }
        case 'presence': {
          const { id, username } = change.person
          people.set(id, { person: { id, username }, attendance: change.attendance })
          return
        }
        default:
          change satisfies never
      }
    },
    misjudged(attendanceOf) {
      const found: Misjudged = []
      for (const { person, attendance } of people.values()) {
        const now = attendanceOf(person.id)
        if (now !== attendance) found.push({ id: person.id, attendance: now })
      }
      return found
    },
  }
}

function personInRoom({ person: { id, username }, attendance }: Attendant): PersonInRoom {
  switch (attendance) {
    case 'looking':
      return { id, username, state: 'here' }
    case 'hidden':
      return { id, username, state: 'away' }
    case 'quiet':
      return { id, username, state: 'away', quiet: true }
    default:
      return attendance satisfies never
  }
}
