import { signal } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import { excerptOf } from '../../protocol/quotes.ts'
import { t } from '../locale/messages.ts'
import { nameOf } from './name-of.ts'

/** More than this at once is counted, not read out. */
const mostReadOut = 3

export type Announcer = ReturnType<typeof createAnnouncer>

/** What a screen reader is to say of new messages. */
export function createAnnouncer() {
  const lines = signal<{ id: string; text: string }[]>([])
  let said = 0

  const say = (text: string) => {
    said += 1
    lines.value = [...lines.value.slice(-mostReadOut), { id: `said ${said}`, text }]
  }

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
              text: t().room.said(nameOf(message.author), message.body || excerptOf(message)),
            }))
    },
    /**
     * Says what became of messages that stand in the log.
     * @param before the log as it was
     */
    revised(messages: readonly Message[], before: readonly Message[], self: string | null) {
      const gone = new Set(messages.flatMap(({ id, deletedAt }) => (deletedAt === null ? [] : id)))
      // What was deleted is said no more.
      if (lines.value.some(({ id }) => gone.has(id))) {
        lines.value = lines.value.filter(({ id }) => !gone.has(id))
      }
      const words = t().room
      const stirred = messages.flatMap((message) => {
        const was = before.find(({ id }) => id === message.id)
        if (!was || was.deletedAt !== null || was.version >= message.version) return []
        const { author, body, deletedAt } = message
        if (deletedAt !== null) return words.removedOf(nameOf(author))
        if (body === was.body) return []
        return author.id === self ? words.saved : words.editedBy(nameOf(author), body)
      })
      for (const sentence of stirred.slice(-mostReadOut)) say(sentence)
    },
    say,
    clear() {
      lines.value = []
    },
  }
}
