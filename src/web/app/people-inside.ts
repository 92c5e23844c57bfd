import type { PersonInRoom } from '../../protocol/people.ts'
import type { Session } from './state.ts'

/** How somebody stands towards the room, to who looks at it: nobody is away from what they look at. */
export function asSeenBy(session: Session, person: PersonInRoom): PersonInRoom {
  const isSelf = session.kind === 'in' && session.user.id === person.id
  return isSelf ? { id: person.id, username: person.username, state: 'here' } : person
}

/** Those inside, after some of them came, went or turned to something else. */
export function peopleAfter(
  before: ReadonlyMap<string, PersonInRoom>,
  stirred: readonly PersonInRoom[],
) {
  const after = new Map(before)
  for (const person of stirred) {
    if (person.state === 'gone') after.delete(person.id)
    else after.set(person.id, person)
  }
  return after
}
