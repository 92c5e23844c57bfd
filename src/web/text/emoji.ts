import { loadChunk } from '../app/chunks.ts'

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
const shortcode = /(?:^|[\s([{"'])(:([a-z][a-z][a-z0-9_+-]{0,38}|[A-Z][a-z][a-z0-9_+-]{0,38})(:?))$/
/** No boundary stands in so long a piece, and no more of a text need be looked at. */
const longest = 44
/** Faces are names of no emoji: `:pp`, `:oo`, `:xxx`. */
const face = /^([a-z])\1+$/i
const sleep = 'zzz'

export function begunAt(text: string, caret: number): Begun | null {
  const match = shortcode.exec(text.slice(Math.max(0, caret - longest), caret))
  if (!match) return null
  const [, code = '', typed = '', colon] = match
  const name = typed.toLowerCase()
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
