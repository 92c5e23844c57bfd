import type { MessagePage } from '../../../protocol/messages.ts'
import type { PersonInRoom } from '../../../protocol/people.ts'
import { type Attendant, createPresence, type Misjudged } from '../../domain/live/presence.ts'
import type { Attendance, Change, Epoch, LogSegment, RoomChange } from '../change.ts'
import { type Cursor, epochAt, isKnown, readCursor, writeCursor } from './cursor.ts'
import {
  createEntries,
  type Entry,
  entryOf,
  fitsIn,
  fullAnswerOf,
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
export interface StoredRoom {
  id: string
  deleted: boolean
  head: number
  lastSeq: number
  epochs: Epoch[]
  inside: Attendant[]
  /** All changes after `from`, in order. */
  recent: RoomChange[]
  from: number
}

/** How a poll can be answered. */
export type Answer =
  | (CachedResponse & { lasting?: boolean })
  /** The reader is further behind than the tail reaches. */
  | { kind: 'behind'; cursor: Cursor }
  | { kind: 'unknown' }

/** The end of a room's log in memory, and who is inside. It holds committed changes only. */
export interface Tail {
  readonly id: string
  isDeleted(): boolean
  cursor(): string
  /** The newest messages, if the tail holds a whole page of them. */
  newestPage(): MessagePage | undefined
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
  /** Whose attendance is another than the log knows. */
  misjudged(attendanceOf: (personId: string) => Attendance): Misjudged
  /** Whether nothing is heard of anybody inside. */
  isAsleep(): boolean
  /** Lets go of old changes. To be called every few seconds. */
  trim(): void
}

export function createTail(room: StoredRoom): Tail {
  let { head, lastSeq, deleted, from } = room
  let epochs = [...room.epochs]
  const presence = createPresence(room.inside)
  let entries = createEntries(room.recent)
  /** CachedResponse until the next change. */
  const answers = createResponseCache(maxAnswersLength)
  /** Full answers of messages alone, which only a change to a message can touch. */
  const lasting = createResponseCache(maxAnswersLength)
  let empty: { cursor: string; answer: Answer } | undefined
  let headAtLastTrim = head

  /** The answer for those who know everything, made when the first of them asks. */
  function emptyAnswer(): { cursor: string; answer: Answer } {
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

  function answerAnew(after: string | undefined): Answer {
    const cursor = after === undefined ? { epoch: epochAt(epochs, 0), rev: 0 } : readCursor(after)
    if (!cursor || !isKnown(cursor, epochs, head)) return { kind: 'unknown' }
    if (cursor.rev < from) return { kind: 'behind', cursor }
    const rest = entries.after(cursor.rev)
    const more = !fitsIn(rest)
    const now = more ? fullAnswerOf(rest) : rest
    const rev = now.at(-1)?.rev ?? cursor.rev
    const next = { epoch: epochAt(epochs, rev), rev }
    const lasting = more && now.every(({ change }) => change.kind === 'message')
    return { kind: 'body', body: write(cursor, next, now, more), more, lasting }
  }

  /** The body of an answer; each message was made into JSON once, when it came in. */
  function write(after: Cursor, next: Cursor, now: Entry[], more: boolean): string {
    const messages: string[] = []
    const revised: string[] = []
    const people = new Map<string, PersonInRoom>()
    for (const { change, json } of now) {
      switch (change.kind) {
        case 'message':
          messages.push(json)
          break
        case 'revised':
          // What is new to the reader is told with its newest content already.
          if (change.postedRev <= after.rev) revised.push(json)
          break
        case 'person':
        case 'presence':
          people.set(change.person.id, presence.stateOf(change.person))
          break
        default:
          change satisfies never
      }
    }
    const what = revised.length > 0 ? `,"revised":[${revised.join(',')}]` : ''
    const who = people.size > 0 ? `,"people":${JSON.stringify([...people.values()])}` : ''
    const start = `{"cursor":"${writeCursor(next)}","messages":[${messages.join(',')}]`
    return `${start},"more":${more}${what}${who}}`
  }

  function append(change: RoomChange): boolean {
    if (change.rev <= head) return true
    if (change.rev !== head + 1) return false
    take(change)
    changed()
    return true
  }

  /** What others did. The tail is itself a reader: its place must be part of that history. */
  function appendSegment({ after, changes, epochs: all, head: to }: LogSegment): boolean {
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
    entries.add(change)
    presence.applied(change)
    if (change.kind === 'message') lastSeq = change.message.seq
    if (change.kind === 'revised') lasting.clear()
    if (entries.count() > maxCapacity) letGo(entries.count() - capacity)
  }

  function letGo(count: number): void {
    from = entries.letGo(count) ?? head
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
    newestPage: () => entries.newestPage(lastSeq),
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
      return write(cursor, next, published, rev < head)
    },
    apply(change) {
      switch (change.kind) {
        case 'message':
        case 'revised':
        case 'person':
        case 'presence':
          return append(change)
        case 'segment':
          // What was read before the newest commit was published is known already.
          return change.head < head || appendSegment(change)
        case 'epoch':
          if (!epochs.some((epoch) => epoch.id === change.id)) epochs.push(change)
          return true
        case 'room_deleted':
          deleted = true
          entries = createEntries([])
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
    misjudged: (attendanceOf) => presence.misjudged(attendanceOf),
    isAsleep: () => presence.isAsleep(),
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
