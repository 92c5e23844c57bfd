import { loadChunk } from './chunks.ts'

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

export function begunAt(text: string, caret: number): Begun | null {
  const match = /(?:^|[\s([{"'])(:([a-z0-9_+-]{2,40})(:?))$/i.exec(text.slice(0, caret))
  if (!match) return null
  const [, code = '', name = '', colon] = match
  return { start: caret - code.length, name: name.toLowerCase(), closed: colon === ':' }
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
