/** Texts in five scripts, the same for the same number: words of which some are said often and most seldom. */

const syllables = 'ka to ri mo ne sa lu be vi do en ar st in ou th er an re te'.split(' ')
const cyrillic = 'оеаинтсрвлкмдпуяызьб'
const arabic = 'ابتجحدرسشصطعفقكلمنهو'
const words = 20_000
const signs = 3000

/** A message: Latin twice, then Cyrillic, Arabic, Chinese, one after another. */
export function textOf(n: number): string {
  const random = from(n)
  const length = 4 + Math.floor(random() * 12)
  const kind = n % 5
  if (kind === 4) return Array.from({ length: length * 2 }, () => sign(random)).join('')
  return Array.from({ length }, () => written(kind, wordOf(seldom(random, words)))).join(' ')
}

/** What to look for in the texts up to a number, by kind. */
export function samplesOf(last: number): Record<string, string[]> {
  const some = Array.from({ length: 200 }, (_, i) => 1 + Math.floor((last * (i + 1)) / 201))
  const ofKind = (kinds: number[]) => some.filter((n) => kinds.includes(n % 5)).map(textOf)
  const spaced = ofKind([0, 1, 2, 3]).map((text, i) => {
    const all = text.split(' ').filter((word) => word.length > 3)
    return all[i % Math.max(1, all.length)] ?? 'kettle'
  })
  return {
    words: spaced,
    'two words': spaced.slice(1).map((word, i) => `${word} ${spaced[i]}`),
    'three letters': spaced.map((word) => word.slice(1, 4)),
    'two letters of Chinese': ofKind([4]).map((text) => text.slice(2, 4)),
    'what nobody said': spaced.map((word) => `${word.slice(0, 3)}zqx`),
  }
}

/** Numbers from 0 up to 1, the same for the same beginning. */
function from(beginning: number): () => number {
  let state = (beginning * 2654435761) >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const seldom = (random: () => number, of: number) => Math.floor(random() ** 3 * of)

function wordOf(n: number): string {
  let word = ''
  for (let rest = n + 20; rest > 0; rest = Math.floor(rest / 20)) word += syllables[rest % 20] ?? ''
  return word
}

function written(kind: number, word: string): string {
  if (kind < 2) return word
  const letters = kind === 2 ? cyrillic : arabic
  return Array.from(word, (letter) => letters.charAt(letter.charCodeAt(0) % 20)).join('')
}

const sign = (random: () => number) => String.fromCodePoint(0x4e00 + seldom(random, signs))
