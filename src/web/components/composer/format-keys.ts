import { insertText } from '../../text/insert-text.ts'

const signs: Record<string, string> = { b: '**', i: '*', e: '`' }

/**
 * Ctrl+B, I and E (on a Mac, Cmd) put what is selected in a field into bold, italic or code, or take it out.
 * True if the key was one of them.
 */
export function formatsByKey(event: KeyboardEvent, field: HTMLTextAreaElement | null): boolean {
  const { ctrlKey, metaKey, altKey, shiftKey } = event
  // There, Ctrl+B and Ctrl+E move the caret.
  const asked = /^Mac|^iP/.test(navigator.platform) ? metaKey && !ctrlKey : ctrlKey && !metaKey
  const sign = asked && !altKey && !shiftKey ? signs[letterOf(event)] : undefined
  if (sign === undefined || !field) return false
  event.preventDefault()
  format(field, sign)
  return true
}

/** What the key is called on a keyboard of Latin letters, if this is another. */
const letterOf = ({ key, code }: KeyboardEvent) =>
  (/^[a-z]$/i.test(key) ? key : code.replace('Key', '')).toLowerCase()

function format(field: HTMLTextAreaElement, sign: string): void {
  const { value } = field
  const selected = value.slice(field.selectionStart, field.selectionEnd)
  // Spaces at the edges stay outside, where they do not keep it from being seen.
  const start = field.selectionStart + (selected.length - selected.trimStart().length)
  const end = Math.max(start, field.selectionEnd - (selected.length - selected.trimEnd().length))
  const text = value.slice(start, end)
  const [before, after] = sign === '`' && text.includes('\n') ? ['```\n', '\n```'] : [sign, sign]
  if (stands(value, start, end, before, after)) {
    insertText(field, start - before.length, end + after.length, text)
    field.setSelectionRange(start - before.length, end - before.length)
  } else {
    insertText(field, start, end, before + text + after)
    field.setSelectionRange(start + before.length, end + before.length)
  }
}

/** Whether a text stands in these signs: of stars, in as many as it takes, since `**` holds `*`. */
function stands(value: string, start: number, end: number, before: string, after: string): boolean {
  if (!value.slice(0, start).endsWith(before) || !value.slice(end).startsWith(after)) return false
  if (!before.startsWith('*')) return true
  const stars = /\*+$/.exec(value.slice(Math.max(0, start - 4), start))?.[0].length ?? 0
  return stars === 3 || stars === before.length
}
