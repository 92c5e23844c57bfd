import { t } from '../locale/messages.ts'
import { dateOf, sameDay, timeOf } from './times.ts'

/** What was selected of a message. */
export type Copied = { author: string; postedAt: string; text: string }

/**
 * Messages as one would paste them into a mail: `Name, time`, the text below. What was said on more
 * than one day has the days between.
 */
export function copiedText(messages: readonly Copied[]): string {
  return blocksOf(messages)
    .map((block) => (block.kind === 'day' ? block.day : `${block.head}\n${block.text}`))
    .join('\n\n')
}

/** The same for what takes formatted text. */
export function copiedHtml(messages: readonly Copied[]): string {
  return blocksOf(messages)
    .map((block) => {
      if (block.kind === 'day') return `<p><em>${escaped(block.day)}</em></p>`
      const head = `<strong>${escaped(block.head)}</strong>`
      return `<p dir="auto">${head}</p><p dir="auto">${htmlOf(block.text)}</p>`
    })
    .join('')
}

/** Text with its lines and its indents. */
export const htmlOf = (text: string) =>
  escaped(text)
    .replace(/^ +| {2,}/gmu, (spaces) => '&nbsp;'.repeat(spaces.length))
    .replaceAll('\n', '<br>')

type Block = { kind: 'day'; day: string } | { kind: 'message'; head: string; text: string }

function blocksOf(messages: readonly Copied[]): Block[] {
  const [first] = messages
  const oneDay = messages.every(({ postedAt }) => first && sameDay(first.postedAt, postedAt))
  return messages.flatMap(({ author, postedAt, text }, at): Block[] => {
    const before = messages[at - 1]
    const begins = !oneDay && !(before && sameDay(before.postedAt, postedAt))
    const head = t().room.nameAndTime(author, timeOf(postedAt))
    const message: Block = { kind: 'message', head, text }
    return begins ? [{ kind: 'day', day: dateOf(postedAt) }, message] : [message]
  })
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => escapes[sign] ?? sign)
