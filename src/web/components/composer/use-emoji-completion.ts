import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import { loadChunk } from '../../app/chunks.ts'
import { type Begun, begunAt } from '../../text/emoji.ts'
import type { Emoji } from '../../text/fitting-emoji.ts'
import { insertText } from '../../text/insert-text.ts'
import type { KnownEmoji } from '../../text/known-emoji.ts'

/** No emoji on offer has been pointed at. */
const none = -1

/** Offers emoji while a `:shortcode` is being typed, and puts in the one that is chosen. */
export function useEmojiCompletion(area: RefObject<HTMLTextAreaElement | null>) {
  const offered = useSignal<Emoji[]>([])
  /** The one that Enter takes: whose whole name is written, or that the arrows have led to. */
  const active = useSignal(none)
  const begun = useRef<Begun | null>(null)
  const known = useRef<Promise<KnownEmoji> | null>(null)
  /** Puts in the one whose name has just been closed by its colon. */
  const due = useRef<(() => void) | null>(null)

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
    known.current ??= loadChunk(async () =>
      (await import('../../text/known-emoji.ts')).knownEmoji(),
    )
    // Without them, the text stays as it was typed; the next shortcode tries again.
    const emoji = await known.current.catch(() => {
      known.current = null
    })
    if (!emoji) return
    if (begun.current !== now) return
    const exact = now.closed && emoji.named(now.name)
    if (exact) {
      // WebKit writes a key into its history after all that its event has led to: undo would then take
      // the whole text. So the sign comes when that event is over, and before the next key.
      due.current = () => begun.current === now && choose(exact)
      setTimeout(due.current)
    } else if (now.closed) close()
    else {
      offered.value = emoji.fitting(now.name)
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
    due.current?.()
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
