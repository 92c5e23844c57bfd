type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/** Chooses the form that a language wants for a number, and writes the number where `#` stands. */
export function pluralIn(language: string) {
  // Costly to make, and not needed for a first look.
  let rules: Intl.PluralRules | undefined
  let number: Intl.NumberFormat | undefined
  return (count: number, forms: Forms) => {
    rules ??= new Intl.PluralRules(language)
    number ??= new Intl.NumberFormat(language)
    return (forms[rules.select(count)] ?? forms.other).replace('#', number.format(count))
  }
}
