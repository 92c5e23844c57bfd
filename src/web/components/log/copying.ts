import type { Message } from '../../../protocol/messages.ts'
import { nameOf } from '../../app/name-of.ts'
import { type Copied, copiedHtml, copiedText, htmlOf } from '../../text/copied.ts'

export { copyText } from '../../app/clipboard.ts'

/**
 * From now on puts into the clipboard what is worth pasting of the messages that were selected.
 * @returns a function that ends it
 */
export function startCopying(log: HTMLElement, messageAt: (seq: number) => Message | undefined) {
  // The event goes to where the selection begins, which may be above the log.
  const copy = (event: ClipboardEvent) => {
    const selection = document.getSelection()
    const { clipboardData, target } = event
    if (!selection || !clipboardData || isField(target)) return
    const chosen = chosenIn(log, selection, messageAt)
    const [only] = chosen
    const lines = chosen.length > 1
    if (!only) return
    // A part of one text is copied as the browser does it.
    if (!lines && !only.whole && !reachesOutOfText(log, selection)) return
    event.preventDefault()
    clipboardData.setData('text/plain', lines ? copiedText(chosen) : only.text)
    clipboardData.setData('text/html', lines ? copiedHtml(chosen) : htmlOf(only.text))
  }
  document.addEventListener('copy', copy)
  return () => document.removeEventListener('copy', copy)
}

const isField = (target: EventTarget | null) =>
  target instanceof HTMLElement && target.matches('input, textarea')

/** The messages of whose text something is selected, and what. */
function chosenIn(
  log: HTMLElement,
  selection: Selection,
  messageAt: (seq: number) => Message | undefined,
): (Copied & { whole: boolean })[] {
  return Array.from(log.querySelectorAll('article')).flatMap((article) => {
    const body = article.querySelector('.body')
    const message = messageAt(Number(article.dataset.seq))
    if (!body || !message || !selection.containsNode(body, true)) return []
    const text = selectedOf(body, selection)
    if (text === '') return []
    // A text as a whole is what was written, however it is drawn.
    const whole = text === body.textContent
    const { author, postedAt } = message
    return [{ author: nameOf(author), postedAt, text: whole ? message.body : text, whole }]
  })
}

function selectedOf(body: Element, selection: Selection): string {
  const parts = Array.from({ length: selection.rangeCount }, (_, at) => {
    const chosen = selection.getRangeAt(at)
    if (!chosen.intersectsNode(body)) return ''
    const part = document.createRange()
    part.selectNodeContents(body)
    if (chosen.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
      part.setStart(chosen.startContainer, chosen.startOffset)
    }
    if (chosen.compareBoundaryPoints(Range.END_TO_END, part) < 0) {
      part.setEnd(chosen.endContainer, chosen.endOffset)
    }
    return part.toString()
  })
  return parts.join('')
}

/** True if names, times or buttons of the log are selected too, and nothing outside of the log. */
function reachesOutOfText(log: HTMLElement, { anchorNode, focusNode }: Selection): boolean {
  const within = (node: Node | null) => node !== null && log.contains(node)
  const inText = (node: Node | null) =>
    (node instanceof Element ? node : node?.parentElement)?.closest('.body') != null
  const bothWithin = within(anchorNode) && within(focusNode)
  return bothWithin && !(inText(anchorNode) && inText(focusNode))
}
