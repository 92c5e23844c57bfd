import type { RoomSummary } from '../change.ts'
import type { LivePerson } from './live-person.ts'

// Which rooms a person sees, and to which they belong: lists and news ask nobody else.

/**
 * Whether the room exists for this person: on lists, in news, by its name. `domain/visibility.ts` says
 * the same in SQL.
 */
export function sees(person: LivePerson, { id, kind }: RoomSummary): boolean {
  return kind === 'open' || person.belonging.roles.has(id)
}

/** Ids of the rooms that they belong to, those deleted since among them. */
export function roomsOf({ belonging }: LivePerson): Iterable<string> {
  return belonging.roles.keys()
}
