/**
 * What in a text nobody sees. All of it is asked of the Unicode data that Node.js brings, so that it is
 * as new as that; only what renders as an empty place without being called so is listed here.
 */

/** Seen as nothing although Unicode calls them letters and symbols: Braille's, a note's, Khitan's, an object's … */
export const blanks = /[\u2800\uFFFC\u{1D159}\u{13441}\u{13442}\u{16FE4}]/u

/** Whether there is nothing to see in it. */
export function isBlank(text: string): boolean {
  return /^[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{1D159}\u{13441}\u{13442}\u{16FE4}]*$/u.test(
    text,
  )
}

/**
 * Without the ignorable letters and marks that only deceive: Hangul fillers, the combining grapheme
 * joiner, variation selectors outside of emoji, inherent vowels of Khmer. Format characters stay: where
 * no script needs them they are refused, not folded (see `withoutNeededSigns`).
 */
export function withoutFolded(text: string): string {
  return mapOutsideEmoji(text, (part) => part.replace(ignorableLetters, ''))
}

const ignorableLetters = /(?=[\p{L}\p{M}])\p{Default_Ignorable_Code_Point}/gu

/** Whether somebody looks at a text and sees something else than what it holds: NFKC, and no ignorables. */
export function withoutIgnorable(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, '')
}

/** Without emoji, and without the joiners that a script needs: any format character left deceives. */
export function withoutNeededSigns(text: string): string {
  return mapOutsideEmoji(
    text,
    (part) => part.replace(neededJoiners(), ''),
    () => 'x',
  )
}

/** Emoji as Unicode recommends them: with their joiners, variation selectors and tags. */
const emoji = /\p{RGI_Emoji}/gv

function mapOutsideEmoji(
  text: string,
  change: (part: string) => string,
  ofEmoji = (sequence: string) => sequence,
): string {
  let result = ''
  let from = 0
  for (const { index, 0: sequence } of text.matchAll(emoji)) {
    result += change(text.slice(from, index)) + ofEmoji(sequence)
    from = index + sequence.length
  }
  return result + change(text.slice(from))
}

let joiners: RegExp | undefined

/**
 * Where a joiner belongs (after UAX #31 2.3 and RFC 5892, A.1 and A.2): the non-joiner between letters
 * that would join, either after a sign that kills a vowel, and the joiner before it (Bengali's ya-phalaa). Mongolian
 * has a separator of its own before a last vowel.
 */
function neededJoiners(): RegExp {
  if (!joiners) {
    const virama = `[${viramas().join('')}]`
    const joining = `[${[
      'Arab',
      'Syrc',
      'Mand',
      'Nkoo',
      'Mong',
      'Phag',
      'Adlm',
      'Rohg',
      'Sogd',
      'Mani',
      'Phlp',
    ]
      .map((script) => `\\p{sc=${script}}`)
      .join('')}]`
    joiners = new RegExp(
      `(?<=(?=\\p{L})${joining}\\p{M}*)\\u200C(?=(?=\\p{L})${joining})|` +
        `(?<=\\p{L}\\p{M}*${virama})[\\u200C\\u200D](?!\\p{N})|(?<=\\p{L})\\u200D(?=${virama})|` +
        '(?<=(?=\\p{L})\\p{sc=Mong})\\u180E(?=(?=\\p{L})\\p{sc=Mong})',
      'gu',
    )
  }
  return joiners
}

/** The signs of combining class 9, found by where normalisation puts them: after class 8, before class 10. */
function viramas(): string[] {
  const marks: string[] = []
  const [class8, class10] = ['\u3099', '\u05B0']
  for (let point = 0x300; point < 0x12_000; point += 1) {
    const mark = String.fromCodePoint(point)
    if (!/\p{M}/u.test(mark)) continue
    const after8 = `a${mark}${class8}`.normalize('NFD') === `a${class8}${mark}`
    const before10 = `a${class10}${mark}`.normalize('NFD') === `a${mark}${class10}`
    if (after8 && before10) marks.push(mark)
  }
  return marks
}
