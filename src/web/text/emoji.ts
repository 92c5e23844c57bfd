import { fold } from './fold.ts'

/** A `:shortcode` that ends at the caret, and where it begins; `closed` if its colon follows. */
export type Begun = { start: number; name: string; closed: boolean }

/** Two letters at least, of which a phone may have made the first a capital. */
const shortcode = /(?:^|[\s([{"'])(:(\p{L}\p{M}*\p{Ll}\p{M}*(?:[\p{Ll}0-9_+-]\p{M}*){0,38})(:?))$/u
/** What goes on after the caret: in the middle of a word nothing is begun. */
const goesOn = /^[\p{L}\p{M}\p{N}_:+-]/u
/** No boundary stands in so long a piece, and no more of a text need be looked at. */
const longest = 100
/** Faces are names of no emoji: `:pp`, `:oo`, `:xxx`. */
const face = /^(.)\1+$/u
const sleep = 'zzz'

export function begunAt(text: string, caret: number): Begun | null {
  const match = shortcode.exec(text.slice(Math.max(0, caret - longest), caret))
  if (!match || goesOn.test(text.slice(caret, caret + 2))) return null
  const [, code = '', typed = '', colon] = match
  const name = fold(typed)
  if (face.test(name) && name !== sleep) return null
  return { start: caret - code.length, name, closed: colon === ':' }
}
