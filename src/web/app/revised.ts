import type { Message } from '../../protocol/messages.ts'
import { quoting } from '../../protocol/quotes.ts'

/**
 * A run of the log, each message, and each quote, with its newest content of these; it may have come out
 * of turn.
 */
export function newestOf(run: readonly Message[], changed: readonly Message[]) {
  const first = run[0]?.seq ?? 0
  const after = [...run]
  for (const message of changed) {
    const known = after[message.seq - first]
    if (known?.id === message.id && known.version < message.version) {
      after[message.seq - first] = message
    }
  }
  const byId = new Map(changed.map((message) => [message.id, message]))
  for (const [at, message] of after.entries()) {
    const original = message.replyTo && byId.get(message.replyTo.id)
    if (original) after[at] = quoting(message, original)
  }
  return after
}
