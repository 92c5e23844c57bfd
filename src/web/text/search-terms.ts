/** The operators that a name follows, or a day. */
const ofNames = ['from', 'in'] as const
const ofDays = ['after', 'before'] as const

/** What is being typed at the end of a search: an operator and the beginning of a name. */
export function operatorAtEnd(typed: string) {
  // Names have blanks, which few put between quotation marks before they have seen that it takes them.
  const [, found = '', part = ''] = /(?:^|\s)(from|in):("[^"]*|[^":]*)$/i.exec(typed) ?? []
  const operator = ofNames.find((each) => each === found.toLowerCase())
  return operator ? { operator, part: part.replace(/^"/, '') } : null
}

/** The operator at the end of a search if a day is being typed after it. */
export function dayOperatorAtEnd(typed: string) {
  const [, found = ''] = /(?:^|\s)(after|before):\S*$/i.exec(typed) ?? []
  return ofDays.find((each) => each === found.toLowerCase()) ?? null
}

/** The search with this in place of the day that was begun. */
export function withDay(typed: string, operator: string, day: string): string {
  return `${typed.replace(/(^|\s)(?:after|before):\S*$/i, '$1')}${operator}:${day} `
}

/** What should be a day, and cannot be taken for one, as it was typed. */
export function unclearDay(typed: string): string | undefined {
  // Whoever is still typing one has not yet come to its end.
  const typedSoFar = typed.replace(/:[\d-]{1,9}$/, ':')
  const all = typedSoFar.matchAll(/(?<=^|\s)(?:after|before):("[^"]*"?|\S+)/gi)
  return [...all].find(([, value = '']) => !isDay(value.replaceAll('"', '')))?.[0]
}

const moment = /^\d{4}-\d\d-\d\dT[\d:.]{5,12}(?:Z|[+-]\d\d:?\d\d)$/i

function isDay(value: string): boolean {
  if (moment.test(value)) return !Number.isNaN(Date.parse(value))
  const [, year, month, day] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(value) ?? []
  return year !== undefined && localDay(year, month, day) !== undefined
}

/** Where it begins for the reader; undefined: there is no such day. */
function localDay(year: string, month = '01', day = '01'): Date | undefined {
  const date = new Date(Number(year), Number(month) - 1, Number(day))
  const isSame = date.getMonth() + 1 === Number(month) && date.getDate() === Number(day)
  return isSame ? date : undefined
}

/** Whether anything is looked for yet: an operator that nothing follows says nothing. */
export function asksForSomething(typed: string): boolean {
  const words = typed.replace(/(?<=^|\s)(?:from|in|before|after|has):(?=\s|$)/gi, '')
  return /[^\s"“”„«»]/u.test(words)
}

/** The search with that name in place of what was begun. */
export function withName(typed: string, operator: string, name: string): string {
  const value = /[\s"]/.test(name) ? `"${name.replaceAll('"', ' ')}"` : name
  return `${typed.replace(/(^|\s)(?:from|in):(?:"[^"]*|[^":]*)$/i, '$1')}${operator}:${value} `
}

/** The search with an operator at its end. */
export function withOperator(typed: string, operator: string): string {
  const before = typed.trimEnd()
  return `${before === '' ? '' : `${before} `}${operator}`
}

/**
 * Days as they are where the reader lives: the server takes a day without a time for one of UTC.
 */
export function inOwnTime(typed: string): string {
  return typed.replace(
    /(?<=^|\s)(before|after):(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?=\s|$)/gi,
    (all, operator: string, year: string, month?: string, day?: string) => {
      const date = localDay(year, month, day)
      return date ? `${operator}:${date.toISOString()}` : all
    },
  )
}
