import { signal } from '@preact/signals'
import type { SearchHit, SearchResults } from '../../../protocol/search.ts'
import type { Api, Refusal } from '../../app/api.ts'
import { inOwnTime } from '../../text/search-terms.ts'

/** What was found of a search, as far as one has asked. */
export type FoundMessages = {
  /** Of whom and what it was asked. */
  person: string
  typed: string
  hits: readonly SearchHit[]
  next: string | null
  indexedAll: boolean
}

/** Stays when the search is closed, so that Back finds it as it was. */
export const found = signal<FoundMessages | null>(null)
export const failure = signal<Refusal | null>(null)
export const isAsking = signal(false)
/** How far down the results one was (px), and which of them one has followed. */
export const place = { scrolled: 0, followed: -1 }

let asked = 0

/** Forgets what was found, and what may still come. */
export function forget(): void {
  asked += 1
  found.value = null
  failure.value = null
  isAsking.value = false
  place.scrolled = 0
  place.followed = -1
}

/** Pages without hits that are passed over at once: what was looked for is rare, and further back. */
const mostEmpty = 5

/** Asks for what is typed, or for more of it. What was asked before is not waited for. */
export async function ask(
  api: Pick<Api, 'ask'>,
  person: string,
  typed: string,
  before?: FoundMessages,
): Promise<void> {
  asked += 1
  const own = asked
  isAsking.value = true
  let next = before?.next ?? null
  for (let tries = 0; tries < mostEmpty; tries += 1) {
    const query = new URLSearchParams({ q: inOwnTime(typed), ...(next !== null && { page: next }) })
    const answer = await api.ask<SearchResults>('GET', `/api/search?${query}`)
    if (own !== asked) return
    failure.value = answer.ok ? null : answer.refusal
    if (!answer.ok) break
    const { hits, indexedAll } = answer.value
    next = answer.value.next
    found.value = { person, typed, hits: [...(before?.hits ?? []), ...hits], next, indexedAll }
    if (hits.length > 0 || next === null) break
  }
  isAsking.value = false
}

/** As many pages as are looked through anew. */
const mostAnew = 10

/**
 * Looks whether what was found is still there, and what it says now: one comes back to it. It stays where it
 * was, so nothing that is new is added.
 */
export async function lookAgain(api: Pick<Api, 'ask'>): Promise<void> {
  const kept = found.peek()
  const last = kept?.hits.at(-1)
  if (!kept || !last) return
  const own = asked
  const now = new Map<string, SearchHit>()
  let next: string | null = null
  let reached = ''
  for (let pages = 0; pages < mostAnew; pages += 1) {
    const query = new URLSearchParams({
      q: inOwnTime(kept.typed),
      ...(next !== null && { page: next }),
    })
    const answer = await api.ask<SearchResults>('GET', `/api/search?${query}`)
    if (own !== asked || !answer.ok) return
    for (const hit of answer.value.hits) now.set(hit.message.id, hit)
    next = answer.value.next
    reached = answer.value.hits.at(-1)?.message.postedAt ?? reached
    if (next === null || now.has(last.message.id) || reached < last.message.postedAt) break
  }
  const hits = kept.hits.flatMap((hit) => {
    const isFurther = next !== null && hit.message.postedAt < reached
    return now.get(hit.message.id) ?? (isFurther ? hit : [])
  })
  found.value = { ...kept, hits }
}
