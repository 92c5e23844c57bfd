import { useSignal } from '@preact/signals'
import { useLayoutEffect, useRef } from 'preact/hooks'
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
  const isAsking = useSignal(false)
  /** Answers that come after something else was asked for are let go. */
  const asked = useRef(0)

  const fetch = async (after: Place | null) => {
    asked.current += 1
    const mine = asked.current
    isAsking.value = true
    const answer = await load(after)
    if (mine !== asked.current) return
    isAsking.value = false
    refusal.value = answer.ok ? null : answer.refusal
    if (!answer.ok) {
      if (!isLoaded.peek()) entries.value = []
      return
    }
    entries.value =
      after === null ? answer.value.entries : [...entries.peek(), ...answer.value.entries]
    next.value = answer.value.next
    isLoaded.value = true
  }
  useLayoutEffect(() => {
    // What there was stands until there is an answer.
    next.value = null
    isLoaded.value = false
    void fetch(null)
  }, [key])

  return {
    entries,
    next,
    refusal,
    isLoaded,
    isAsking,
    again: () => fetch(null),
    more: () => fetch(next.peek()),
  }
}
