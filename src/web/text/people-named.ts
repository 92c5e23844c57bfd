import { limits } from '../../protocol/limits.ts'
import { fold } from './fold.ts'

/** An `@` that is being followed by a name. */
export type Calling = { start: number; name: string }

const callingEnd = /(?:^|[^\w.%+-])@([\p{L}\p{N}][\p{L}\p{M}\p{N} ._'’·・‐֊׳״་-]*|)$/u

/** What name is being written at this place of a text, if one is. */
export function callingAt(text: string, caret: number): Calling | null {
  const before = text.slice(Math.max(0, caret - 2 * limits.username.max), caret)
  const [, name] = callingEnd.exec(before) ?? []
  return name === undefined ? null : { start: caret - name.length - 1, name }
}

const mostOffered = 8

/** The names that begin like what is written, or have a word that does; accents and case aside. */
export function namesLike(names: Iterable<string>, written: string): string[] {
  // After a space, the name is written, or another word of it follows.
  const wanted = fold(written.trim()) + (/\s$/.test(written) ? ' ' : '')
  const found = new Map<string, number>()
  for (const name of names) {
    const folded = fold(name)
    if (folded.startsWith(wanted)) found.set(name, 0)
    else if (folded.split(/[ ._'’·・‐֊་-]/).some((word) => word.startsWith(wanted)))
      found.set(name, 1)
  }
  return [...found]
    .sort(([a, first], [b, second]) => first - second || a.localeCompare(b))
    .slice(0, mostOffered)
    .map(([name]) => name)
}
