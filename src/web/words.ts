import { computed, signal } from '@preact/signals'
import type { Refusal } from './api.ts'
import { en, type Words } from './words/en.ts'

/** The languages that are complete, by their own names, with how to fetch their words. */
export const languages = {
  en: { name: 'English', direction: 'ltr', load: async () => en },
  de: {
    name: 'Deutsch',
    direction: 'ltr',
    load: async () => (await import('./words/de.ts')).de,
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    load: async () => (await import('./words/ar.ts')).ar,
  },
} as const satisfies Record<
  string,
  { name: string; direction: 'ltr' | 'rtl'; load: () => Promise<Words> }
>

export type Language = keyof typeof languages

const spoken = signal<{ language: Language; words: Words }>({ language: 'en', words: en })

export const language = computed(() => spoken.value.language)

/** The words of the language in use. Read while rendering, so that a page follows a change. */
export const t = () => spoken.value.words

export async function speak(next: Language) {
  spoken.value = { language: next, words: await languages[next].load() }
}

/** The first of the wanted languages that there are words for; English if there is none. */
export function bestLanguage(wanted: readonly string[]): Language {
  const bases = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '')
  return bases.find(isLanguage) ?? 'en'
}

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(languages, tag)
}

/** The sentence that tells a person why something was refused. */
export function explain(refusal: Refusal): string {
  const { errors } = t()
  if (refusal.code === 'unreachable') return errors.unreachable
  if (refusal.code === 'too_many_requests' && refusal.retryAfter !== undefined) {
    return errors.waitSeconds(Math.max(1, Math.ceil(refusal.retryAfter / 1000)))
  }
  return errors.byCode[refusal.code] ?? refusal.title
}
