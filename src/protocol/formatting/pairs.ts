import type { Emphasis, Inline } from './tree.ts'

/** Signs that may begin or end an emphasis: one of `* _ ** ~~`, or `***`, which is two of them. */
export type Mark = { kind: 'mark'; sign: string; opens: boolean; closes: boolean }
/** What is what it is, or may be. */
export type Piece = Inline | Mark

const emphasisOf: Record<string, Emphasis> = { '**': 'strong', '*': 'em', _: 'em', '~~': 'strike' }

/** A mark that nothing has ended so far, and what stood before it since the one below it. */
type Open = { sign: string; before: Inline[]; says: boolean }

/**
 * Joins what begins to what ends it. Of each sign only the last one that began is remembered: none lies
 * in another of its kind, no more than four are open at a time, and a piece is moved at most four times.
 */
export function paired(pieces: readonly Piece[]): Inline[] {
  const open: Open[] = []
  let now: Inline[] = []

  const add = (piece: Inline) => {
    append(now, [piece])
    if (piece.kind !== 'text' || /[^\s*_~]/.test(piece.text))
      for (const one of open) one.says = true
  }
  /** It has no end: it is text. */
  const giveUp = (at: number) => {
    const [{ sign, before } = { sign: '', before: [] }] = open.splice(at, 1)
    const above = open[at]
    append(before, [{ kind: 'text', text: sign }])
    append(before, above?.before ?? now)
    if (above) above.before = before
    else now = before
  }
  const take = (sign: string, { opens, closes }: Mark) => {
    const at = open.findIndex((one) => one.sign === sign)
    const of = emphasisOf[sign]
    if (closes && of && open[at]?.says) {
      while (open.length > at + 1) giveUp(open.length - 1)
      const begun = open.pop()
      const inside = now
      now = begun?.before ?? []
      add({ kind: of, of: inside })
    } else if (opens) {
      if (at !== -1) giveUp(at)
      open.push({ sign, before: now, says: false })
      now = []
    } else add({ kind: 'text', text: sign })
  }

  for (const piece of pieces) {
    if (piece.kind !== 'mark') add(piece)
    else if (piece.sign !== '***') take(piece.sign, piece)
    else for (const sign of open.at(-1)?.sign === '*' ? ['*', '**'] : ['**', '*']) take(sign, piece)
  }
  while (open.length > 0) giveUp(open.length - 1)
  return now
}

/** Adds to what stands there; texts that meet become one. */
export function append(to: Inline[], more: readonly Inline[]): Inline[] {
  for (const piece of more) {
    const last = to.at(-1)
    if (last?.kind === 'text' && piece.kind === 'text') {
      to[to.length - 1] = { kind: 'text', text: last.text + piece.text }
    } else to.push(piece)
  }
  return to
}
