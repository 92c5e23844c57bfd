/**
 * What a text is to who looks for it: accents, case, width, and signs that nobody sees aside, in
 * every script. `cafe` finds `Café`, `strasse` finds `Straße`. All finders and completions share it.
 *
 * NFKD (UAX #15), without marks, in full case folding (Unicode, chapter 5.18).
 */
export function fold(text: string): string {
  return withoutCase(withoutMarks(text.normalize('NFKD')))
    .replace(letters, (letter) => alike.get(letter) ?? letter)
    .replace(/\s+/gu, ' ')
    .trim()
}

/** Upper case knows what lower case does not, as ß and SS, and the other way round, as ẞ. */
function withoutCase(text: string): string {
  const folded = text.toLowerCase().toUpperCase().toLowerCase()
  // What case makes may be composed, and a sigma's form depends on where in the word it stands.
  return withoutMarks(folded.normalize('NFKD')).replaceAll('ς', 'σ')
}

/**
 * Marks that change how a letter sounds, not those that are letters themselves: the vowels of Indic
 * scripts are written as marks. With them goes what is not seen: joiners, directions, selectors.
 */
const marks =
  /(?=\p{M})[\p{Diacritic}\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]|\p{Default_Ignorable_Code_Point}/gu

const withoutMarks = (text: string) => text.replace(marks, '')

/** Letters that Unicode takes for letters of their own, and people for others with something added. */
const alike = new Map(
  [
    'æae œoe øo đd ðd ħh ıi łl ŧt þth ƀb ɨi ʉu ŀl ĸk ŋn ɓb ɗd ɖd ƒf ɠg ɣg ƙk ɲn ɔo ɛe əe ƭt ʋv ƴy',
    'ٱا ىي یي ېي ەه ۀه ةه کك ڪك ـ ґг',
    // What telephones make of an apostrophe, and of a dash.
    "’' ‘' ʼ' ʻ' ׳' ‐- –- —- −-",
  ]
    .join(' ')
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, 1), pair.slice(1)]),
)
const letters = new RegExp(`[${[...alike.keys()].join('')}]`, 'gu')
