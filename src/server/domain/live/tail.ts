import { limits } from '../../../protocol/limits.ts'
import type { Message } from '../../../protocol/messages.ts'
import type { PersonInRoom } from '../../../protocol/people.ts'
import type { Change, Epoch, RoomChange, Stretch } from '../../storage/change.ts'
import { createAnswers, type Kept } from './answers.ts'
import { type Cursor, epochAt, isKnown, readCursor, writeCursor } from './cursor.ts'
import { createPresence, type Misjudged } from './presence.ts'

/**
 * Changes that a tail keeps, besides all that came since it was last trimmed: a reader who polls
 * each second finds everything here, however busy the room. Those further behind are answered from
 * the database.
 */
const capacity = 1000
/** More it never keeps, even if nobody trims it. */
const maxCapacity = 50_000

/** How much of answers is kept, in UTF-16 code units: a few dozen full ones. */
const maxAnswersLength = 8 * 2 ** 20

/** What the database says of a room at one moment. */
export interface StoredRoom {
  id: string
  deleted: boolean
  head: number
  lastSeq: number
  epochs: Epoch[]
  inside: PersonInRoom[]
  /** All changes after `from`, in order. */
  recent: RoomChange[]
  from: number
}

/** How a poll can be answered. */
export type Answer =
  | (Kept & { lasting?: boolean })
  /** The reader is further behind than the tail reaches. */
  | { kind: 'behind'; cursor: Cursor }
  | { kind: 'unknown' }

/** The end of a room's log in memory, and who is inside. It holds committed changes only. */
export interface Tail {
  readonly id: string
  isDeleted(): boolean
  cursor(): string
  /** The newest messages, if the tail holds a whole page of them. */
  newestPage(): { messages: Message[]; hasOlder: boolean } | undefined
  lastSeq(): number
  head(): number
  people(): PersonInRoom[]
  /** Whether the person is inside. */
  holds(personId: string): boolean
  /** @param after the reader's cursor as they sent it. */
  answer(after: string | undefined): Answer
  /** Whether this is what the tail answers to those who know everything. */
  isNothingNew(answer: Answer): boolean
  /** The body for changes that were read from the database. */
  bodyOf(cursor: Cursor, changes: RoomChange[]): string
  /** Takes in a committed change. False: it does not follow on what the tail holds. */
  apply(change: Change): boolean
  /** Who has fallen quiet, or is heard again, without the log knowing of it. */
  misjudged(isQuiet: (personId: string) => boolean): Misjudged
  /** Lets go of old changes. To be called every few seconds. */
  trim(): void
}

interface Entry {
  rev: number
  change: RoomChange
  json: string
  /** Of the JSON, in UTF-8. */
  bytes: number
}

export function createTail(room: StoredRoom): Tail {
  let { head, lastSeq, deleted, from } = room
  let epochs = [...room.epochs]
  const presence = createPresence(room.inside)
  let entries = room.recent.map(entryOf)
  /** Kept until the next change. */
  const answers = createAnswers(maxAnswersLength)
  /** Full answers of messages alone, which no later change can touch. */
  const lasting = createAnswers(maxAnswersLength)
  let empty: { cursor: string; answer: Answer } | undefined
  let headAtLastTrim = head

  /** The answer for those who know everything, made when the first of them asks. */
  function emptyAnswer(): { cursor: string; answer: Answer } {
    if (empty) return empty
    const at = { epoch: epochAt(epochs, head), rev: head }
    empty = {
      cursor: writeCursor(at),
      answer: { kind: 'body', body: write(at, [], false), more: false },
    }
    return empty
  }

  function changed(): void {
    answers.clear()
    empty = undefined
  }

  function answerAnew(after: string | undefined): Answer {
    const cursor = after === undefined ? { epoch: epochAt(epochs, 0), rev: 0 } : readCursor(after)
    if (!cursor || !isKnown(cursor, epochs, head)) return { kind: 'unknown' }
    if (cursor.rev < from) return { kind: 'behind', cursor }
    const rest = entries.slice(firstAfter(entries, cursor.rev))
    const more = !fitsIn(rest)
    const now = more ? fullAnswerOf(rest) : rest
    const rev = now.at(-1)?.rev ?? cursor.rev
    const next = { epoch: epochAt(epochs, rev), rev }
    const lasting = more && now.every(({ change }) => change.kind === 'message')
    return { kind: 'body', body: write(next, now, more), more, lasting }
  }

  /** The body of an answer; each message was made into JSON once, when it came in. */
  function write(next: Cursor, now: Entry[], more: boolean): string {
    const messages = now.filter((entry) => entry.change.kind === 'message')
    const people = new Map<string, PersonInRoom>()
    for (const { change } of now) {
      if (change.kind !== 'message') people.set(change.person.id, presence.stateOf(change.person))
    }
    const who = people.size > 0 ? `,"people":${JSON.stringify([...people.values()])}` : ''
    const list = messages.map((entry) => entry.json).join(',')
    return `{"cursor":"${writeCursor(next)}","messages":[${list}],"more":${more}${who}}`
  }

  function append(change: RoomChange): boolean {
    if (change.rev <= head) return true
    if (change.rev !== head + 1) return false
    take(change)
    changed()
    return true
  }

  /** What others did. The tail is itself a reader: its place must be part of that history. */
  function appendStretch({ after, changes, epochs: all, head: to }: Stretch): boolean {
    const place = { epoch: epochAt(epochs, head), rev: head }
    if (after > head || !isKnown(place, all, to)) return false
    epochs = [...all]
    for (const change of changes) if (change.rev > head) take(change)
    head = to
    changed()
    return true
  }

  function take(change: RoomChange): void {
    head = change.rev
    entries.push(entryOf(change))
    presence.applied(change)
    if (change.kind === 'message') lastSeq = change.message.seq
    if (entries.length > maxCapacity) letGo(entries.length - capacity)
  }

  function letGo(count: number): void {
    entries = entries.slice(count)
    from = (entries[0]?.rev ?? head + 1) - 1
    lasting.clear()
  }

  return {
    id: room.id,
    isDeleted: () => deleted,
    cursor: () => emptyAnswer().cursor,
    lastSeq: () => lastSeq,
    head: () => head,
    people: () => presence.everybody(),
    holds: (personId) => presence.holds(personId),
    newestPage() {
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
    answer(after) {
      if (after === undefined) return answerAnew(after)
      const { cursor, answer: nothingNew } = emptyAnswer()
      if (after === cursor) return nothingNew
      const known = answers.get(after) ?? lasting.get(after)
      if (known) return known
      const answer = answerAnew(after)
      if (answer.kind !== 'body') return answer
      const kept = answer.lasting ? lasting : answers
      kept.keep(after, answer)
      return answer
    },
    isNothingNew: (answer) => empty?.answer === answer,
    bodyOf(cursor, changes) {
      // The database may be ahead of what was published; that comes with the next poll.
      const published = thoseThatFit(changes.filter((change) => change.rev <= head).map(entryOf))
      const rev = published.at(-1)?.rev ?? cursor.rev
      const next = { epoch: epochAt(epochs, rev), rev }
      return write(next, published, rev < head)
    },
    apply(change) {
      switch (change.kind) {
        case 'message':
        case 'person':
        case 'presence':
          return append(change)
        case 'stretch':
          // What was read before the newest commit was published is known already.
          return change.head < head || appendStretch(change)
        case 'epoch':
          if (!epochs.some((epoch) => epoch.id === change.id)) epochs.push(change)
          return true
        case 'room_deleted':
          deleted = true
          entries = []
          changed()
          return true
        case 'room':
        case 'read':
        case 'session_ended':
          return true
        default:
          return change satisfies never
      }
    },
    misjudged: (isQuiet) => presence.misjudged(isQuiet),
    trim() {
      const old = Math.min(firstAfter(entries, headAtLastTrim), entries.length - capacity)
      if (old > capacity) letGo(old)
      // Nor is anything kept for cursors that somebody made up: whoever stands there asks each second.
      answers.clear()
      lasting.clear()
      headAtLastTrim = head
    },
  }
}

/** Where answers that are full end: at the largest of these steps that their bytes allow. */
const steps = [limits.changesPerPoll, 50, 10, 1]

/**
 * What goes into an answer that cannot hold everything. It ends at a round revision, wherever the
 * reader stands: so those who are behind meet at one cursor, and share all answers that follow.
 */
function fullAnswerOf(entries: Entry[]): Entry[] {
  const { rev: first } = entries[0] ?? { rev: 0 }
  for (const step of steps) {
    const last = Math.ceil(first / step) * step
    const now = entries.slice(0, firstAfter(entries, last))
    if (fitsIn(now)) return now
  }
  // A message that is too large by itself has to go out all the same.
  return entries.slice(0, 1)
}

function fitsIn(entries: Entry[]): boolean {
  return entries.length <= limits.changesPerPoll && thoseThatFit(entries) === entries
}

/** The first of the entries, as many as an answer may have bytes, but one at least. */
function thoseThatFit(entries: Entry[]): Entry[] {
  let bytes = 0
  for (const [i, entry] of entries.entries()) {
    bytes += entry.bytes
    if (bytes > limits.answerBytes && i > 0) return entries.slice(0, i)
  }
  return entries
}

/** The index of the first entry after a revision. Entries are in order, but not without gaps. */
function firstAfter(entries: Entry[], rev: number): number {
  let low = 0
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((entries[middle]?.rev ?? 0) > rev) high = middle
    else low = middle + 1
  }
  return low
}

function entryOf(change: RoomChange): Entry {
  const json = change.kind === 'message' ? JSON.stringify(change.message) : ''
  return { rev: change.rev, change, json, bytes: Buffer.byteLength(json) }
}
