import type { Message } from '../../protocol/messages.ts'

/**
 * The part of a room's log that is drawn, by `seq`, both ends included. Its size is bounded, so
 * that a log of any length takes a bounded number of elements.
 */
export type LogSpan = { first: number; last: number }

const largest = 240
const step = 80

type Log = readonly Pick<Message, 'seq'>[]

/** The newest messages. */
export function newest(log: Log): LogSpan {
  const last = log.at(-1)?.seq ?? 0
  return { first: Math.max(oldest(log), last - step + 1), last }
}

/** What stands around one message. */
export function around(seq: number, log: Log): LogSpan {
  const first = Math.max(oldest(log), seq - step / 2)
  return { first, last: Math.min(log.at(-1)?.seq ?? 0, first + step) }
}

/** One step towards the past; what is then too many goes at the other end. */
export function upwards(span: LogSpan, log: Log): LogSpan {
  const first = Math.max(oldest(log), span.first - step)
  return { first, last: Math.min(span.last, first + largest - 1) }
}

/** One step towards the present. */
export function downwards(span: LogSpan, log: Log): LogSpan {
  const last = Math.min(log.at(-1)?.seq ?? 0, span.last + step)
  return { first: Math.max(span.first, last - largest + 1), last }
}

/**
 * The span after messages were added to the log at its end.
 * @param following the reader is at the end and wants to stay there
 */
export function grown(span: LogSpan, log: Log, following: boolean): LogSpan {
  const last = log.at(-1)?.seq ?? 0
  if (span.last === 0 || span.last > last) return newest(log)
  if (last - span.first < largest) return { first: span.first, last }
  return following ? newest(log) : span
}

/** The messages of a span; a log has no gaps, so that a place is a `seq` less the first one. */
export function messagesOf<T extends Pick<Message, 'seq'>>(span: LogSpan, log: readonly T[]): T[] {
  const start = oldest(log)
  return log.slice(Math.max(0, span.first - start), span.last - start + 1)
}

const oldest = (log: Log) => log[0]?.seq ?? 1
