import { useLayoutEffect, useRef } from 'preact/hooks'

/**
 * For a part that may go while the keyboard is in it: what stays takes the keyboard over, so that
 * nobody has to begin again at the top of the page.
 * @param to a selector; the page's heading if there is no such element
 */
export function useFocusHandedOn<T extends HTMLElement>(to = 'h1') {
  const part = useRef<T>(null)
  useLayoutEffect(() => {
    const element = part.current
    return () => {
      if (!element?.contains(document.activeElement)) return
      const heir = document.querySelector<HTMLElement>(to) ?? document.querySelector('h1')
      heir?.focus({ preventScroll: true })
    }
  }, [])
  return part
}
