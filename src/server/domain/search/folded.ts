import { fold } from '../../../protocol/fold.ts'

/** A text as it is compared, with where each part of it stands in the text itself. */
export interface Folded {
  /** Folded as finders do, with single spaces between words. */
  text: string
  /** For each code unit of `text`, where the grapheme that it comes from begins and ends; UTF-16. */
  starts: readonly number[]
  ends: readonly number[]
}

/**
 * Folds grapheme by grapheme, so that a match in the folded text leads back to whole graphemes of the text
 * itself (UAX #29).
 */
export function foldWithPlaces(text: string): Folded {
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const [start, end] of graphemes(text)) {
    const part = folding(text.slice(start, end))
    // Blanks are one blank, and none begins the text.
    if (part === ' ' && (folded === '' || folded.endsWith(' '))) continue
    folded += part
    for (let i = 0; i < part.length; i += 1) {
      starts.push(start)
      ends.push(end)
    }
  }
  return { text: folded.trimEnd(), starts, ends }
}

/** The same without places. */
export function folded(text: string): string {
  if (isAscii(text)) return text.toLowerCase().replace(/\s+/g, ' ').trim()
  return foldWithPlaces(text).text
}

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })

function* graphemes(text: string): Generator<[number, number]> {
  if (isAscii(text)) {
    for (let i = 0; i < text.length; i += 1) yield [i, i + 1]
    return
  }
  for (const { index, segment } of segmenter.segment(text)) yield [index, index + segment.length]
}

const ascii = /^[\0-\x7f]*$/
const isAscii = (text: string) => ascii.test(text)

/** Graphemes are few and come again and again; a bound all the same. */
const known = new Map<string, string>()
const maxKnown = 20_000

function folding(grapheme: string): string {
  const before = known.get(grapheme)
  if (before !== undefined) return before
  const now = /^\s+$/u.test(grapheme) ? ' ' : fold(grapheme)
  if (known.size >= maxKnown) known.clear()
  known.set(grapheme, now)
  return now
}
