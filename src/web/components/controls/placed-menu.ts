import { useLayoutEffect, useRef } from 'preact/hooks'

/**
 * A modal dialog with what can be chosen: at the button that asked for it or, without one, as a sheet.
 * @returns what it needs as a dialog, and whether it has been pressed since it came up
 */
export function usePlacedMenu(below: Element | undefined, close: () => void) {
  const ref = useRef<HTMLDialogElement>(null)
  // The finger that held something to open this is still to be lifted: that is no choice, nor a way out.
  const pressed = useRef(false)

  useLayoutEffect(() => {
    const element = ref.current
    const opener = below ?? document.activeElement
    element?.showModal()
    const place = () => element && below && placeAt(element, below)
    place()
    addEventListener('resize', place)
    element?.querySelector<HTMLElement>('button, a')?.focus()
    return () => {
      removeEventListener('resize', place)
      element?.close()
      if (opener instanceof HTMLElement) opener.focus({ preventScroll: true })
    }
  }, [])

  const dialog = {
    ref,
    class: 'menu',
    'data-sheet': below === undefined,
    onKeyDown: (event: KeyboardEvent) => moveIn(event, close),
    onCancel(event: Event) {
      event.preventDefault()
      close()
    },
    onPointerDown() {
      pressed.current = true
    },
    onClick(event: MouseEvent) {
      if (event.target === event.currentTarget && pressed.current) close()
    },
  }
  return { dialog, pressed }
}

/** At the end of the button, below it, or above where there is no room below. */
function placeAt(menu: HTMLElement, button: Element) {
  const { left, right, top, bottom } = button.getBoundingClientRect()
  const { width, height } = menu.getBoundingClientRect()
  const start = document.dir === 'rtl' ? left : right - width
  const under = bottom + gapPx
  const fits = under + height <= innerHeight
  const x = Math.max(gapPx, Math.min(start, innerWidth - width - gapPx))
  const y = Math.max(gapPx, fits ? under : top - height - gapPx)
  menu.style.setProperty('--menu-left', `${x}px`)
  menu.style.setProperty('--menu-top', `${y}px`)
}
const gapPx = 4

/** Arrow keys go from one to the next of what can be chosen, as in a menu of ARIA Authoring Practices. */
function moveIn(event: KeyboardEvent, close: () => void) {
  if (!(event.currentTarget instanceof HTMLElement)) return
  const items = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('button, a'))
  const at = items.findIndex((item) => item.matches(':focus'))
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (event.key === 'Tab') close()
  else if (to === undefined) return
  else items.at(to)?.focus()
  event.preventDefault()
}
