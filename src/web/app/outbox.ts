import { computed, signal } from '@preact/signals'
import type { FieldError } from '../../protocol/field-errors.ts'
import type { Message } from '../../protocol/messages.ts'
import type { Answer, Api, Refusal } from './api.ts'
import { createDrain, type DrainDeps, isFinal } from './drain.ts'
import { roomGone } from './refusals.ts'
import type { Answered } from './replying.ts'

/** A message as its author wrote it, until it stands in the room's log. */
export type OutboxItem = {
  /** The idempotency key: one key gives at most one message, however often it is sent. */
  key: string
  room: { id: string; name: string }
  body: string
  /** What it answers. */
  replyTo?: Pick<Answered, 'id' | 'username'> | undefined
  /** What goes with it, by the ids that it has in this browser. */
  files?: readonly AttachedFile[]
  /** Its place among the author's unsent messages. No clock: those of two windows may differ. */
  place: number
  state: ItemState
}

export type AttachedFile = { id: string; name: string }

export type ItemState =
  | { kind: 'waiting' }
  /** `held`: tries have come to nothing, and this one may, too. */
  | { kind: 'sending'; held: boolean }
  /** The server has it as number `seq`; the log will show it with the next poll. */
  | { kind: 'sent'; seq: number }
  | Refused

/** The server will never take it as it is. */
export type Refused = {
  kind: 'refused'
  code: Refusal['code']
  title: string
  errors?: FieldError[]
  until?: string
}

/** A small, synchronous store that all windows of a browser share and that outlives them. */
export type Storage = {
  /** Every stored value whose name begins with `prefix`. */
  all(prefix: string): string[]
  set(name: string, value: string): void
  remove(name: string): void
}

type Deps = DrainDeps & {
  api: Pick<Api, 'postMessage'>
  storage: Storage
  /** What goes with messages: see `files.ts`. */
  files: {
    uploaded(ids: readonly string[]): Promise<Answer<string[]>>
    again(ids: readonly string[]): void
    forget(ids: readonly string[]): void
  }
  /** Makes a UUID. */
  newKey: () => string
}

export type Outbox = ReturnType<typeof createOutbox>

/**
 * What a person has written and the room's log does not yet show. Items are kept in storage, sent
 * one at a time in the order written, and repeated under the same key until the server answers.
 */
export function createOutbox({ api, storage, files, newKey, ...sending }: Deps) {
  const stored = signal<readonly OutboxItem[]>([])
  const room = signal<string | null>(null)
  /** Acknowledged, no longer stored, and not yet in the log. */
  const acknowledged = signal<readonly (OutboxItem & { state: { seq: number } })[]>([])
  const items = computed((): readonly OutboxItem[] => [
    ...acknowledged.value,
    ...stored.value.map((item) => ({ ...item, state: stateOf(item) })),
  ])

  /** Whatever nothing stands in the way of is being sent, even if others go first. */
  const stateOf = (item: OutboxItem): ItemState => {
    if (item.state.kind !== 'waiting') return item.state
    const held = failures.value > 0 || item.room.id !== room.value
    return held && item.key !== underWay.value?.key ? item.state : { kind: 'sending', held }
  }

  let owner: string | null = null
  /** The newest `seq` that the log of that room shows. */
  let shownUpTo = 0

  const prefix = () => `outbox/${owner}/`

  const reload = () => {
    const found = owner === null ? [] : storage.all(prefix()).flatMap(parseItem)
    stored.value = found.sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : 1))
  }

  const keep = (item: OutboxItem) => storage.set(prefix() + item.key, JSON.stringify(item))

  const put = (
    to: { id: string; name: string },
    body: string,
    state: ItemState,
    { replyTo, files: attached = [] }: Pick<OutboxItem, 'replyTo' | 'files'> = {},
  ) => {
    reload()
    const place = (stored.value.at(-1)?.place ?? 0) + 1
    const { id, name } = to
    const item = { key: newKey(), room: { id, name }, body, replyTo, place, state }
    keep(attached.length > 0 ? { ...item, files: attached } : item)
    reload()
  }

  const forget = (key: string) => {
    const gone = stored.value.find((item) => item.key === key)
    if (gone?.files) files.forget(idsOf(gone))
    storage.remove(prefix() + key)
  }

  /** Posts it once all that goes with it is there: whatever was written after it waits, too. */
  const post = async (item: OutboxItem): Promise<Answer<{ message: Message }>> => {
    const { body, key, replyTo } = item
    const message = { body, key, ...(replyTo && { replyTo: replyTo.id }) }
    if (!item.files) return api.postMessage(item.room.id, message)
    const uploaded = await files.uploaded(idsOf(item))
    if (!uploaded.ok) return uploaded
    const answer = await api.postMessage(item.room.id, { ...message, files: uploaded.value })
    // Nobody posted them for an hour: they go up once more.
    if (!answer.ok && answer.refusal.code === 'file_not_found') files.again(idsOf(item))
    return answer
  }

  const next = () => {
    reload()
    return stored.value.find((item) => item.room.id === room.value && item.state.kind === 'waiting')
  }

  const settle = (item: OutboxItem, answer: Answer<{ message: Message }>): boolean => {
    if (answer.ok) acknowledge(item, answer.value.message.seq)
    else if (isFinal(answer.refusal)) refused(item, answer.refusal)
    else return false
    return true
  }

  const acknowledge = (item: OutboxItem, seq: number) => {
    forget(item.key)
    if (item.room.id === room.value && seq > shownUpTo) {
      acknowledged.value = [...acknowledged.value, { ...item, state: { kind: 'sent', seq } }]
    }
    reload()
  }

  const refused = (item: OutboxItem, refusal: Refusal) => {
    reload()
    // It may have been discarded meanwhile, here or in another window.
    if (!stored.value.some(({ key }) => key === item.key)) return
    keep({ ...item, state: refusedAs(refusal) })
    reload()
  }

  const { underWay, failures, start, wake } = createDrain(sending, {
    name: () => (owner === null ? null : `outbox/${owner}`),
    next,
    ask: post,
    settle,
  })

  return {
    /** Everything unsent or not yet in the log, in the order in which it stands below the log. */
    items,
    /** The room that one is inside. */
    room,

    /** Takes up a person's unsent messages when they log in. */
    open(userId: string) {
      owner = userId
      reload()
      start()
    },

    /** Lets go of them, and keeps them stored, when the person logs out. */
    close() {
      owner = null
      room.value = null
      acknowledged.value = []
      reload()
    },

    /** Leaves nothing of what this person has not sent. */
    empty(userId: string) {
      for (const item of storage.all(`outbox/${userId}/`).flatMap(parseItem)) {
        storage.remove(`outbox/${userId}/${item.key}`)
      }
      reload()
    },

    /**
     * Only messages to the room that the person is in can be sent.
     * @param upTo the newest `seq` that the room's log shows
     */
    enterRoom(roomId: string | null, upTo = 0) {
      if (roomId === room.value) return
      room.value = roomId
      shownUpTo = upTo
      acknowledged.value = []
      failures.value = 0
      start()
    },

    add(
      to: { id: string; name: string },
      body: string,
      more?: Pick<OutboxItem, 'replyTo' | 'files'>,
    ) {
      put(to, body, { kind: 'waiting' }, more)
      start()
    },

    /** Keeps what was begun for what is gone, by default a room, where it can still be copied. */
    keepUnsent(
      to: { id: string; name: string },
      body: string,
      why: ItemState = refusedAs(roomGone),
    ) {
      put(to, body, why)
    },

    /** Tries a refused message once more, as it is; if what it answers is gone, as an answer to nothing. */
    retry(key: string) {
      const item = stored.value.find((each) => each.key === key)
      const replyTo = item && isUnanswerable(item) ? undefined : item?.replyTo
      if (item) keep({ ...item, replyTo, state: { kind: 'waiting' } })
      reload()
      start()
    },

    discard(key: string) {
      forget(key)
      reload()
    },

    /** Messages that the log shows now: whichever are ours have arrived. */
    arrived(messages: readonly Message[]) {
      if (owner === null) return
      const mine = new Set(messages.filter((m) => m.author.id === owner).map((m) => m.key))
      shownUpTo = Math.max(shownUpTo, messages.at(-1)?.seq ?? 0)
      acknowledged.value = acknowledged.value.filter(({ state }) => state.seq > shownUpTo)
      if (!stored.value.some(({ key }) => mine.has(key))) return
      for (const { key } of stored.value) if (mine.has(key)) forget(key)
      reload()
    },

    /** These are all the rooms that there are: what was written for another can never be sent. */
    roomsAre(rooms: readonly { id: string }[]) {
      reload()
      const living = new Set(rooms.map(({ id }) => id))
      const stranded = stored.value.filter(
        (item) => item.state.kind === 'waiting' && !living.has(item.room.id),
      )
      if (stranded.length === 0) return
      for (const item of stranded) keep({ ...item, state: refusedAs(roomGone) })
      reload()
    },

    /** To be called when another window changed the storage. */
    refresh() {
      reload()
      start()
    },

    wake,
  }
}

const isUnanswerable = ({ state }: OutboxItem) =>
  state.kind === 'refused' &&
  (state.code === 'message_deleted' || state.code === 'message_not_found')
const idsOf = ({ files = [] }: OutboxItem) => files.map(({ id }) => id)

function parseItem(text: string): OutboxItem[] {
  try {
    const item: unknown = JSON.parse(text)
    return isItem(item) ? [item] : []
  } catch {
    return []
  }
}

/** Only we write these; the check is against values of an older version of this file. */
function isItem(value: unknown): value is OutboxItem {
  return typeof value === 'object' && value !== null && 'key' in value && 'state' in value
}

export const refusedAs = ({ code, title, errors, until }: Refusal): Refused => ({
  ...{ kind: 'refused', code, title, errors },
  ...(until && { until }),
})
