import { signal } from '@preact/signals'

/** The language in use and the reader's region, on which depends how times and numbers are written. */
export const locale = signal('en')

/** The first wanted tag of this language, such as `en-GB` of `en`; the language alone if none is. */
export function regional(language: string, wanted: readonly string[]): string {
  const tag = wanted.find((each) => each.toLowerCase().split('-')[0] === language)
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? language
  } catch {
    // Some systems hand on tags that are none, as `en-US@posix`.
    return language
  }
}
