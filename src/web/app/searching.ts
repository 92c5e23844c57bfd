import { effect, signal, untracked } from '@preact/signals'
import type { Store } from './store.ts'

/**
 * Whether one searches. It is a place in the browser's history, with what is searched for: Back from a
 * message that was found leads to what else was.
 */
export function createSearching({ page, store }: { page: Window; store: Store }) {
  const kept = (): string | null => {
    const { state } = page.history
    const search: unknown = state?.search
    return typeof search === 'string' ? search : null
  }
  const shown = signal(kept() !== null)
  page.addEventListener('popstate', () => {
    shown.value = kept() !== null
  })
  effect(() => {
    if (store.session.value.kind === 'out') untracked(() => (shown.value = false))
  })

  return {
    shown,
    /** What was pressed for this, or for “Go to”, before its code was here. */
    early: [] as string[],
    /** What is searched for in this place; '' for nothing yet. */
    kept,
    keep: (search: string) => page.history.replaceState({ search }, ''),
    open() {
      if (shown.peek()) return
      if (kept() === null) page.history.pushState({ search: '' }, '')
      shown.value = true
    },
    close() {
      if (!shown.peek()) return
      shown.value = false
      if (kept() !== null) page.history.back()
    },
    /** One goes on to another place; this one stays behind it. */
    leave() {
      shown.value = false
    },
  }
}

export type Searching = ReturnType<typeof createSearching>
