/** A piece of a message, marked or not. */
export type Piece = { text: string; isMarked: boolean }

/** So much of a long message is shown before the first mark, and in all; UTF-16 units. */
const before = 80
const most = 400

/**
 * The part of a text that has the first mark, in pieces. It begins and ends between words where it can, and
 * never within a mark.
 */
export function excerptOf(body: string, marks: readonly (readonly number[])[]): Piece[] {
  const [start, end] = part(body, marks[0]?.[0] ?? 0)
  const pieces: Piece[] = start > 0 ? [{ text: '…', isMarked: false }] : []
  let at = start
  const add = (to: number, isMarked: boolean) => {
    if (to > at) pieces.push({ text: body.slice(at, to), isMarked })
    at = Math.max(at, to)
  }
  for (const [from = 0, to = 0] of marks) {
    if (from < at || from >= end) continue
    add(from, false)
    add(to, true)
  }
  add(end, false)
  if (at < body.length) pieces.push({ text: '…', isMarked: false })
  return pieces
}

function part(body: string, firstMark: number): [number, number] {
  if (body.length <= most) return [0, body.length]
  const wanted = Math.max(0, firstMark - before)
  const blank = wanted === 0 ? -1 : body.slice(wanted, firstMark).search(/\s/u)
  const start = whole(body, blank === -1 ? wanted : wanted + blank + 1)
  return [start, whole(body, Math.min(body.length, start + most))]
}

/** Not between the halves of a surrogate pair. */
const whole = (body: string, at: number) => (/[\udc00-\udfff]/.test(body.charAt(at)) ? at + 1 : at)
