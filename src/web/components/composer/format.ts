import { insertText } from '../../text/insert-text.ts'

/** Puts what is selected in a field into signs, or takes it out of them. */
export function format(field: HTMLTextAreaElement, sign: string): void {
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
