import { type Epoch, isEntry, type LogChange, type LogEntry, type LogSegment } from '../change.ts'
import { Answer, type LogDefinition } from '../kinds.ts'
import { type Cursor, epochAt, isKnown, readCursor, writeCursor } from './cursor.ts'
import {
  createEntries,
  fitsIn,
  fullAnswerOf,
  type Kept,
  kept,
  kindOf,
  thoseThatFit,
} from './entries.ts'
import { type CachedResponse, createResponseCache } from './response-cache.ts'

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
export interface StoredRoom<E extends LogEntry, View> {
  id: string
  deleted: boolean
  head: number
  epochs: Epoch[]
  view: View
  /** All entries after `from`, in order. */
  recent: E[]
  from: number
}

/** How a poll can be answered. */
export type PollAnswer =
  | (CachedResponse & { lasting?: boolean })
  /** The reader is further behind than the tail reaches. */
  | { kind: 'behind'; cursor: Cursor }
  | { kind: 'unknown' }

/** The end of a room's log in memory. It holds committed changes only. */
export interface Tail<E extends LogEntry, View> {
  readonly id: string
  /** What the log comes to, as of the newest revision. */
  readonly view: View
  isDeleted(): boolean
  cursor(): string
  head(): number
  /** The entries that are here, without a gap, from the newest on. */
  newestFirst(): Iterable<Kept<E>>
  /** @param after the reader's cursor as they sent it. */
  answer(after: string | undefined): PollAnswer
  /** Whether this is what the tail answers to those who know everything. */
  isNothingNew(answer: PollAnswer): boolean
  /** The body for entries that were read from the database. */
  bodyOf(cursor: Cursor, changes: E[]): string
  /** Takes in a committed change. False: it does not follow on what the tail holds. */
  apply(change: LogChange<E>): boolean
  /**
   * For what entries and the view repeat of other rows, when those have changed: no revision tells of it.
   * @param replacing the entry itself, if it says what it would say now
   */
  correct(replacing: (change: E) => E): void
  /** Lets go of old entries. To be called every few seconds. */
  trim(): void
}

export function createTail<E extends LogEntry, View>(
  definition: LogDefinition<E, View>,
  room: StoredRoom<E, View>,
): Tail<E, View> {
  const { kinds } = definition
  const { view } = room
  let { head, deleted, from } = room
  let epochs = [...room.epochs]
  let entries = createEntries(definition, room.recent)
  /** Kept until the next change. */
  const answers = createResponseCache(maxAnswersLength)
  /** Full answers that only an amendment can touch. */
  const lasting = createResponseCache(maxAnswersLength)
  let empty: { cursor: string; answer: PollAnswer } | undefined
  let headAtLastTrim = head

  /** The answer for those who know everything, made when the first of them asks. */
  function emptyAnswer(): { cursor: string; answer: PollAnswer } {
    if (empty) return empty
    const at = { epoch: epochAt(epochs, head), rev: head }
    empty = {
      cursor: writeCursor(at),
      answer: { kind: 'body', body: write(at, at, [], false), more: false },
    }
    return empty
  }

  function changed(): void {
    answers.clear()
    empty = undefined
  }

  function answerAnew(after: string | undefined): PollAnswer {
    const cursor = after === undefined ? { epoch: epochAt(epochs, 0), rev: 0 } : readCursor(after)
    if (!cursor || !isKnown(cursor, epochs, head)) return { kind: 'unknown' }
    if (cursor.rev < from) return { kind: 'behind', cursor }
    const rest = entries.after(cursor.rev)
    const more = !fitsIn(rest)
    const now = more ? fullAnswerOf(rest) : rest
    const rev = now.at(-1)?.rev ?? cursor.rev
    const next = { epoch: epochAt(epochs, rev), rev }
    const lasting = more && now.every(({ change }) => kindOf(kinds, change).lasting)
    return { kind: 'body', body: write(cursor, next, now, more), more, lasting }
  }

  /** The body of an answer. */
  function write(after: Cursor, next: Cursor, now: Kept<E>[], more: boolean): string {
    const answer = new Answer()
    for (const { change, json } of now) {
      kindOf(kinds, change).tell(answer, change, { json, after: after.rev, view })
    }
    return answer.write(writeCursor(next), 'messages', more)
  }

  function append(change: E): boolean {
    if (change.rev <= head) return true
    if (change.rev !== head + 1) return false
    take(change)
    changed()
    return true
  }

  /** What others did. The tail is itself a reader: its place must be part of that history. */
  function appendSegment({ after, changes, epochs: all, head: to }: LogSegment<E>): boolean {
    const place = { epoch: epochAt(epochs, head), rev: head }
    if (after > head || !isKnown(place, all, to)) return false
    epochs = [...all]
    for (const change of changes) if (change.rev > head) take(change)
    head = to
    changed()
    return true
  }

  function take(change: E): void {
    head = change.rev
    entries.add(change)
    const kind = kindOf(kinds, change)
    kind.apply(view, change)
    if (kind.amend(change)) lasting.clear()
    if (entries.count() > maxCapacity) letGo(entries.count() - capacity)
  }

  function letGo(count: number): void {
    from = entries.letGo(count) ?? head
    lasting.clear()
  }

  return {
    id: room.id,
    view,
    isDeleted: () => deleted,
    cursor: () => emptyAnswer().cursor,
    head: () => head,
    newestFirst: () => entries.newestFirst(),
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
      const published = thoseThatFit(
        changes.filter(({ rev }) => rev <= head).map((one) => kept(kinds, one)),
      )
      const rev = published.at(-1)?.rev ?? cursor.rev
      const next = { epoch: epochAt(epochs, rev), rev }
      return write(cursor, next, published, rev < head)
    },
    apply(change) {
      if (isEntry(change)) return append(change)
      switch (change.kind) {
        case 'segment':
          // What was read before the newest commit was published is known already.
          return change.head < head || appendSegment(change)
        case 'epoch':
          if (!epochs.some((epoch) => epoch.id === change.id)) epochs.push(change)
          return true
        case 'room_deleted':
          deleted = true
          entries = createEntries(definition, [])
          changed()
          return true
        default:
          return change satisfies never
      }
    },
    correct(replacing) {
      entries.replace(replacing)
      lasting.clear()
      changed()
    },
    trim() {
      const old = Math.min(entries.upTo(headAtLastTrim), entries.count() - capacity)
      if (old > capacity) letGo(old)
      // Nor is anything kept for cursors that somebody made up: whoever stands there asks each second.
      answers.clear()
      lasting.clear()
      headAtLastTrim = head
    },
  }
}
