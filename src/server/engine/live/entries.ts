import { limits } from '../../../protocol/limits.ts'
import type { Message, MessagePage } from '../../../protocol/messages.ts'
import type { RoomChange } from '../change.ts'

/** A change, and what answers tell of it: its JSON is made once, when it comes in. */
export interface Entry {
  rev: number
  change: RoomChange
  json: string
  /** Of the JSON, in UTF-8. */
  bytes: number
}

/**
 * The newest changes of a room, in order. A message stands where it was posted, with its newest
 * content; that it was changed stands once, where it was changed last.
 */
export interface Entries {
  count(): number
  /** Those after a revision, in order. */
  after(rev: number): Entry[]
  /** How many there are up to a revision. */
  upTo(rev: number): number
  add(change: RoomChange): void
  /** Lets go of the oldest. Returns the revision after which all are still here, if there are any. */
  letGo(count: number): number | undefined
  /** The newest messages, if a whole page of them is here. */
  newestPage(lastSeq: number): MessagePage | undefined
}

export function createEntries(changes: readonly RoomChange[]): Entries {
  let entries: Entry[] = []
  /** At which revision it stands that a message was changed, by the message's id. */
  const revised = new Map<string, number>()
  for (const change of changes) add(change)

  function add(change: RoomChange): void {
    if (change.kind === 'revised') revise(change)
    entries.push(entryOf(change))
  }

  function revise({ rev, postedRev, message }: RoomChange & { kind: 'revised' }): void {
    const place = placeOf(postedRev)
    const posted = entries[place]
    if (posted) entries[place] = entryOf({ ...posted.change, kind: 'message', message })
    const earlier = placeOf(revised.get(message.id))
    if (entries[earlier]) entries.splice(earlier, 1)
    revised.set(message.id, rev)
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
    add,
    letGo(count) {
      for (const { change } of entries.slice(0, count)) {
        if (change.kind === 'revised') revised.delete(change.message.id)
      }
      entries = entries.slice(count)
      const [first] = entries
      return first && first.rev - 1
    },
    newestPage(lastSeq) {
      const size = limits.page.default
      const messages: Message[] = []
      let bytes = 0
      for (let i = entries.length - 1; i >= 0 && messages.length < size; i -= 1) {
        const entry = entries[i]
        if (entry?.change.kind !== 'message') continue
        bytes += entry.bytes
        if (bytes > limits.answerBytes && messages.length > 0) break
        messages.push(entry.change.message)
      }
      const whole = messages.length >= Math.min(size, lastSeq) || bytes > limits.answerBytes
      const hasOlder = lastSeq > messages.length
      return whole ? { messages: messages.reverse(), hasOlder } : undefined
    },
  }
}

export function entryOf(change: RoomChange): Entry {
  const json = 'message' in change ? JSON.stringify(change.message) : ''
  return { rev: change.rev, change, json, bytes: Buffer.byteLength(json) }
}

/** Where answers that are full end: at the largest of these steps that their bytes allow. */
const steps = [limits.changesPerPoll, 50, 10, 1]

/**
 * What goes into an answer that cannot hold everything. It ends at a round revision, wherever the
 * reader stands: so those who are behind meet at one cursor, and share all answers that follow.
 */
export function fullAnswerOf(entries: Entry[]): Entry[] {
  const { rev: first } = entries[0] ?? { rev: 0 }
  for (const step of steps) {
    const last = Math.ceil(first / step) * step
    const now = entries.slice(0, firstAfter(entries, last))
    if (fitsIn(now)) return now
  }
  // A message that is too large by itself has to go out all the same.
  return entries.slice(0, 1)
}

export function fitsIn(entries: Entry[]): boolean {
  return entries.length <= limits.changesPerPoll && thoseThatFit(entries) === entries
}

/** The first of the entries, as many as an answer may have bytes, but one at least. */
export function thoseThatFit(entries: Entry[]): Entry[] {
  let bytes = 0
  for (const [i, entry] of entries.entries()) {
    bytes += entry.bytes
    if (bytes > limits.answerBytes && i > 0) return entries.slice(0, i)
  }
  return entries
}

/** The index of the first entry after a revision. Entries are in order, but not without gaps. */
function firstAfter(entries: readonly Entry[], rev: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.rev ?? 0) > rev) high = middle
    else low = middle + 1
  }
  return low
}
