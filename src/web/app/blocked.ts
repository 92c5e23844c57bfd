import type { Message } from '../../protocol/messages.ts'
import type { Store } from './store.ts'

/** Whether the person wants to hear nothing of its author. */
export function isBlocked(
  { author }: Pick<Message, 'author'>,
  { store }: { store: Pick<Store, 'standing'> },
): boolean {
  return store.standing.value.blocked.some(({ id }) => id === author.id)
}
