import { useLayoutEffect, useRef } from 'preact/hooks'

/**
 * For rows that go while the keyboard is in them, as those of what one takes back or settles: the row
 * that comes in its place takes the keyboard over, or the heading above if there is none left.
 * @param rows a selector
 * @returns what the element is to have as its `ref` in which the rows are
 */
export function useFocusInRows<T extends HTMLElement>(rows = 'li, article') {
  const part = useRef<T>(null)
  /** In which row the keyboard was last; -1: in none. */
  const at = useRef(-1)

  useLayoutEffect(() => {
    const element = part.current
    const note = ({ target }: FocusEvent) => {
      at.current = rowsIn(element, rows).findIndex(
        (row) => target instanceof Node && row.contains(target),
      )
    }
    // What goes while it has the keyboard hands it to nobody.
    const forget = ({ relatedTarget }: FocusEvent) => {
      if (relatedTarget) at.current = -1
    }
    element?.addEventListener('focusout', forget)
    element?.addEventListener('focusin', note)
    return () => {
      element?.removeEventListener('focusout', forget)
      element?.removeEventListener('focusin', note)
    }
  }, [])

  // After every drawing: any of them may have taken the row away.
  useLayoutEffect(() => {
    if (at.current < 0 || document.activeElement !== document.body) return
    const left = rowsIn(part.current, rows)
    const heir = left[Math.min(at.current, left.length - 1)] ?? headingAbove(part.current)
    at.current = -1
    // What nobody comes to by Tab can be given it only so.
    if (heir && heir.tabIndex < 0) heir.tabIndex = -1
    heir?.focus()
  })

  return part
}

const rowsIn = (part: HTMLElement | null, rows: string) => [
  ...(part?.querySelectorAll<HTMLElement>(rows) ?? []),
]

const headingAbove = (part: HTMLElement | null) =>
  (part?.closest('dialog') ?? document).querySelector<HTMLElement>('h1, h2')
