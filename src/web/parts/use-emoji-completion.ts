import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import { type Begun, begunAt, type Emoji, fitting, loadEmoji } from '../emoji.ts'

/** Offers emoji while a `:shortcode` is being typed, and puts in the one that is chosen. */
export function useEmojiCompletion(
  area: RefObject<HTMLTextAreaElement | null>,
  write: (text: string) => void,
) {
  const offered = useSignal<Emoji[]>([])
  const active = useSignal(0)
  const begun = useRef<Begun | null>(null)
  const all = useRef<Promise<Emoji[]> | null>(null)

  const close = () => {
    begun.current = null
    offered.value = []
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
      active.value = 0
    }
  }

  const choose = (emoji: Emoji) => {
    const field = area.current
    if (!field || !begun.current) return
    field.setRangeText(`${emoji.sign} `, begun.current.start, field.selectionStart, 'end')
    close()
    write(field.value)
    field.focus()
  }

  /** True if the key was meant for the list. */
  const takesKey = (event: KeyboardEvent): boolean => {
    const { length } = offered.value
    const chosen = offered.value[active.value]
    if (!chosen) return false
    if (event.key === 'ArrowDown') active.value = (active.value + 1) % length
    else if (event.key === 'ArrowUp') active.value = (active.value + length - 1) % length
    else if (event.key === 'Enter' || event.key === 'Tab') choose(chosen)
    else if (event.key === 'Escape') close()
    else return false
    event.preventDefault()
    return true
  }

  return { offered, active, follow, choose, close, takesKey }
}
