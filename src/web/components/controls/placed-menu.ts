/** At the end of the button, below it, or above where there is no room below. */
export function placeAt(menu: HTMLElement, button: Element) {
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
export function moveIn(event: KeyboardEvent, close: () => void) {
  if (!(event.currentTarget instanceof HTMLElement)) return
  const items = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('button, a'))
  const at = items.findIndex((item) => item.matches(':focus'))
  const to = { ArrowDown: (at + 1) % items.length, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (event.key === 'Tab') close()
  else if (to === undefined) return
  else items.at(to)?.focus()
  event.preventDefault()
}
