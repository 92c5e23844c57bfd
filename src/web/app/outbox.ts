import { batch, computed, signal } from '@preact/signals'
import type { FieldError } from '../../protocol/field-errors.ts'
import { pollPauseMs } from '../../protocol/limits.ts'
import type { Message } from '../../protocol/messages.ts'
import { problems } from '../../protocol/problems.ts'
import type { Api, Refusal } from './api.ts'
import type { Clock } from './clock.ts'

/** A message as its author wrote it, until it stands in the room's log. */
export type OutboxItem = {
  /** The idempotency key: one key gives at most one message, however often it is sent. */
  key: string
  room: { id: string; name: string }
  body: string
  /** Its place among the author's unsent messages. No clock: those of two windows may differ. */
  place: number
  state: ItemState
}

export type ItemState =
  | { kind: 'waiting' }
  /** `held`: tries have come to nothing, and this one may, too. */
  | { kind: 'sending'; held: boolean }
  /** The server has it as number `seq`; the log will show it with the next poll. */
  | { kind: 'sent'; seq: number }
  /** The server will never take it as it is. */
  | { kind: 'refused'; code: Refusal['code']; title: string; errors?: FieldError[] }

/** A small, synchronous store that all windows of a browser share and that outlives them. */
export type Storage = {
  /** Every stored value whose name begins with `prefix`. */
  all(prefix: string): string[]
  set(name: string, value: string): void
  remove(name: string): void
}

/** Lets one window at a time do something, as the Web Locks API does. */
export type Locks = { exclusively(name: string, work: () => Promise<void>): Promise<void> }

type Deps = {
  api: Pick<Api, 'postMessage'>
  storage: Storage
  locks: Locks
  clock: Clock
  random: () => number
  /** Makes a UUID. */
  newKey: () => string
}

export type Outbox = ReturnType<typeof createOutbox>

const longestPauseMs = 30_000

/** What becomes of messages whose room was deleted. */
const roomGone: ItemState = {
  kind: 'refused',
  code: 'room_deleted',
  title: problems.room_deleted.title,
}

/**
 * What a person has written and the room's log does not yet show. Items are kept in storage, sent
 * one at a time in the order written, and repeated under the same key until the server answers.
 * Any window of the person may send any item; the lock sees to it that only one does.
 */
export function createOutbox({ api, storage, locks, clock, random, newKey }: Deps) {
  const stored = signal<readonly OutboxItem[]>([])
  /** The key of the item that this window is sending. */
  const underWay = signal<string | null>(null)
  const room = signal<string | null>(null)
  /** Tries in a row that came to nothing. */
  const failures = signal(0)
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
    return held && item.key !== underWay.value ? item.state : { kind: 'sending', held }
  }

  let owner: string | null = null
  /** The newest `seq` that the log of that room shows. */
  let shownUpTo = 0
  let draining = false
  /** The line may have come back since the send under way began. */
  let woken = false
  let cancelRetry: (() => void) | null = null

  const prefix = () => `outbox/${owner}/`

  const reload = () => {
    const found = owner === null ? [] : storage.all(prefix()).flatMap(parseItem)
    stored.value = found.sort((a, b) => a.place - b.place || (a.key < b.key ? -1 : 1))
  }

  const keep = (item: OutboxItem) => storage.set(prefix() + item.key, JSON.stringify(item))

  const put = (to: { id: string; name: string }, body: string, state: ItemState) => {
    reload()
    const place = (stored.value.at(-1)?.place ?? 0) + 1
    const { id, name } = to
    keep({ key: newKey(), room: { id, name }, body, place, state })
    reload()
  }

  const forget = (key: string) => storage.remove(prefix() + key)

  const next = () => {
    reload()
    return stored.value.find((item) => item.room.id === room.value && item.state.kind === 'waiting')
  }

  /** Sends what can be sent, unless this window is at it already. */
  const drain = async () => {
    if (draining || owner === null) return
    cancelRetry?.()
    cancelRetry = null
    draining = true
    const sender = owner
    let retryIn: number | null = null
    await locks.exclusively(`outbox/${sender}`, async () => {
      while (owner === sender && retryIn === null) {
        const item = next()
        if (!item) return
        retryIn = await send(item)
      }
    })
    draining = false
    if (retryIn !== null && !woken) cancelRetry = clock.after(retryIn, () => void drain())
    else if (owner !== null && next()) void drain()
  }

  /** Sends one item. Returns after how many milliseconds to try again, or null if it is settled. */
  const send = async (item: OutboxItem): Promise<number | null> => {
    woken = false
    underWay.value = item.key
    const answer = await api.postMessage(item.room.id, { body: item.body, key: item.key })
    return batch(() => {
      underWay.value = null
      if (answer.ok) {
        failures.value = 0
        acknowledge(item, answer.value.message.seq)
        return null
      }
      return refused(item, answer.refusal)
    })
  }

  const acknowledge = (item: OutboxItem, seq: number) => {
    forget(item.key)
    if (item.room.id === room.value && seq > shownUpTo) {
      acknowledged.value = [...acknowledged.value, { ...item, state: { kind: 'sent', seq } }]
    }
    reload()
  }

  const refused = (item: OutboxItem, refusal: Refusal): number | null => {
    const { code, title, errors } = refusal
    switch (code) {
      case 'room_deleted':
      case 'room_not_found':
      case 'too_large':
      case 'invalid_input':
      case 'key_reused':
      case 'cross_site':
        reload()
        // It may have been discarded meanwhile, here or in another window.
        if (stored.value.some(({ key }) => key === item.key)) {
          keep({ ...item, state: { kind: 'refused', code, title, errors } })
          reload()
        }
        return null
      // Among them `not_in_room`: the person may only have looked in elsewhere, through another
      // window. If they stay away, the poll finds out, and `enterRoom` holds the messages back.
      default:
        failures.value += 1
        return Math.max(
          Math.min(longestPauseMs, pollPauseMs * 2 ** (failures.value - 1)) * (1 + random() / 2),
          refusal.retryAfter ?? 0,
        )
    }
  }

  return {
    /** Everything unsent or not yet in the log, in the order in which it stands below the log. */
    items,

    /** Takes up a person's unsent messages when they log in. */
    open(userId: string) {
      owner = userId
      reload()
      void drain()
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
      void drain()
    },

    add(to: { id: string; name: string }, body: string) {
      put(to, body, { kind: 'waiting' })
      void drain()
    },

    /** Keeps what was begun for a room that is gone, where it can still be copied. */
    keepUnsent(to: { id: string; name: string }, body: string) {
      put(to, body, roomGone)
    },

    /** Tries a refused message once more, as it is. */
    retry(key: string) {
      const item = stored.value.find((each) => each.key === key)
      if (item) keep({ ...item, state: { kind: 'waiting' } })
      reload()
      void drain()
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
      for (const item of stranded) keep({ ...item, state: roomGone })
      reload()
    },

    /** To be called when another window changed the storage. */
    refresh() {
      reload()
      void drain()
    },

    /** To be called when the line may be back: does not wait for the next try. */
    wake() {
      woken = true
      if (cancelRetry) void drain()
    },
  }
}

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
