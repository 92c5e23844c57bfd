import { excerptOf, type Sayings } from '../quotes.ts'
import { wordsOf } from './words.ts'

/** The beginning of a text without the marks of its formatting, for lists and notices, which draw none of it. */
export function plainExcerptOf({ body, files = [] }: Sayings): string {
  return excerptOf({ body: mayBeFormatted(body) ? wordsOf(body) : body, files })
}

/** Told at sight, of each text that is posted: without one of these signs there is no formatting. */
export const mayBeFormatted = (text: string) => /[*_~`>-]/.test(text)
