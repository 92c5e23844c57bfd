import { invalid } from '../../protocol/refusal.ts'
import { isBlank } from './unseen.ts'

/**
 * A sentence or two that somebody wrote about something, as it is kept: NFC, without what nobody sees.
 * Its length is the schema's to say.
 * @throws Refusal `invalid_input` if nothing of it can be seen, or it has control characters.
 */
export function plainText(field: string, typed: string): string {
  const text = optionalText(field, typed)
  if (text === '') throw invalid(field, 'missing')
  return text
}

/** The same, where there may be nothing. @throws Refusal `invalid_input` */
export function optionalText(field: string, typed: string): string {
  const text = typed.normalize('NFC').replaceAll('\r\n', '\n').trim()
  // Line breaks, and the joiners that some scripts need, are characters of this kind that one does see.
  if (/[^\P{C}\n\u200C\u200D]/u.test(text) || !text.isWellFormed()) {
    throw invalid(field, 'unseen_signs')
  }
  return isBlank(text) ? '' : text
}
