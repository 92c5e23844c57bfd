import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import { type Begun, begunAt, type Emoji, fitting, loadEmoji } from '../../text/emoji.ts'
import { insertText } from '../../text/insert-text.ts'

/** No emoji on offer has been pointed at. */
const none = -1

/** Offers emoji while a `:shortcode` is being typed, and puts in the one that is chosen. */
export function useEmojiCompletion(area: RefObject<HTMLTextAreaElement | null>) {
  const offered = useSignal<Emoji[]>([])
  /** The one that Enter takes: whose whole name is written, or that the arrows have led to. */
  const active = useSignal(none)
  const begun = useRef<Begun | null>(null)
  const all = useRef<Promise<Emoji[]> | null>(null)

  const close = () => {
    begun.current = null
    offered.value = []
    active.value = none
  }

  /** To be called when the text or the caret has changed. */
  const follow = async () => {
    const field = area.current
    const now = field && begunAt(field.value, field.selectionStart)
    if (!now) return close()
    begun.current = now
    all.current ??= loadEmoji()
    // Without them, the text stays as it was typed; the next shortcode tries again.
    const emoji = await all.current.catch(() => {
      all.current = null
      return []
    })
    if (begun.current !== now) return
    const exact = now.closed && emoji.find(({ name }) => name === now.name)
    if (exact) choose(exact)
    else if (now.closed) close()
    else {
      offered.value = fitting(emoji, now.name)
      active.value = offered.value.findIndex(({ name }) => name === now.name)
    }
  }

  const choose = (emoji: Emoji) => {
    const field = area.current
    const place = begun.current
    if (!field || !place) return
    close()
    insertText(field, place.start, field.selectionStart, `${emoji.sign} `)
  }

  /** True if the key was meant for the list. */
  const takesKey = (event: KeyboardEvent): boolean => {
    const { length } = offered.value
    const [first] = offered.value
    if (!first) return false
    const chosen = offered.value[active.value]
    if (event.key === 'ArrowDown') active.value = (active.value + 1) % length
    else if (event.key === 'ArrowUp')
      active.value = (Math.max(active.value, 0) + length - 1) % length
    else if (event.key === 'Tab' && !event.shiftKey) choose(chosen ?? first)
    else if (event.key === 'Enter' && chosen) choose(chosen)
    else if (event.key === 'Escape') close()
    else return false
    event.preventDefault()
    return true
  }

  return { offered, active, follow, choose, close, takesKey }
}
