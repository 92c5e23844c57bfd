import type { ComponentChildren } from 'preact'
import type { Message } from '../../../protocol/messages.ts'
import type { DrawPlain } from './rich-text.tsx'

/**
 * Draws the words of a message with its mentions, as they were written: whoever was renamed since is
 * still the one who was meant. Undefined: it mentions nobody.
 */
export function mentionsIn({ body, mentionMarks }: Message): DrawPlain | undefined {
  if (!mentionMarks) return undefined
  const written = [...new Set(mentionMarks.map(([begins, ends]) => body.slice(begins, ends)))]
  const longestFirst = written.sort((a, b) => b.length - a.length).map(escaped)
  const places = new RegExp(`(${longestFirst.join('|')})(?![\\p{L}\\p{M}\\p{N}])`, 'u')
  return (text): ComponentChildren =>
    // Every second part is what the group matched.
    text.split(places).map((part, at) => (at % 2 ? <span class="mention">{part}</span> : part))
}

const escaped = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
