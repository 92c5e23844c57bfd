/** pino's levels, as words; what is usual has none. */
const words: [level: number, word: string][] = [
  [60, 'Fatal: '],
  [50, 'Error: '],
  [40, 'Warning: '],
]
/** What pino adds to each line, and what is shown in a place of its own. */
const notDetails = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'err'])

/** A line of the log as a person at a terminal reads it; nothing, where the greeting says it better. */
export function lineForPeople(json: string): string {
  const entry: Record<string, unknown> = JSON.parse(json)
  const message = String(entry.msg ?? '')
  if (message.startsWith('Server listening at ')) return ''
  const time = new Date(Number(entry.time)).toTimeString().slice(0, 8)
  const word = words.find(([level]) => Number(entry.level) >= level)?.[1] ?? ''
  const details = Object.entries(entry)
    .filter(([name]) => !notDetails.has(name))
    .map(([name, value]) => ` ${name}=${JSON.stringify(value)}`)
  return `${printable(`${time}  ${word}${message}${details.join('')}${reasonIn(entry.err)}`)}\n`
}

function reasonIn(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('message' in error)) return ''
  return ` (${error.message})`
}

/** What people sent may stand in a line: no escape sequence of theirs reaches the terminal. */
function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  )
}
