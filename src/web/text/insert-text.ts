/**
 * Puts a text in place of a part of a field's, as if it had been typed: the field says so by its
 * `input` event, and undo takes it back.
 */
export function insertText(
  field: HTMLTextAreaElement,
  start: number,
  end: number,
  text: string,
): void {
  field.focus({ preventScroll: true })
  field.setSelectionRange(start, end)
  // Deprecated, without another way to write into the history that undo and redo go through.
  if (field.ownerDocument.execCommand('insertText', false, text)) return
  field.setRangeText(text, start, end, 'end')
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertText' }))
}
