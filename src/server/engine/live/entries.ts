import { bounds } from '../../../protocol/limits.ts'
import type { LogEntry } from '../change.ts'
import type { LogDefinition } from '../kinds.ts'

/** An entry of a log as it is kept: its JSON is made once, when it comes in. */
export interface Kept<E extends LogEntry> {
  rev: number
  change: E
  json: string
  /** Of the JSON, in UTF-8. */
  bytes: number
}

/**
 * The newest entries of a room's log, in order. One that was amended stands at its place, as it is now;
 * that it was amended stands once, where that was done last.
 */
export interface Entries<E extends LogEntry> {
  count(): number
  /** Those after a revision, in order. */
  after(rev: number): Kept<E>[]
  /** How many there are up to a revision. */
  upTo(rev: number): number
  newestFirst(): Iterable<Kept<E>>
  add(change: E): void
  /** Puts others in the place of some. Returns whether any was another. */
  replace(replacing: (change: E) => E): boolean
  /** Lets go of the oldest. Returns the revision after which all are still here, if there are any. */
  letGo(count: number): number | undefined
}

export function createEntries<E extends LogEntry, View>(
  { kinds }: LogDefinition<E, View>,
  changes: readonly E[],
): Entries<E> {
  let entries: Kept<E>[] = []
  /** At which revision it stands that something was amended, by the amendment's key. */
  const amended = new Map<string, number>()
  for (const change of changes) add(change)

  function amendmentOf(change: E) {
    return kindOf(kinds, change).amend(change)
  }

  function add(change: E): void {
    const amendment = amendmentOf(change)
    if (amendment) {
      const { key, entry, repeated } = amendment
      const place = placeOf(entry.rev)
      if (place !== -1) entries[place] = kept(kinds, entry)
      const earlier = placeOf(amended.get(key))
      if (earlier !== -1) entries.splice(earlier, 1)
      amended.set(key, change.rev)
      if (repeated) replace(repeated)
    }
    entries.push(kept(kinds, change))
  }

  function replace(replacing: (change: E) => E): boolean {
    let found = false
    for (const [place, entry] of entries.entries()) {
      const change = replacing(entry.change)
      if (change === entry.change) continue
      found = true
      entries[place] = kept(kinds, change)
    }
    return found
  }

  /** The index of the entry at just this revision; -1 if there is none. */
  function placeOf(rev: number | undefined): number {
    if (rev === undefined) return -1
    const place = firstAfter(entries, rev - 1)
    return entries[place]?.rev === rev ? place : -1
  }

  return {
    count: () => entries.length,
    after: (rev) => entries.slice(firstAfter(entries, rev)),
    upTo: (rev) => firstAfter(entries, rev),
    *newestFirst() {
      for (let i = entries.length - 1; i >= 0; i -= 1) {
        const entry = entries[i]
        if (entry) yield entry
      }
    },
    add,
    replace,
    letGo(count) {
      for (const { change } of entries.slice(0, count)) {
        const amendment = amendmentOf(change)
        if (amendment) amended.delete(amendment.key)
      }
      entries = entries.slice(count)
      const [first] = entries
      return first && first.rev - 1
    },
  }
}

type KindsOf<E extends LogEntry, View> = LogDefinition<E, View>['kinds']

export function kindOf<E extends LogEntry, View>(kinds: KindsOf<E, View>, change: E) {
  const kind: E['kind'] = change.kind
  return kinds[kind]
}

export function kept<E extends LogEntry, View>(kinds: KindsOf<E, View>, change: E): Kept<E> {
  const json = kindOf(kinds, change).json(change)
  return { rev: change.rev, change, json, bytes: Buffer.byteLength(json) }
}

/** Where answers that are full end: at the largest of these steps that their bytes allow. */
const steps = [bounds.changesPerPoll, 50, 10, 1]

/**
 * What goes into an answer that cannot hold everything. It ends at a round revision, wherever the
 * reader stands: so those who are behind meet at one cursor, and share all answers that follow.
 */
export function fullAnswerOf<E extends LogEntry>(entries: Kept<E>[]): Kept<E>[] {
  const { rev: first } = entries[0] ?? { rev: 0 }
  for (const step of steps) {
    const last = Math.ceil(first / step) * step
    const now = entries.slice(0, firstAfter(entries, last))
    if (fitsIn(now)) return now
  }
  // An entry that is too large by itself has to go out all the same.
  return entries.slice(0, 1)
}

export function fitsIn<E extends LogEntry>(entries: Kept<E>[]): boolean {
  return entries.length <= bounds.changesPerPoll && thoseThatFit(entries) === entries
}

/** The first of the entries, as many as an answer may have bytes, but one at least. */
export function thoseThatFit<E extends LogEntry>(entries: Kept<E>[]): Kept<E>[] {
  let bytes = 0
  for (const [i, entry] of entries.entries()) {
    bytes += entry.bytes
    if (bytes > bounds.answerBytes && i > 0) return entries.slice(0, i)
  }
  return entries
}

/** The index of the first entry after a revision. Entries are in order, but not without gaps. */
function firstAfter<E extends LogEntry>(entries: readonly Kept<E>[], rev: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.rev ?? 0) > rev) high = middle
    else low = middle + 1
  }
  return low
}
