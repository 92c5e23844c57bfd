import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { Answer, Refusal } from '../../app/api.ts'

type Place = string | number
interface Loaded<Entry> {
  entries: readonly Entry[]
  next: Place | null
}

/**
 * Entries that come page by page.
 * @param load asks for those after a place; null: for the first
 * @param key when it changes, all is asked for anew
 */
export function usePages<Entry>(
  load: (after: Place | null) => Promise<Answer<Loaded<Entry>>>,
  key: string,
) {
  const entries = useSignal<readonly Entry[]>([])
  const next = useSignal<Place | null>(null)
  const refusal = useSignal<Refusal | null>(null)
  const isLoaded = useSignal(false)
  /** Answers that come after something else was asked for are let go. */
  const wanted = useRef('')

  const fetch = async (after: Place | null) => {
    wanted.current = key
    const answer = await load(after)
    if (wanted.current !== key) return
    refusal.value = answer.ok ? null : answer.refusal
    if (!answer.ok) return
    entries.value =
      after === null ? answer.value.entries : [...entries.peek(), ...answer.value.entries]
    next.value = answer.value.next
    isLoaded.value = true
  }
  useEffect(() => void fetch(null), [key])

  return {
    entries,
    next,
    refusal,
    isLoaded,
    again: () => fetch(null),
    more: () => fetch(next.peek()),
  }
}
