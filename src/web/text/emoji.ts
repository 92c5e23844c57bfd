import { loadChunk } from '../app/chunks.ts'
import { fold } from './fold.ts'

export type Emoji = { name: string; sign: string }

/** All names of emoji; fetched when the first one is begun. */
export async function loadEmoji(): Promise<Emoji[]> {
  const { default: lines } = await loadChunk(() => import('emoji:names'))
  return lines.split('\n').map((line) => {
    const [name = '', sign = ''] = line.split(' ')
    return { name, sign }
  })
}

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

/** A handful of fitting emoji, those whose name begins as wanted first. */
export function fitting(all: readonly Emoji[], wanted: string, most = 6): Emoji[] {
  const beginning = all.filter(({ name }) => name.startsWith(wanted))
  const containing = all.filter(({ name }) => name.indexOf(wanted) > 0)
  return beginning
    .sort((a, b) => a.name.length - b.name.length)
    .concat(containing)
    .slice(0, most)
}
