import type { Kysely } from 'kysely'
import type { PersonInRoom, User } from '../../../protocol/people.ts'
import type { Tables } from '../../database/entities/tables.ts'
import { type Attendance, attendanceOf } from '../attendance.ts'
import type { PresenceChanged } from '../presence-entries.ts'

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
  /** Undefined: they are not inside. */
  find(personId: string): User | undefined
  /** Whether nothing is heard of anybody inside. */
  isAsleep(): boolean
  /** The person with their state; `gone` if they are not inside. */
  stateOf(person: User): PersonInRoom
  applied(change: PresenceChanged): void
  renamed(person: User): void
  misjudged(judge: (personId: string) => Attendance): Misjudged
}

export function createPresence(inside: Attendant[]): Presence {
  const people = new Map(inside.map((attendant) => [attendant.person.id, attendant]))

  return {
    everybody: () => [...people.values()].map(personInRoom),
    holds: (personId) => people.has(personId),
    find: (personId) => people.get(personId)?.person,
    isAsleep: () => people.values().every(({ attendance }) => attendance === 'quiet'),
    stateOf({ id, username }) {
      const attendant = people.get(id)
      return attendant ? personInRoom(attendant) : { id, username, state: 'gone' }
    },
    applied({ person: { id, username }, now }) {
      if (now === 'outside') people.delete(id)
      else people.set(id, { person: { id, username }, attendance: now })
    },
    renamed(person) {
      const attendant = people.get(person.id)
      if (attendant) people.set(person.id, { ...attendant, person })
    },
    misjudged(judge) {
      const found: Misjudged = []
      for (const { person, attendance } of people.values()) {
        const now = judge(person.id)
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
    case 'outside':
      return { id, username, state: 'gone' }
    default:
      return attendance satisfies never
  }
}

/** Those inside a room, in the order in which the log last told of them. */
export async function thoseInside(db: Kysely<Tables>, roomId: string): Promise<Attendant[]> {
  const rows = await rowsInside(db, roomId).orderBy('presence.rev').execute()
  return rows.map((row) => {
    return { person: { id: row.id, username: row.username }, attendance: attendanceOf(row) }
  })
}

/** Those inside a room, as they are stored. */
export function rowsInside(db: Kysely<Tables>, roomId: string) {
  return db
    .selectFrom('presence')
    .innerJoin('person', 'person.id', 'presence.person_id')
    .select([
      'person.id',
      'person.username',
      'presence.here_since',
      'presence.quiet_since',
      'presence.hidden_since',
    ])
    .where('presence.room_id', '=', roomId)
    .where('presence.here_since', 'is not', null)
}
