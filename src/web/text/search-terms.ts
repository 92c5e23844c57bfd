/** What is being typed at the end of a search: an operator and the beginning of a name. */
export function operatorAtEnd(typed: string): { operator: 'from' | 'in'; part: string } | null {
  // Names have blanks, which few put between quotation marks before they have seen that it takes them.
  const found = /(?:^|\s)(from|in):("[^"]*|[^":]*)$/i.exec(typed)
  if (!found) return null
  const [, operator = '', part = ''] = found
  return {
    operator: operator.toLowerCase() === 'in' ? 'in' : 'from',
    part: part.replace(/^"/, ''),
  }
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
    (all, operator: string, year: string, month = '01', day = '01') => {
      const date = new Date(Number(year), Number(month) - 1, Number(day))
      return Number.isNaN(date.getTime()) ? all : `${operator}:${date.toISOString()}`
    },
  )
}
