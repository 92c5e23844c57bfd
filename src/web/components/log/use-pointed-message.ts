import { useSignal } from '@preact/signals'
import type { RefObject } from 'preact'
import { useRef } from 'preact/hooks'
import { useApp } from '../../app/app-context.ts'

type Deps = {
  log: RefObject<HTMLElement | null>
  /** Something stands open about a message: what is pointed at stays as it is. */
  busy: () => boolean
  /** A message, by its `seq`, was held with a finger. */
  held: (seq: number) => void
}

/** How long a finger rests on a message before what one can do with it is shown. */
const holdMs = 500
/** A finger that moves by more than this scrolls. */
const slipPx = 10

/** Which message the reader points at, with the mouse or the keyboard: the one that gets the toolbar. */
export function usePointedMessage({ log, busy, held }: Deps) {
  const { clock } = useApp()
  const pointed = useSignal<number | null>(null)
  const byTouch = useRef(matchMedia('(hover: none) and (pointer: coarse)').matches)
  const pressed = useRef<{ x: number; y: number; cancel: () => void } | null>(null)

  const letGo = () => {
    pressed.current?.cancel()
    pressed.current = null
  }

  const point = (seq: number | null) => {
    if (seq === pointed.peek()) return
    // The toolbar that goes must not take the keyboard with it.
    const bar = document.activeElement?.closest('.message-actions')
    if (bar && log.current?.contains(bar)) log.current.focus({ preventScroll: true })
    pointed.value = seq
  }

  return {
    pointed,
    onPointerOver({ pointerType, target }: PointerEvent) {
      if (pointerType === 'touch' || busy()) return
      const seq = seqAt(target)
      if (seq !== null) point(seq)
    },
    onPointerLeave({ pointerType }: PointerEvent) {
      // A finger that is lifted leaves as well.
      if (pointerType !== 'touch' && !busy()) point(seqAt(document.activeElement))
    },
    onFocusIn({ target }: FocusEvent) {
      const seq = seqAt(target)
      if (!byTouch.current && !busy() && seq !== null) point(seq)
    },
    onFocusOut({ relatedTarget }: FocusEvent) {
      const stays = relatedTarget instanceof Node && log.current?.contains(relatedTarget)
      const hovered = byTouch.current ? null : log.current?.querySelector('article:hover')
      if (!stays && !busy()) point(seqAt(hovered ?? null))
    },
    onPointerDown({ pointerType, target, clientX: x, clientY: y }: PointerEvent) {
      byTouch.current = pointerType === 'touch'
      letGo()
      const seq = seqAt(target)
      if (!byTouch.current || seq === null || isControl(target)) return
      const cancel = clock.after(holdMs, () => {
        letGo()
        held(seq)
      })
      pressed.current = { x, y, cancel }
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const { x, y } = pressed.current ?? { x: clientX, y: clientY }
      if (Math.hypot(clientX - x, clientY - y) > slipPx) letGo()
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onContextMenu(event: MouseEvent) {
      // The browser's own answer to a finger that rests.
      if (byTouch.current && seqAt(event.target) !== null && !isControl(event.target)) {
        event.preventDefault()
      }
    },
    /** To be called when keys are used. */
    byKeys() {
      byTouch.current = false
    },
  }
}

export function seqAt(target: EventTarget | null): number | null {
  const article = target instanceof Element ? target.closest('article') : null
  return article instanceof HTMLElement && article.dataset.seq ? Number(article.dataset.seq) : null
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('a, button, textarea') !== null
