import { signal } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import { t } from '../locale/messages.ts'

/** More than this at once is counted, not read out. */
const mostReadOut = 3

export type Announcer = ReturnType<typeof createAnnouncer>

/** What a screen reader is to say of new messages. */
export function createAnnouncer() {
  const lines = signal<{ id: string; text: string }[]>([])
  return {
    lines,
    arrived(messages: readonly Message[]) {
      const id = messages.at(-1)?.id
      if (id === undefined) return
      lines.value =
        messages.length > mostReadOut
          ? [{ id, text: t().room.newMessages(messages.length) }]
          : messages.map((message) => ({
              id: message.id,
              text: t().room.said(message.author.username, message.body),
            }))
    },
    /** What was deleted is said no more. */
    revised(messages: readonly Message[]) {
      const gone = new Set(messages.flatMap(({ id, deletedAt }) => (deletedAt === null ? [] : id)))
      if (lines.value.some(({ id }) => gone.has(id))) {
        lines.value = lines.value.filter(({ id }) => !gone.has(id))
      }
    },
    clear() {
      lines.value = []
    },
  }
}
