import { limits } from '../../../protocol/limits.ts'
import type { Message } from '../../../protocol/messages.ts'
import type { PersonInRoom, User } from '../../../protocol/people.ts'
import type { Change, RoomChange } from '../../storage/change.ts'
import { type Cursor, type Epoch, epochAt, isKnown, readCursor, writeCursor } from './cursor.ts'
import { createPresence } from './presence.ts'

/** Changes that a tail keeps; a reader further behind is answered from the database. */
const capacity = 1000

/** Answers that are kept until the next change: readers stand at few places, forged cursors at many. */
const maxAnswers = 500

/** What the database says of a room at one moment. */
export interface StoredRoom {
  id: string
  name: string
  deleted: boolean
  head: number
  lastSeq: number
  epochs: Epoch[]
  inside: User[]
  /** All changes after `from`, in order. */
  recent: RoomChange[]
  from: number
}

/** How a poll can be answered. */
export type Answer =
  | { kind: 'body'; body: string }
  /** The reader is further behind than the tail reaches. */
  | { kind: 'behind'; cursor: Cursor }
  | { kind: 'unknown' }

/** The end of a room's log in memory, and who is inside. It holds committed changes only. */
export interface Tail {
  readonly id: string
  readonly name: string
  isDeleted(): boolean
  cursor(): string
  /** The newest messages, if the tail holds a whole page of them. */
  newestPage(): { messages: Message[]; hasOlder: boolean } | undefined
  lastSeq(): number
  head(): number
  people(): PersonInRoom[]
  /** @param after the reader's cursor as they sent it. */
  answer(after: string | undefined): Answer
  /** The body for changes that were read from the database. */
  bodyOf(cursor: Cursor, changes: RoomChange[]): string
  /** Takes in a committed change. False: a revision is missing, and the tail must be loaded anew. */
  apply(change: Change): boolean
  /** Notes who has fallen quiet and who is back. */
  notice(isQuiet: (personId: string) => boolean): void
}

interface Entry {
  rev: number
  change: RoomChange
  json: string
}

export function createTail(room: StoredRoom, processName: string): Tail {
  let { head, lastSeq, deleted, from } = room
  const epochs = [...room.epochs]
  const presence = createPresence(processName, room.inside)
  let entries = room.recent.map(entryOf)
  /** Answers by the cursor they answer: readers mostly stand at the same place. */
  const answers = new Map<string, Answer>()
  let empty = emptyAnswer()

  function emptyAnswer(): { cursor: string; answer: Answer } {
    const at = { epoch: epochAt(epochs, head), rev: head, presence: presence.version() }
    return { cursor: writeCursor(at), answer: { kind: 'body', body: write(at, [], [], false) } }
  }

  function changed(): void {
    answers.clear()
    empty = emptyAnswer()
  }

  function answerAnew(after: string | undefined): Answer {
    const cursor =
      after === undefined
        ? { epoch: epochAt(epochs, 0), rev: 0, presence: '0-0' }
        : readCursor(after)
    if (!cursor || !isKnown(cursor, epochs, head)) return { kind: 'unknown' }
    if (cursor.rev < from) return { kind: 'behind', cursor }
    const start = entries.findIndex((entry) => entry.rev > cursor.rev)
    const rest = start === -1 ? [] : entries.slice(start)
    const now = rest.slice(0, limits.changesPerPoll)
    const more = now.length < rest.length
    const rev = now.at(-1)?.rev ?? cursor.rev
    const next = {
      epoch: epochAt(epochs, rev),
      rev,
      presence: more ? cursor.presence : presence.version(),
    }
    const quiet = more ? [] : presence.since(cursor.presence)
    return { kind: 'body', body: write(next, now, quiet, more) }
  }

  /** The body of an answer; each message was made into JSON once, when it came in. */
  function write(next: Cursor, now: Entry[], moved: string[], more: boolean): string {
    const messages = now.filter((entry) => entry.change.kind === 'message')
    const people = new Map<string, PersonInRoom>()
    for (const { change } of now) {
      if (change.kind === 'person') people.set(change.person.id, presence.stateOf(change.person))
    }
    for (const id of moved) {
      const person = presence.find(id)
      if (person) people.set(id, person)
    }
    const who = people.size > 0 ? `,"people":${JSON.stringify([...people.values()])}` : ''
    const list = messages.map((entry) => entry.json).join(',')
    return `{"cursor":"${writeCursor(next)}","messages":[${list}],"more":${more}${who}}`
  }

  function append(change: RoomChange): boolean {
    if (change.rev <= head) return true
    if (change.rev !== head + 1) return false
    head = change.rev
    entries.push(entryOf(change))
    if (change.kind === 'message') lastSeq = change.message.seq
    else presence.moved(change.person, change.here)
    if (entries.length > 2 * capacity) {
      entries = entries.slice(-capacity)
      from = (entries[0]?.rev ?? head + 1) - 1
    }
    changed()
    return true
  }

  return {
    id: room.id,
    name: room.name,
    isDeleted: () => deleted,
    cursor: () => empty.cursor,
    lastSeq: () => lastSeq,
    head: () => head,
    people: () => presence.everybody(),
    newestPage() {
      const size = limits.page.default
      const messages = entries.flatMap(({ change }) =>
        change.kind === 'message' ? [change.message] : [],
      )
      const whole = messages.length >= Math.min(size, lastSeq)
      return whole ? { messages: messages.slice(-size), hasOlder: lastSeq > size } : undefined
    },
    answer(after) {
      if (after === undefined) return answerAnew(after)
      if (after === empty.cursor) return empty.answer
      const known = answers.get(after)
      if (known) return known
      const answer = answerAnew(after)
      if (answers.size >= maxAnswers) answers.clear()
      if (answer.kind === 'body') answers.set(after, answer)
      return answer
    },
    bodyOf(cursor, changes) {
      // The database may be ahead of what was published; that comes with the next poll.
      const published = changes.filter((change) => change.rev <= head)
      const rev = published.at(-1)?.rev ?? cursor.rev
      const next = { epoch: epochAt(epochs, rev), rev, presence: cursor.presence }
      return write(next, published.map(entryOf), [], rev < head)
    },
    apply(change) {
      switch (change.kind) {
        case 'message':
        case 'person':
          return append(change)
        case 'epoch':
          if (!epochs.some((epoch) => epoch.id === change.id)) epochs.push(change)
          return true
        case 'room_deleted':
          deleted = true
          entries = []
          return true
        default:
          return true
      }
    },
    notice(isQuiet) {
      if (presence.notice(isQuiet)) changed()
    },
  }
}

function entryOf(change: RoomChange): Entry {
  const json = change.kind === 'message' ? JSON.stringify(change.message) : ''
  return { rev: change.rev, change, json }
}
