// Texts that the first page or every room needs at once stand in the folders that `en.ts` puts together, and
// `t()` reads them. Those of a part that is loaded when it is opened stand in a folder of their own, which
// nothing of the first load imports: `locale/help/` has `en.ts`, `de.ts`, `ar.ts`, and `texts.ts`, where `area()`
// makes `helpTexts` of them (a language that is missing does not compile). Whatever `lazy` loads may import it:
//
//   import { helpTexts } from '../../locale/help/texts.ts'
//   <h2>{helpTexts().title}</h2>
//
// `lazy` shows the part when the words of the language in use are there too, in English if they do not come.

import { batch, computed, signal } from '@preact/signals'
import type { FieldError } from '../../protocol/field-errors.ts'
import type { Refusal } from '../app/api.ts'
import { loadChunk } from '../app/chunks.ts'
import { isolated } from '../text/isolated.ts'
import { whenShort } from '../text/times.ts'
import { wordsOfAreas } from './area.ts'
import { en, type Texts } from './en.ts'
import { locale, ownLocale, personal, regional } from './regional.ts'

/** The languages that are complete, by their own names, with how to fetch their words. */
export const languages = {
  en: { name: 'English', direction: 'ltr', load: async () => en },
  de: {
    name: 'Deutsch',
    direction: 'ltr',
    load: async () => (await loadChunk(() => import('./de.ts'))).de,
  },
  ar: {
    name: 'العربية',
    direction: 'rtl',
    load: async () => (await loadChunk(() => import('./ar.ts'))).ar,
  },
} as const satisfies Record<
  string,
  { name: string; direction: 'ltr' | 'rtl'; load: () => Promise<Texts> }
>

export type Language = keyof typeof languages

const spoken = signal<{ language: Language; words: Texts }>({ language: 'en', words: en })

export const language = computed(() => spoken.value.language)

/** The words of the language in use. Read while rendering, so that a page follows a change. */
export const t = () => spoken.value.words

/** The language whose words were wanted last and did not come; null if all is as wanted. */
export const wordless = signal<Language | null>(null)

/** Rises with each call of `speak`: the last one counts, however late the words of others come. */
let asked = 0

/**
 * Fetches the words of a language and turns the page to it. If they do not come, the page stays as it
 * is, in English to begin with; times and order are the reader's own all the same.
 * @param wanted the tags that the browser asks for, the reader's own first
 */
export async function speak(next: Language, wanted: readonly string[] = []) {
  const mine = ++asked
  locale.value = regional(language.value, wanted)
  ownLocale.value = personal(language.value, wanted)
  const [words] = await Promise.all([languages[next].load().catch(() => null), wordsOfAreas(next)])
  // Parts whose code came meanwhile have brought words of their own: none is shown in two languages.
  const showAreas = await wordsOfAreas(next)
  if (mine !== asked) return
  batch(() => {
    wordless.value = words ? null : next
    if (!words) return
    showAreas()
    spoken.value = { language: next, words }
    locale.value = regional(next, wanted)
    ownLocale.value = personal(next, wanted)
  })
  // Areas whose code came meanwhile have the words of the language before.
  await speakInAreas()
}

/** Fetches the words of the areas that were loaded since, in the language in use. */
export async function speakInAreas() {
  let next: Language
  do {
    next = language.value
    const show = await wordsOfAreas(next)
    if (next === language.value) batch(show)
    // The page has turned to another language meanwhile.
  } while (next !== language.value)
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
  const [field] = refusal.errors
  if (field) return explainField(field)
  if (refusal.code === 'unreachable') return errors.unreachable
  if (refusal.code === 'cookies_blocked') return t().missing.cookies
  if (refusal.code === 'too_many_requests' && refusal.retryAfter !== undefined) {
    return errors.waitSeconds(Math.max(1, Math.ceil(refusal.retryAfter / 1000)))
  }
  const { code, until, detail } = refusal
  const untilThen = code === 'banned' ? errors.bannedUntil : errors.mutedUntil
  const said = until
    ? untilThen(whenShort(until, Date.now()))
    : (errors.byCode[code] ?? refusal.title)
  return detail ? `${said} ${isolated(detail)}` : said
}

/** The sentence that stands beside a field that was refused. */
export function explainField({ code, limit = 0, message }: FieldError): string {
  const { errors } = t()
  switch (code) {
    case 'missing':
      return errors.required
    case 'too_short':
      return errors.tooShort(limit)
    case 'too_long':
      return errors.tooLong(limit)
    default:
      return errors.byField[code] ?? message
  }
}
