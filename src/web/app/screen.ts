import { signal } from '@preact/signals'

export type Screen = ReturnType<typeof createScreen>

/** How much there is room for. */
export function createScreen(page: Window) {
  const wide = page.matchMedia('(min-width: 64rem)')
  /** The rail of one's rooms has a place beside the page. */
  const isWide = signal(wide.matches)
  wide.addEventListener('change', () => {
    isWide.value = wide.matches
  })
  return { isWide }
}
