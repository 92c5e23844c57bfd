import { partsOf } from './links.ts'
import { append, type Mark, type Piece, paired } from './pairs.ts'
import type { Inline } from './tree.ts'

/**
 * The emphasis, code and addresses in lines of text. What has no end, or is no formatting, is text as it
 * was written. An emphasis may go on into the next line, but not past an empty one.
 */
export function inlinesOf(text: string): Inline[] {
  const all: Inline[] = []
  let pieces: Piece[] = []
  for (const line of text.split(/(?<=\n)/)) {
    if (line.trim() === '') {
      append(all, paired(pieces))
      append(all, [{ kind: 'text', text: line }])
      pieces = []
    } else addLine(line, pieces)
  }
  return append(all, paired(pieces))
}

function addLine(line: string, pieces: Piece[]): void {
  let end = 0
  for (const { at, length, code } of codeOf(line)) {
    addText(line, end, at, pieces)
    pieces.push({ kind: 'code', text: code })
    end = at + length
  }
  addText(line, end, line.length, pieces)
}

/** What stands between as many backticks as begin it (CommonMark, 6.1), and where it does. */
function codeOf(line: string): { at: number; length: number; code: string }[] {
  const runs = Array.from(line.matchAll(/`+/g), ({ 0: { length }, index }) => ({ length, index }))
  const next = nextOfSameLength(runs)
  const found: { at: number; length: number; code: string }[] = []
  for (let n = 0; n < runs.length; n += 1) {
    const begin = runs[n]
    const closing = next[n]
    const close = closing === undefined ? undefined : runs[closing]
    if (!begin || !close || closing === undefined) continue
    const code = withoutRoom(line.slice(begin.index + begin.length, close.index))
    if (code.trim() === '') continue
    const length = close.index + close.length - begin.index
    found.push({ at: begin.index, length, code })
    n = closing
  }
  return found
}

/** Of each run of backticks, the place of the next one that is as long. */
function nextOfSameLength(runs: readonly { length: number }[]): (number | undefined)[] {
  const seen = new Map<number, number>()
  const next: (number | undefined)[] = []
  for (let n = runs.length - 1; n >= 0; n -= 1) {
    const { length = 0 } = runs[n] ?? {}
    next[n] = seen.get(length)
    seen.set(length, n)
  }
  return next
}

/** The space that lets code begin or end with a backtick. */
const withoutRoom = (code: string) =>
  code.startsWith(' ') && code.endsWith(' ') && code.trim() !== '' ? code.slice(1, -1) : code

/** Longer runs, and single tildes, are rows of stars, dividers and lines to be filled in: no marks. */
const signs = /(?<!\*)\*{1,3}(?!\*)|(?<!_)_(?!_)|(?<!~)~~(?!~)/g

/** Adds the addresses and the marks in a part of a line; a mark in an address is none. */
function addText(line: string, from: number, to: number, pieces: Piece[]): void {
  let at = from
  for (const part of partsOf(line.slice(from, to))) {
    if (part.kind === 'link') pieces.push(part)
    else addMarks(line, at, part.text, pieces)
    at += part.text.length
  }
}

function addMarks(line: string, at: number, part: string, pieces: Piece[]): void {
  let end = 0
  for (const { 0: sign, index } of part.matchAll(signs)) {
    const mark = markAt(line, at + index, sign)
    if (!mark) continue
    if (index > end) pieces.push({ kind: 'text', text: part.slice(end, index) })
    pieces.push(mark)
    end = index + sign.length
  }
  if (end < part.length) pieces.push({ kind: 'text', text: part.slice(end) })
}

/** Letters between which no space stands: an emphasis begins and ends among them. */
const inSpacelessScript =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}' +
  '\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]'
const inWord = `(?!${inSpacelessScript})[\\p{L}\\p{M}\\p{N}]`
/** Nothing begins or ends in `snake_case`, `2*3*4`, `src/*.ts`, `:*`, `¯\_(ツ)_/¯`, `-_-`. */
const noBeginAfter = new RegExp(`(?:${inWord}|[\\\\/@#$%&=+<>.:;,!?)\\]}|^-])$`, 'u')
const noEndBefore = new RegExp(`^(?:${inWord}|[\\\\/@#$%&=+<([{|^-])`, 'u')
/** A sign in quotation marks or brackets is spoken of. */
const aroundASign = /["“'‘([{«][*_~]+["”'’)\]}»]/

/** What a sign may begin and end where it stands; null if neither. */
function markAt(line: string, at: number, sign: string): Mark | null {
  const end = at + sign.length
  const around = line.slice(at - 1, end + 1)
  if (aroundASign.test(around)) return null
  // A sign may have two units.
  const before = line.slice(Math.max(0, at - 2), at)
  const after = line.slice(end, end + 2)
  const opens = /^\S/.test(after) && !noBeginAfter.test(before)
  const closes = /\S$/.test(before) && !noEndBefore.test(after)
  return opens || closes ? { kind: 'mark', sign, opens, closes } : null
}
