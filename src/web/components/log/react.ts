import type { Message } from '../../../protocol/messages.ts'
import type { App } from '../../app/composition.ts'
import { selfId } from '../../app/self.ts'
import { roomShown } from './message-standing.ts'

/** Puts an emoji under a message, or takes one's own away. */
export async function react(message: Message, emoji: string, put: boolean, app: App) {
  const answer = await app.api.react(roomShown(app)?.id ?? '', message.id, emoji, put)
  if (!answer.ok) return answer
  app.store.apply({ kind: 'revised', messages: [answer.value.message] })
  if (put) app.recentEmoji.use(emoji)
  return answer
}

/** Whether the person has put it there. */
export function hasReacted({ reactions }: Message, emoji: string, app: App): boolean {
  return reactions.some((one) => one.emoji === emoji && one.people.includes(selfId(app)))
}
