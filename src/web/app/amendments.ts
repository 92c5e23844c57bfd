import { computed, signal } from '@preact/signals'
import type { Message } from '../../protocol/messages.ts'
import type { Why } from '../../protocol/reasons.ts'
import type { Answer, Api, Refusal } from './api.ts'
import { createDrain, type DrainDeps, isFinal } from './drain.ts'
import { type Refused, refusedAs, type Storage } from './outbox.ts'
import { roomGone } from './refusals.ts'

/** What a person wants changed of a message, until the log shows it so. There is one for each message. */
export type Amendment = {
  messageId: string
  room: { id: string; name: string }
  wish: Wish
  /** Tells this wish from one that came later for the same message. */
  stamp: string
  /** Its place among all of them. */
  place: number
  state: AmendmentState
}

export type Wish =
  /** Another text, in place of the one that the message had at that `version`. */
  { kind: 'edit'; body: string; version: number } | { kind: 'deletion'; why?: Why | undefined }

export type AmendmentState =
  | { kind: 'waiting' }
  /** `held`: tries have come to nothing, and this one may, too. */
  | { kind: 'sending'; held: boolean }
  /** Deleted; the next poll takes it from the log. */
  | { kind: 'done' }
  | Refused

type Deps = DrainDeps & {
  api: Pick<Api, 'editMessage' | 'deleteMessage'>
  storage: Storage
  /** Makes a UUID. */
  newKey: () => string
  /** The log of the room, as far as it is loaded. */
  log: () => readonly Message[]
  /** Hears of messages as they now are. */
  revised: (messages: readonly Message[]) => void
  /** Takes the text of an edit whose message, or room, is no longer there to show it. */
  stranded: (room: { id: string; name: string }, body: string, why: Refused) => void
}

export type Amendments = ReturnType<typeof createAmendments>

/**
 * Edits and deletions on their way. As with what is being sent, they are kept in storage and repeated
 * until the server answers, one at a time; a later wish for a message takes the place of an earlier
 * one. An edit is refused, and its text kept, if the message has another text by then than the one that
 * was edited.
 */
export function createAmendments(deps: Deps) {
  const { api, storage, newKey, log, revised, stranded, ...sending } = deps
  const stored = signal<readonly Amendment[]>([])
  const room = signal<string | null>(null)
  /** Deleted in this visit, and no longer stored. */
  const deleted = signal<readonly Amendment[]>([])
  /**
   * Of these, what the log still shows. A poll may have told it before the answer came: so it is read
   * from the log, and not counted down by what arrives.
   */
  const lingering = computed((): readonly Amendment[] => {
    if (deleted.value.length === 0) return []
    const shown = new Set(log().flatMap(({ id, deletedAt }) => (deletedAt === null ? id : [])))
    return deleted.value.filter(({ messageId }) => shown.has(messageId))
  })
  const items = computed((): ReadonlyMap<string, Amendment> => {
    const all = stored.value.map((item) => ({ ...item, state: stateOf(item) }))
    return new Map([...lingering.value, ...all].map((item) => [item.messageId, item]))
  })

  const stateOf = (item: Amendment): AmendmentState => {
    if (item.state.kind !== 'waiting') return item.state
    const held = failures.value > 0 || item.room.id !== room.value
    return held && item.stamp !== underWay.value?.stamp ? item.state : { kind: 'sending', held }
  }

  let owner: string | null = null
  const nameOf = (userId: string) => `amendment/${userId}/`
  const placeOf = (messageId: string) => nameOf(owner ?? '') + messageId

  const reload = () => {
    const found = owner === null ? [] : storage.all(nameOf(owner)).flatMap(parseAmendment)
    stored.value = found.sort((a, b) => a.place - b.place)
  }

  const keep = (item: Amendment) => {
    storage.set(placeOf(item.messageId), JSON.stringify(item))
    reload()
  }

  const forget = (messageId: string) => {
    storage.remove(placeOf(messageId))
    reload()
  }

  const put = ({ id }: Message, { id: roomId, name }: { id: string; name: string }, wish: Wish) => {
    reload()
    const place = (stored.value.at(-1)?.place ?? 0) + 1
    const about = { messageId: id, room: { id: roomId, name }, stamp: newKey(), place }
    keep({ ...about, wish, state: { kind: 'waiting' } })
    start()
  }

  const next = () => {
    reload()
    return stored.value.find((item) => item.room.id === room.value && item.state.kind === 'waiting')
  }

  const ask = async ({ wish, ...item }: Amendment): Promise<Answer<Message | null>> => {
    if (wish.kind === 'deletion') return api.deleteMessage(item.room.id, item.messageId, wish.why)
    const answer = await api.editMessage(item.room.id, item.messageId, wish.body, wish.version)
    return answer.ok ? { ok: true, value: answer.value.message } : answer
  }

  const settle = (item: Amendment, answer: Answer<Message | null>): boolean => {
    if (!answer.ok && !isFinal(answer.refusal)) return false
    reload()
    const now = stored.value.find(({ messageId }) => messageId === item.messageId)
    if (answer.ok) done(item, now, answer.value)
    else refuse(now?.stamp === item.stamp ? now : undefined, answer.refusal)
    return true
  }

  /** @param now what is wanted of the message by now */
  const done = (item: Amendment, now: Amendment | undefined, message: Message | null) => {
    if (now?.stamp === item.stamp) {
      forget(item.messageId)
      if (!message && item.room.id === room.value) {
        deleted.value = [...deleted.value, { ...item, state: { kind: 'done' } }]
      }
    } else if (now?.wish.kind === 'edit' && message) {
      // It was written over the text that has just been taken.
      keep({ ...now, wish: { ...now.wish, version: message.version } })
    }
    if (message) revised([message])
  }

  /** @param item undefined: it was taken back, or something else is wanted by now */
  const refuse = (item: Amendment | undefined, refusal: Refusal) => {
    const { code, message } = refusal
    if (message) revised([message])
    if (!item) return
    const { wish } = item
    const state = refusedAs(refusal)
    const gone = code.startsWith('room_') || code === 'message_not_found'
    // That a message is gone is all that a deletion wants.
    if (gone && wish.kind === 'edit') stranded(item.room, wish.body, state)
    if (gone) forget(item.messageId)
    else keep({ ...item, state })
  }

  const { underWay, failures, start, wake } = createDrain(sending, {
    name: () => (owner === null ? null : `amendments/${owner}`),
    next,
    ask,
    settle,
  })

  return {
    /** By the id of the message. */
    items,

    /** Takes up what a person wanted changed when they log in. */
    open(userId: string) {
      owner = userId
      reload()
      start()
    },

    /** Lets go of it, and keeps it stored, when the person logs out. */
    close() {
      owner = null
      room.value = null
      deleted.value = []
      reload()
    },

    /** Leaves nothing of what this person wanted changed. */
    empty(userId: string) {
      for (const { messageId } of storage.all(nameOf(userId)).flatMap(parseAmendment)) {
        storage.remove(nameOf(userId) + messageId)
      }
      reload()
    },

    /** Only in the room that the person is in can anything be changed. */
    enterRoom(roomId: string | null) {
      if (roomId === room.value) return
      room.value = roomId
      deleted.value = []
      failures.value = 0
      start()
    },

    edit(message: Message, to: Amendment['room'], body: string) {
      put(message, to, { kind: 'edit', body, version: message.version })
    },

    remove(message: Message, from: Amendment['room'], why?: Why) {
      put(message, from, { kind: 'deletion', why })
    },

    discard: forget,

    /** The log was loaded anew, perhaps from a backup that knows nothing of what was deleted. */
    loadedAnew() {
      deleted.value = []
    },

    /** These are all the rooms that there are: in others nothing can be changed any more. */
    roomsAre(rooms: readonly { id: string }[]) {
      reload()
      const living = new Set(rooms.map(({ id }) => id))
      for (const item of stored.value) if (!living.has(item.room.id)) refuse(item, roomGone)
    },

    /** To be called when another window changed the storage. */
    refresh() {
      reload()
      start()
    },

    wake,
  }
}

function parseAmendment(text: string): Amendment[] {
  try {
    const item: unknown = JSON.parse(text)
    return isAmendment(item) ? [item] : []
  } catch {
    return []
  }
}

/** Only we write these; the check is against values of an older version of this file. */
function isAmendment(value: unknown): value is Amendment {
  return typeof value === 'object' && value !== null && 'messageId' in value && 'wish' in value
}
