import { inlinesOf } from './inlines.ts'
import type { Block, Inline, Item } from './tree.ts'

/** What lies in more than so many others, or makes more than so many parts, is text as it was written. */
const deepest = 5
const mostParts = 1500
/** More than a message may have. Whoever has got a longer one is not to wait for it. */
const longest = 20_000

/**
 * The formatting in a text: quotes, lists and code that stand by themselves, and what `inlinesOf` finds in the
 * lines between. Each line is looked at once for each block that it lies in, and so at most five times.
 */
export function blocksOf(text: string, atMost = longest): Block[] {
  const plain: Block[] = [{ kind: 'lines', of: [{ kind: 'text', text }] }]
  if (text.length > atMost) return plain
  const blocks = blocksIn(text.split('\n'), 0, '')
  return countOf(blocks) > mostParts ? plain : blocks
}

/** @param end what stands behind the last of the lines: a break, unless it is the last of all */
function blocksIn(lines: readonly string[], depth: number, end: string): Block[] {
  const blocks: Block[] = []
  const findFence = fences(lines)
  let from = 0
  let at = 0
  const gap = (at: number) => {
    blocks.push({ kind: 'gap', text: textOf(lines, at, at + 1, end) })
  }
  const flush = (to: number) => {
    if (from > 0 && from < to && isEmpty(lines[from])) {
      gap(from)
      from += 1
    }
    const gapBelow = to < lines.length && from < to && isEmpty(lines[to - 1])
    const last = gapBelow ? to - 1 : to
    if (last > from) blocks.push({ kind: 'lines', of: inlinesOf(textOf(lines, from, last, end)) })
    if (gapBelow) gap(last)
  }
  while (at < lines.length) {
    const found = depth < deepest && (findFence(at) ?? quoteAt(lines, at) ?? listAt(lines, at))
    if (!found) {
      at += 1
      continue
    }
    flush(at)
    at += found.length
    from = at
    blocks.push(found.block(depth + 1, at < lines.length ? '\n' : end))
  }
  flush(lines.length)
  return blocks
}

const isEmpty = (line = '') => line.trim() === ''

const textOf = (lines: readonly string[], from: number, to: number, end: string) =>
  lines.slice(from, to).join('\n') + (to < lines.length ? '\n' : end)

/** A block that begins in a line: of how many lines, and how it is made. */
type Found = { length: number; block: (depth: number, end: string) => Block }

/** Code between fences; one that is never closed is none. */
function fences(lines: readonly string[]): (at: number) => Found | null {
  /** A fence as long as this, or longer, is not closed any more. */
  let unclosed = Number.POSITIVE_INFINITY
  return (at) => {
    const [, fence = '', language = ''] =
      /^ {0,3}(`{3,})[^\S\n]*([\w+#.-]*)\s*$/.exec(lines[at] ?? '') ?? []
    if (fence === '' || fence.length >= unclosed) return null
    let close = at + 1
    while (close < lines.length && closing(lines[close] ?? '') < fence.length) close += 1
    if (close === lines.length) {
      unclosed = fence.length
      return null
    }
    const text = lines.slice(at + 1, close).join('\n')
    return {
      length: close - at + 1,
      block: (_, end) => ({ kind: 'code', language: language.toLowerCase(), text: text + end }),
    }
  }
}

/** How many backticks a line has that is nothing else; 0 if it is. */
const closing = (line: string) => /^ {0,3}(`{3,})\s*$/.exec(line)?.[1]?.length ?? 0

/** `> said`, or `>said` where a word follows: `>_<` and `>>>` are none. A line without it is not in the quote. */
const quoted = /^>(?: |(?=\p{L})|$)/u

function quoteAt(lines: readonly string[], at: number): Found | null {
  if (!quoted.test(lines[at] ?? '') || lines[at]?.trim() === '>') return null
  let to = at
  while (quoted.test(lines[to] ?? '')) to += 1
  const inside = lines.slice(at, to).map((line) => line.replace(quoted, ''))
  return {
    length: to - at,
    block: (depth, end) => ({ kind: 'quote', of: blocksIn(inside, depth, end) }),
  }
}

const item = /^(?:([-*])|(\d{1,9})([.)])) +(?=.*[^\s*-])/

/**
 * Items below one another, and what is indented below them. Of what else begins so, one alone is none:
 * `1. ` may begin a sentence, and `* ` what somebody does.
 */
function listAt(lines: readonly string[], at: number): Found | null {
  const items: { mark: string; lines: string[]; indent: RegExp | null }[] = []
  const first = item.exec(lines[at] ?? '')
  if (!first) return null
  let to = at
  while (to < lines.length) {
    const line = lines[to] ?? ''
    const begin = item.exec(line)
    const last = items.at(-1)
    if (begin && goesOn(first, begin, items.length)) {
      const mark = begin[1] ? '•' : `${begin[2]}${begin[3]}`
      items.push({ mark, lines: [line.slice(begin[0].length)], indent: null })
    } else if (last && /^(?: {2}|\t)/.test(line)) {
      // The first line below says how far in they stand.
      last.indent ??= line.startsWith('\t') ? /^\t/ : new RegExp(`^ {1,${line.search(/[^ ]|$/)}}`)
      last.lines.push(line.replace(last.indent, ''))
    } else break
    to += 1
  }
  if (first[1] !== '-' && items.length < 2) return null
  return {
    length: to - at,
    block: (depth, end) => ({
      kind: 'list',
      ordered: !first[1],
      items: items.map(
        ({ mark, lines }, n): Item => ({
          mark,
          of: blocksIn(lines, depth, n < items.length - 1 ? '\n' : end),
        }),
      ),
    }),
  }
}

/** Whether it is an item of the list that began so, in which it would be the `n`th, counted from 0. */
const goesOn = (first: RegExpExecArray, begin: RegExpExecArray, n: number) =>
  begin[1] === first[1] &&
  begin[3] === first[3] &&
  (begin[1] !== undefined || Number(begin[2]) === Number(first[2]) + n)

/** How many parts there are in all, down to the pieces of each line. */
function countOf(blocks: readonly Block[]): number {
  let parts = blocks.length
  for (const block of blocks) {
    if (block.kind === 'lines') parts += piecesOf(block.of)
    else if (block.kind === 'quote') parts += countOf(block.of)
    else if (block.kind === 'list') for (const { of } of block.items) parts += 1 + countOf(of)
  }
  return parts
}

function piecesOf(inlines: readonly Inline[]): number {
  let pieces = inlines.length
  for (const one of inlines) if ('of' in one) pieces += piecesOf(one.of)
  return pieces
}
