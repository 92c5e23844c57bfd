import { computed, effect, signal } from '@preact/signals'
import type { Clock } from './clock.ts'
import type { Store } from './store.ts'

/** A timer that slept with the machine is made up for so often; ms. */
const lookAgainMs = 60_000

/** Until when the person may only read in the room that is shown; null as soon as they may write. */
export function createMuted({ store, clock }: { store: Store; clock: Clock }) {
  const told = computed(() => {
    const visit = store.visit.value
    const isIn = visit.kind === 'inside' || visit.kind === 'earlier'
    return (isIn && visit.room.mutedUntil) || null
  })
  const mutedUntil = signal<string | null>(null)

  effect(() => {
    const until = told.value
    let cancel = () => {}
    const look = () => {
      const left = until === null ? 0 : Date.parse(until) - clock.now()
      mutedUntil.value = left > 0 ? until : null
      if (left > 0) cancel = clock.after(Math.min(left, lookAgainMs), look)
    }
    look()
    return () => cancel()
  })

  return mutedUntil
}
