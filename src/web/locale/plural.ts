import { computed } from '@preact/signals'
import { locale } from './regional.ts'

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

const numbers = computed(() => new Intl.NumberFormat(locale.value))

/** Chooses the form that a language wants for a number, and writes the number where `#` stands. */
export function pluralIn(language: string) {
  // Costly to make, and not needed for a first look.
  let rules: Intl.PluralRules | undefined
  return (count: number, forms: Forms) => {
    rules ??= new Intl.PluralRules(language)
    return (forms[rules.select(count)] ?? forms.other).replace('#', numbers.value.format(count))
  }
}
