import { signal } from '@preact/signals'
import { loadChunk } from '../app/chunks.ts'
import type { Language } from './messages.ts'

/** How to fetch the words of an area in each language but English: one that is missing does not compile. */
type Others<Words> = { [L in OtherLanguage]: () => Promise<Record<L, Words>> }
type OtherLanguage = Exclude<Language, 'en'>

/** Fetches the words of an area in a language, in English if they do not come; what it gives shows them. */
type Fetch = (next: Language) => Promise<() => void>

/** The areas whose code has been loaded. */
const areas = new Set<Fetch>()

/**
 * The words of what is loaded when it is opened. English comes with whatever imports them, another
 * language in a file of its own; `lazy` shows a part when the words of its areas are there as well.
 * @returns how to read them; while rendering, so that what is shown follows a change of language
 */
export function area<Words extends object>(en: Words, others: Others<Words>): () => Words {
  const shown = signal({ language: 'en', words: en })
  const ofOthers: Record<OtherLanguage, () => Promise<{ [L in Language]?: Words }>> = others
  areas.add(async (next) => {
    const words = shown.peek().language === next ? shown.peek().words : await fetched(next)
    return () => {
      shown.value = { language: next, words }
    }
  })
  const fetched = async (next: Language): Promise<Words> => {
    if (next === 'en') return en
    const found = await loadChunk(ofOthers[next]).catch(() => null)
    return found?.[next] ?? en
  }
  return () => shown.value.words
}

/** Fetches the words of every area in a language; what it gives turns all of them to it. */
export async function wordsOfAreas(next: Language): Promise<() => void> {
  let shows: (() => void)[]
  do shows = await Promise.all(Array.from(areas, (fetch) => fetch(next)))
  while (shows.length < areas.size)
  return () => {
    for (const show of shows) show()
  }
}
