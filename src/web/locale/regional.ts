import { signal } from '@preact/signals'

/** How times and numbers are written: in the page's language, as in the reader's own region. */
export const locale = signal('en')

/** The reader's own language, whatever that of the page: it says what stands before what in a list. */
export const ownLocale = signal('en')

/**
 * The page's language as it is written where the reader lives: `en-SE` on an English page for a
 * Swede, with that region's order of day and month and its 24 hours.
 * @param wanted the tags that the browser asks for, the reader's own first
 */
export function regional(language: string, wanted: readonly string[]): string {
  const own = ownOf(wanted)
  if (!own || own.language === language) return own?.toString() ?? language
  const { region } = own.maximize()
  const { hourCycle } = new Intl.DateTimeFormat(own.toString(), {
    hour: 'numeric',
  }).resolvedOptions()
  return new Intl.Locale(language, {
    ...(region && { region }),
    ...(hourCycle && { hourCycle }),
  }).toString()
}

/** The reader's own locale; that of the page's language if the browser names none. */
export const personal = (language: string, wanted: readonly string[]) =>
  ownOf(wanted)?.toString() ?? language

/** The first tag that is one: some systems hand on others, as `en-US@posix`. */
function ownOf(wanted: readonly string[]): Intl.Locale | null {
  for (const tag of wanted) {
    try {
      return new Intl.Locale(tag)
    } catch {}
  }
  return null
}
