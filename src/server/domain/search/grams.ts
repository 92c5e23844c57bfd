/**
 * What a text is looked up by: runs of a few letters. A message that holds a text has all of its grams; one
 * that has them all need not hold it, and is looked at.
 *
 * - Three letters in a row, within a word. So parts of words are found, in any script.
 * - In scripts that set no blanks between words, and of signs and emoji: each sign, and each two in a row.
 * - The first two letters of each word, for whoever has typed no more yet.
 *
 * @param text folded
 */
export function gramsOf(text: string): Set<string> {
  const grams = new Set<string>()
  for (const word of text.split(' ')) addGramsOf(Array.from(word), grams)
  return grams
}

/**
 * Adds the hash of each gram of a text, as `hashOf` has it.
 * @param text folded
 */
export function addHashesOf(text: string, salt: string, hashes: Set<number>): void {
  const salted = fed(basis, salt)
  for (const word of text.split(' ')) {
    if (ascii.test(word)) addHashesOfAscii(word, salted, hashes)
    else for (const gram of gramsOf(word)) hashes.add(finished(fed(salted, gram)))
  }
}

const ascii = /^[\0-\x7f]*$/

/**
 * The same for most words of most people. Hashed where they stand, without a string for each: that was most of
 * what reading for the index took.
 */
function addHashesOfAscii(word: string, salted: number, hashes: Set<number>): void {
  let isAfterLetter = false
  for (let i = 0; i < word.length; i += 1) {
    const first = word.charCodeAt(i)
    const second = word.charCodeAt(i + 1)
    const third = word.charCodeAt(i + 2)
    const isLetter = isAsciiLetter(first)
    const one = step(salted, first)
    if (!isLetter) {
      hashes.add(finished(one))
      if (i + 1 < word.length && !isAsciiLetter(second)) hashes.add(finished(step(one, second)))
    } else if (!isAfterLetter && isAsciiLetter(second)) {
      hashes.add(finished(step(step(step(salted, blank), first), second)))
    }
    const isOfSigns = !isLetter && !isAsciiLetter(second) && !isAsciiLetter(third)
    if (i + 2 < word.length && !isOfSigns) hashes.add(finished(step(step(one, second), third)))
    isAfterLetter = isLetter
  }
}

const blank = 0x20

/** False for what is behind the end of a word. */
function isAsciiLetter(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x30 && unit <= 0x39) ||
    (unit >= 0x41 && unit <= 0x5a)
  )
}

function addGramsOf(letters: readonly string[], grams: Set<string>): void {
  const alone = letters.map(standsAlone)
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters[i] ?? ''
    const next = letters[i + 1]
    const third = letters[i + 2]
    if (alone[i]) {
      grams.add(letter)
      if (next !== undefined && alone[i + 1]) grams.add(letter + next)
    } else if ((i === 0 || alone[i - 1]) && next !== undefined && !alone[i + 1]) {
      grams.add(` ${letter}${next}`)
    }
    const isWhole = alone[i] && alone[i + 1] && alone[i + 2]
    if (next !== undefined && third !== undefined && !isWhole) grams.add(letter + next + third)
  }
}

/**
 * The grams of a text that is looked for. What stands at the beginning of its words may stand within a word
 * of what is found; of two letters alone it is what they are looked up by.
 */
export function gramsToFind(text: string): string[] {
  const isShort = isBeginningOfWord(text)
  const grams = [...gramsOf(text)].filter((gram) => isShort || !gram.startsWith(' '))
  const certain = grams.filter((gram) => !foldedLately.test(gram))
  return certain.length > 0 ? certain : grams
}

/** Signs that stand for others since a part of the index was written: there it has those others. */
const foldedLately = /['-]/

/** Whether a text is too short to be found anywhere but at the beginning of a word. */
export function isBeginningOfWord(text: string): boolean {
  const letters = Array.from(text)
  return letters.length < 3 && !letters.some(standsAlone)
}

/** Whether a sign is looked for by itself: it is no letter, or of a script without blanks between words. */
export function standsAlone(sign: string): boolean {
  const code = sign.codePointAt(0) ?? 0
  if (code < 0x80) return !asciiLetter.test(sign)
  return unspaced.some(([first, last]) => code >= first && code <= last) || !letter.test(sign)
}

const asciiLetter = /[a-z0-9]/i
const letter = /[\p{L}\p{N}\p{M}]/u

/** Thai to Myanmar; the parts of Hangul, which folding takes apart; Khmer; all of East Asia. */
const unspaced = [
  [0x0e00, 0x109f],
  [0x1100, 0x11ff],
  [0x1780, 0x17ff],
  [0x2e80, 0xd7ff],
  [0xf900, 0xfaff],
  [0x20000, 0x3ffff],
] as const

/**
 * A gram as 32 bits (FNV-1a, and a finish that spreads it). Grams of rooms that not everybody may read are
 * salted with the room: whoever looks something up elsewhere comes across none of them, and cannot tell
 * by the time that it takes either.
 * @param salt the id of such a room; else ''
 */
export function hashOf(gram: string, salt: string): number {
  return finished(fed(fed(basis, salt), gram))
}

const basis = 0x811c9dc5

function fed(hash: number, text: string): number {
  let now = hash
  for (let i = 0; i < text.length; i += 1) now = step(now, text.charCodeAt(i))
  return now
}

function step(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193)
}

/** Signed, so that V8 needs no object for it. */
function finished(hash: number): number {
  const spread = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  return spread ^ (spread >>> 12)
}
