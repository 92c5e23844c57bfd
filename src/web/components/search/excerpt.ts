export type Marks = readonly (readonly number[])[]

/** The part of a message that is shown, and where its marks are in that. */
export interface Excerpt {
  text: string
  marks: Marks
  /** Whether there is more before it, and behind it. */
  isCutBefore: boolean
  isCutBehind: boolean
}

/** So much of a long message is shown before the first mark, and in all; UTF-16 units. */
const before = 80
const most = 400

/** The part of a text that has the first mark. It begins between words where it can. */
export function excerptOf(body: string, marks: Marks): Excerpt {
  const [start, end] = part(body, marks[0]?.[0] ?? 0)
  return {
    text: body.slice(start, end),
    marks: marks.flatMap(([from = 0, to = 0]) =>
      from >= start && from < end ? [[from - start, Math.min(to, end) - start]] : [],
    ),
    isCutBefore: start > 0,
    isCutBehind: end < body.length,
  }
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

/** A piece of a text, marked or not. */
export interface Piece {
  text: string
  isMarked: boolean
}

/**
 * Takes apart, one after the other, the texts that formatting leaves of a message, each of which stands in it
 * line by line as it was written.
 */
export function marking({ text: body, marks }: Pick<Excerpt, 'text' | 'marks'>) {
  let at = 0
  return (text: string): Piece[] =>
    text.split(/(?<=\n)/).flatMap((line) => {
      const start = body.indexOf(line, at)
      if (start === -1) return [{ text: line, isMarked: false }]
      at = start + line.length
      return piecesOf(line, start, marks)
    })
}

function piecesOf(text: string, start: number, marks: Marks): Piece[] {
  const pieces: Piece[] = []
  let done = 0
  const add = (to: number, isMarked: boolean) => {
    if (to > done) pieces.push({ text: text.slice(done, to), isMarked })
    done = Math.max(done, to)
  }
  for (const [from = 0, to = 0] of marks) {
    if (to <= start || from >= start + text.length) continue
    add(from - start, false)
    add(Math.min(to - start, text.length), true)
  }
  add(text.length, false)
  return pieces
}
