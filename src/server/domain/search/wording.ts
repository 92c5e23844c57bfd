import { folded } from './folded.ts'

/** What somebody looks for, as their words say it. */
export interface Wording {
  /** Words, parts of words and phrases, folded; a message has to have all of them. */
  texts: string[]
  /** Names of authors, any of whom it may be; and of rooms. */
  from: string[]
  in: string[]
  /** Ms since 1970. A message is older than `before`, and not older than `after`. */
  before?: number
  after?: number
  hasFile: boolean
  hasLink: boolean
}

/** More words than that say nothing more. */
const maxTexts = 32

/** Understands what is typed. Nothing is wrong: what is no operator is a word. */
export function wordingOf(q: string): Wording {
  const wording: Wording = { texts: [], from: [], in: [], hasFile: false, hasLink: false }
  for (const { operator, value, isQuoted } of partsOf(q.toWellFormed())) {
    if (operator !== undefined && apply(wording, operator, value)) continue
    const typed = operator === undefined ? value : `${operator}:${value}`
    const text = folded(isQuoted && operator === undefined ? value : typed)
    if (text !== '' && wording.texts.length < maxTexts) wording.texts.push(text)
  }
  return wording
}

/** False: it is no operator. One that says nothing yet is an operator all the same. */
function apply(wording: Wording, operator: string, value: string): boolean {
  switch (operator.toLowerCase()) {
    case 'from':
    case 'in':
      if (value !== '') wording[operator.toLowerCase() === 'in' ? 'in' : 'from'].push(value)
      return true
    case 'has':
      if (/^files?$/i.test(value)) wording.hasFile = true
      else if (/^links?$/i.test(value)) wording.hasLink = true
      else return value === ''
      return true
    case 'before': {
      const time = timeOf(value)
      if (time !== undefined) wording.before = Math.min(time, wording.before ?? time)
      return time !== undefined || value === ''
    }
    case 'after': {
      const time = timeOf(value)
      if (time !== undefined) wording.after = Math.max(time, wording.after ?? time)
      return time !== undefined || value === ''
    }
    default:
      return false
  }
}

/** A year, a month, a day (of UTC) or a moment, as ISO 8601 writes them: where it begins. */
function timeOf(value: string): number | undefined {
  if (!/^\d{4}(-\d\d){0,2}$|^\d{4}-\d\d-\d\dT[\d:.]{5,12}(Z|[+-]\d\d:?\d\d)$/i.test(value)) return
  const time = Date.parse(value.toUpperCase())
  return Number.isNaN(time) ? undefined : time
}

interface Part {
  operator: string | undefined
  value: string
  isQuoted: boolean
}

/** Quotation marks of those who write, opening and closing alike. */
const quote = /["“”„«»]/

/** What stands between blanks, and between quotation marks. */
function* partsOf(q: string): Generator<Part> {
  let i = 0
  while (i < q.length) {
    if (/\s/u.test(q.charAt(i))) {
      i += 1
      continue
    }
    const operator = /^[a-z]{2,6}(?=:)/i.exec(q.slice(i, i + 7))?.[0]
    const isKnown = operator !== undefined && /^(from|in|before|after|has)$/i.test(operator)
    const start = isKnown ? i + operator.length + 1 : i
    const isQuoted = quote.test(q.charAt(start))
    const first = isQuoted ? start + 1 : start
    let end = first
    while (end < q.length && !(isQuoted ? quote : /[\s"“”„«»]/u).test(q.charAt(end))) end += 1
    yield { operator: isKnown ? operator : undefined, value: q.slice(first, end), isQuoted }
    i = isQuoted ? end + 1 : Math.max(end, i + 1)
  }
}
