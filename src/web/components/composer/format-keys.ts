import { format } from './format.ts'

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
