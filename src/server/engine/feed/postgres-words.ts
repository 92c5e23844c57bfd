import type { Hints, Typist } from './feed.ts'

/** What is notified: hints, a question whether all before it was taken in, or the answer to one. */
export type Word =
  | ({ kind: 'hint' } & Hints)
  | { kind: 'question'; number: number }
  /** @property to the backend that asked */
  | { kind: 'answer'; to: number; number: number }

/** So many ids fit into one notification, of which PostgreSQL takes no more than 8000 bytes. */
export const idsInOne = 300

/**
 * Reads a notification. Whoever may connect to the database can notify whatever they like, so it is
 * taken to the letter: undefined if it is not exactly what `Word` says.
 */
export function readWord(payload: string): Word | undefined {
  const word = parsed(payload)
  if (typeof word !== 'object' || word === null || !('kind' in word)) return undefined
  switch (word.kind) {
    case 'hint': {
      const rooms = listIn(word, 'rooms', isId)
      const listed = listIn(word, 'listed', isId)
      const people = listIn(word, 'people', isId)
      const sessions = listIn(word, 'sessions', isNumber)
      const typing = 'typing' in word ? listIn(word, 'typing', isTypist) : []
      const members = 'typing' in word ? 6 : 5
      return rooms && listed && people && sessions && typing && isOnly(word, members)
        ? { kind: 'hint', rooms, listed, people, sessions, typing }
        : undefined
    }
    case 'question':
      return 'number' in word && isNumber(word.number) && isOnly(word, 2)
        ? { kind: 'question', number: word.number }
        : undefined
    case 'answer':
      return 'number' in word && isNumber(word.number) && 'to' in word && isNumber(word.to)
        ? { kind: 'answer', to: word.to, number: word.number }
        : undefined
    default:
      return undefined
  }
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}

function listIn<T>(
  word: object,
  name: string,
  isOne: (value: unknown) => value is T,
): T[] | undefined {
  const list: unknown = Reflect.get(word, name)
  return Array.isArray(list) && list.length <= idsInOne && list.every(isOne) ? list : undefined
}

function isOnly(word: object, members: number): boolean {
  return Object.keys(word).length === members
}

function isTypist(value: unknown): value is Typist {
  if (typeof value !== 'object' || value === null || !isOnly(value, 3)) return false
  if (!('roomId' in value && 'personId' in value && 'on' in value)) return false
  return isId(value.roomId) && isId(value.personId) && typeof value.on === 'boolean'
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-z]{1,16}$/.test(value)
}

function isNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0
}
