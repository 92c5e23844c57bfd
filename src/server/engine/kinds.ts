import type { Kysely } from 'kysely'
import type { Tables } from '../database/entities/tables.ts'
import type { LogEntry } from './change.ts'

/**
 * How one kind of entry is read, told and applied. The engine knows entries, revisions and cursors; what
 * they say is in these tables alone.
 * @template E the entries of this kind
 * @template View what a process keeps of a room beside the entries themselves
 * @template All the entries of all kinds
 */
export interface EntryKind<E extends LogEntry, View, All extends LogEntry> {
  /** Those of a room after a revision, in order, at most `limit` of them, with whatever they changed. */
  since(db: Kysely<Tables>, place: LogPlace): Promise<E[]>
  /** What answers tell of an entry by itself, as JSON. It is made once, when the entry comes in. */
  json(entry: E): string
  /**
   * Adds an entry to an answer.
   * @param json what `json` made of it
   * @param after the revision up to which the reader knows everything
   * @param view as of the newest revision
   */
  tell(answer: Answer, entry: E, told: { json: string; after: number; view: View }): void
  /** Brings the view up to this entry. */
  apply(view: View, entry: E): void
  /** What this does to an earlier entry; undefined: nothing. */
  amend(entry: E): Amendment<All> | undefined
  /** Whether answers that are full of these stay true until one of them is amended. */
  readonly lasting: boolean
}

export interface LogPlace {
  roomId: string
  after: number
  limit: number
}

/** What an earlier entry is now. It keeps its place. */
export interface Amendment<All extends LogEntry> {
  entry: All
  /** Of the amendments with the same key, the newest tells all: the others are let go. */
  key: string
  /** What another entry is now, if it repeats what was amended; else the entry itself. */
  repeated?(other: All): All
}

/** All kinds, by name: `satisfies` this, so that none can be forgotten. */
export type EntryKinds<All extends LogEntry, View> = {
  [K in All['kind']]: EntryKind<Extract<All, { kind: K }>, View, All>
}

/** What stands in the logs of rooms. */
export interface LogDefinition<All extends LogEntry, View> {
  kinds: Record<All['kind'], EntryKind<All, View, All>>
  /** The view of a room as of what `db` sees. */
  view(db: Kysely<Tables>, roomId: string): Promise<View>
}

/** The parts of an answer to a poll, each a list of JSON texts. */
export class Answer {
  readonly #lists = new Map<string, string[]>()
  readonly #keyed = new Map<string, Map<string, string>>()
  readonly #single = new Map<string, string>()

  /** Adds to the end of a list. */
  add(member: string, json: string): void {
    const list = this.#lists.get(member)
    if (list) list.push(json)
    else this.#lists.set(member, [json])
  }

  /** Puts what there is to say of something into a list, once: the last that was put is told. */
  put(member: string, key: string, json: string): void {
    const list = this.#keyed.get(member) ?? new Map<string, string>()
    list.set(key, json)
    this.#keyed.set(member, list)
  }

  /** Says what something is; the last that was set is told. */
  set(member: string, json: string): void {
    this.#single.set(member, json)
  }

  /** The answer as JSON. `always` is a member that is there even if it is empty. */
  write(cursor: string, always: string, more: boolean): string {
    let text = `{"cursor":"${cursor}","${always}":[${this.#lists.get(always)?.join(',') ?? ''}],"more":${more}`
    for (const [member, list] of this.#lists) {
      if (member !== always) text += `,"${member}":[${list.join(',')}]`
    }
    for (const [member, list] of this.#keyed)
      text += `,"${member}":[${[...list.values()].join(',')}]`
    for (const [member, json] of this.#single) text += `,"${member}":${json}`
    return `${text}}`
  }
}
