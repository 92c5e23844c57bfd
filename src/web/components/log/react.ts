import { signal } from '@preact/signals'
import type { Message } from '../../../protocol/messages.ts'
import type { App } from '../../app/composition.ts'
import { selfId } from '../../app/self.ts'
import { explain } from '../../locale/messages.ts'
import { roomShown } from './message-standing.ts'

/** Puts an emoji under a message, or takes one's own away. */
export async function react(message: Message, emoji: string, put: boolean, app: App) {
  const answer = await app.api.react(roomShown(app)?.id ?? '', message.id, emoji, put)
  if (!answer.ok) return answer
  app.store.apply({ kind: 'revised', messages: [answer.value.message] })
  if (put) app.recentEmoji.use(emoji)
  return answer
}

/** Why the last emoji that was put somewhere, or taken away, by one press was not. */
export const refusedReaction = signal<{ messageId: string; why: string } | null>(null)

/** Puts it there, or takes it away if it is one's own. What is refused is said under the message. */
export async function toggle(message: Message, emoji: string, app: App) {
  const answer = await react(message, emoji, !hasReacted(message, emoji, app), app)
  refusedReaction.value = answer.ok ? null : { messageId: message.id, why: explain(answer.refusal) }
}

/** Whether the person has put it there. */
export function hasReacted({ reactions }: Message, emoji: string, app: App): boolean {
  return reactions.some((one) => one.emoji === emoji && one.people.includes(selfId(app)))
}
