import { effect, signal } from '@preact/signals'
import type { createStorage } from './platform.ts'
import type { Screen } from './screen.ts'

/**
 * Whether the list of who is in the room stands open. On wide screens, where it stands beside what is
 * said, it stays as it was left; on narrow ones it lies over that, and is closed until it is wanted.
 */
export function createPeopleToggle(storage: ReturnType<typeof createStorage>, { isWide }: Screen) {
  const shown = signal(isWide.peek() && storage.get('people') !== 'closed')
  let before = shown.peek()
  effect(() => {
    const now = shown.value
    if (now !== before && isWide.peek()) storage.set('people', now ? 'open' : 'closed')
    before = now
  })
  return shown
}
