import type { Message } from '../../protocol/messages.ts'

/** Whether somebody is meant. */
export function mentions({ mentions: ids, mentionsEveryone, author }: Message, personId: string) {
  if (author.id === personId) return false
  // An archive that an older page kept knows of none.
  return mentionsEveryone === true || (ids ?? []).includes(personId)
}
