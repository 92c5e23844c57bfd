import type { FileInfo } from './files.ts'
import { limits } from './limits.ts'
import type { Message, Quote } from './messages.ts'

/** What of a message is shown in one line. */
export type Sayings = {
  body: string
  files?: readonly Pick<FileInfo, 'name' | 'alt'>[]
}

/**
 * The beginning of a text, on one line: what a quote, or a list, shows of a message. Of one that has
 * nothing but files, what the first is called; in no words, as those who read it speak many languages.
 */
export function excerptOf({ body, files = [] }: Sayings): string {
  return beginningOf(body || namesOf(files))
}

function namesOf([first, ...others]: NonNullable<Sayings['files']>): string {
  if (!first) return ''
  return `📎 ${first.alt ?? first.name}${others[0] ? ` +${others.length}` : ''}`
}

function beginningOf(body: string): string {
  const { max } = limits.excerpt
  // The rest of a long text is not looked at. A code point is two UTF-16 units at the most.
  const start = body.trim().slice(0, max * 4)
  const line = Array.from(start.replace(/\s+/gu, ' '))
  if (line.length <= max && start.length === body.trim().length) return line.join('')
  const shown = line
    .slice(0, max - 1)
    .join('')
    .trimEnd()
  return `${shown.replace(/[\uD800-\uDBFF]$/, '')}…`
}

/** What replies show of a message. */
export function quoteOf(message: Message): Quote {
  const { id, seq, author, deletedAt, version } = message
  return { id, seq, author, excerpt: excerptOf(message), deletedAt, version }
}

/** A message that quotes another, as it is once that one was revised; any other as it is. */
export function quoting(message: Message, revised: Message): Message {
  const { replyTo } = message
  if (replyTo?.id !== revised.id || replyTo.version >= revised.version) return message
  return { ...message, replyTo: quoteOf(revised) }
}
