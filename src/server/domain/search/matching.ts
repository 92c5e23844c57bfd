import { type Folded, foldWithPlaces } from './folded.ts'
import { isBeginningOfWord, standsAlone } from './grams.ts'

/** So many places in one message are marked. */
const maxMarks = 100

/**
 * Where texts stand in a message: UTF-16 offsets, from and up to, in order, whole graphemes. Undefined if
 * one of the texts is neither in it nor in what is said of its files.
 * @param texts folded
 */
export function marksIn(
  body: string,
  texts: readonly string[],
  ofFiles: readonly string[] = [],
): [number, number][] | undefined {
  const folded = foldWithPlaces(body)
  const besides = ofFiles.map(foldWithPlaces)
  const marks: [number, number][] = []
  for (const text of texts) {
    const found = marksOf(folded, text)
    const isThere = found.length > 0 || besides.some((words) => marksOf(words, text).length > 0)
    if (!isThere) return undefined
    marks.push(...found)
  }
  return joined(marks)
}

function marksOf({ text, starts, ends }: Folded, wanted: string): [number, number][] {
  const marks: [number, number][] = []
  const onlyFirst = isBeginningOfWord(wanted)
  for (let from = 0; marks.length < maxMarks; ) {
    const at = text.indexOf(wanted, from)
    if (at === -1) break
    from = at + wanted.length
    if (onlyFirst && !beginsWord(text, at)) {
      from = at + 1
      continue
    }
    const start = starts[at]
    const end = ends[from - 1]
    if (start !== undefined && end !== undefined) marks.push([start, end])
  }
  return marks
}

function beginsWord(text: string, at: number): boolean {
  const before = Array.from(text.slice(Math.max(0, at - 2), at)).at(-1)
  return before === undefined || before === ' ' || standsAlone(before)
}

/** In order, those that touch made one. */
function joined(marks: [number, number][]): [number, number][] {
  const all: [number, number][] = []
  for (const [start, end] of marks.sort(([a], [b]) => a - b)) {
    const last = all.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else all.push([start, end])
  }
  return all.slice(0, maxMarks)
}
