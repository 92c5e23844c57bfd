import Value from 'typebox/value'
import { Changes } from '../../src/protocol/changes.ts'
import { Message } from '../../src/protocol/messages.ts'
import { JoinedRoom } from '../../src/protocol/rooms.ts'
import { readCursor } from '../../src/server/engine/live/cursor.ts'
import { breach } from './breach.ts'
import type { Files } from './files.ts'
import { checkWholeLog, type Written } from './invariants.ts'
import type { Exchange, Network, Reply } from './network.ts'
import type { Page } from './page.ts'
import { textOf } from './stored.ts'
import type { Truth } from './truth.ts'

export type Observer = ReturnType<typeof createObserver>

/** Remembers what the server has promised: acknowledgements (P2, P3, P5) and cursors (P4). */
export function createObserver(truth: Truth, written: Map<string, Written>, files: Files) {
  /** Promises of the step under way: they are held against the database when it is over. */
  let promises: (() => void)[] = []
  /** The newest acknowledged `seq`, by room. */
  let acknowledged = new Map<string, number>()
  /** Texts that were deleted, and at which step that was acknowledged. */
  let gone = new Map<string, number>()
  /** Pages that were just told how the room stands, and as of which revision. */
  const told = new Map<string, { roomId: string; rev: number }>()
  /** Pages that were told that there is more, and in which room. */
  const owing = new Map<string, string>()

  const acknowledge = (roomId: string, message: Message): void => {
    promises.push(() => {
      if (!truth.holds(roomId, message)) {
        throw breach(
          'P2',
          `${message.body} was acknowledged at ${message.seq}, and is not kept there`,
        )
      }
      acknowledged.set(roomId, Math.max(message.seq, acknowledged.get(roomId) ?? 0))
    })
  }

  /** The texts that an acknowledged deletion of a message, or of a room, takes away. */
  const goneBy = (path: string): string[] => {
    const [, roomId = '', messageId] =
      path.match(/^\/api\/rooms\/([^/]+)(?:\/messages\/(\d+))?$/) ?? []
    if (messageId === undefined) {
      if (!truth.isDeleted(roomId)) return []
      const texts = truth.log(roomId).map(({ body }) => textOf(body))
      return [...texts.filter((text) => text !== ''), ...files.textsOf({ roomId })]
    }
    const text = truth.deleted(messageId)
    return text === undefined ? [] : [text, ...files.textsOf({ messageId })]
  }

  const give = (roomId: string, text: string): void => {
    const cursor = readCursor(text)
    if (!cursor) throw breach('P4', `the server gave a cursor that it cannot read: ${text}`)
    promises.push(() => truth.cursorGiven(roomId, cursor.rev))
  }

  const tell = (from: string, roomId: string, text: string): void => {
    const cursor = readCursor(text)
    if (cursor) told.set(from, { roomId, rev: cursor.rev })
  }

  return {
    /** A page sends a request, while its browser waits for the answers to these. */
    sent({ call, from }: Exchange, waiting: Exchange[]): void {
      if (isPost(call) && waiting.some((other) => isPost(other.call))) {
        promises.push(() => {
          throw breach('P5', `${from} sends a message while its browser is sending another`)
        })
      }
      const roomId = call.method === 'POST' ? roomOf(call.path) : undefined
      const body = roomId === undefined ? undefined : textOf(call.body ?? '')
      const text = body === undefined ? undefined : written.get(body)
      if (text && roomId !== undefined) text.after ??= acknowledged.get(roomId) ?? 0
    },

    /**
     * The server answers.
     * @param asked the step at which the request arrived
     * @param now the step of now
     */
    answered({ call }: Exchange, reply: Reply, asked: number, now: number): void {
      for (const [text] of gone.size > 0 ? reply.text.matchAll(/«[^»]*»/g) : []) {
        // A post that is sent again is answered with what it made, and says it itself.
        if (call.body?.includes(text)) continue
        if (asked > (gone.get(text) ?? Number.POSITIVE_INFINITY)) {
          promises.push(() => {
            throw breach('P12', `${text} was deleted, and ${call.method} ${call.path} serves it`)
          })
        }
      }
      if (call.method === 'DELETE' && reply.status === 204) {
        for (const text of goneBy(call.path)) if (!gone.has(text)) gone.set(text, now)
      }
      if (reply.status >= 300 || reply.text === '' || call.path.startsWith('/api/files/')) return
      const body: unknown = JSON.parse(reply.text)
      const roomId = roomOf(call.path)
      if (roomId !== undefined && Value.Check(Changes, body)) give(roomId, body.cursor)
      else if (Value.Check(JoinedRoom, body)) give(body.room.id, body.cursor)
      else if (roomId !== undefined && isPosted(body)) acknowledge(roomId, body.message)
    },

    /** An answer reaches its page. */
    heard({ call, from }: Exchange, reply: Reply): void {
      const roomId = roomOf(call.path)
      const isFile = call.path.startsWith('/api/files/')
      if (reply.status !== 200 || reply.text === '' || isFile) return
      const body: unknown = JSON.parse(reply.text)
      // Whoever only tries what there is to be read asks from the beginning, and shows nothing of it.
      const isPoll = call.path.includes('/changes?after=')
      if (roomId !== undefined && isPoll && Value.Check(Changes, body)) {
        if (body.more) owing.set(from, roomId)
        tell(from, roomId, body.cursor)
      } else if (Value.Check(JoinedRoom, body)) tell(from, body.room.id, body.cursor)
    },

    /** A step is over. */
    check(pages: Page[], network: Network): void {
      const due = promises
      promises = []
      for (const promise of due) promise()
      for (const page of pages) {
        const visit = page.store.visit.value
        const roomId = owing.get(page.name)
        owing.delete(page.name)
        const last = told.get(page.name)
        told.delete(page.name)
        if (visit.kind === 'inside' && last?.roomId === visit.room.id) {
          if (last.rev === truth.head(last.roomId)) checkWholeLog(page, last.roomId, truth)
        }
        if (visit.kind !== 'inside' || visit.room.id !== roomId) continue
        const asking = network
          .open()
          .some(({ from, call }) => from === page.name && isReading(call))
        if (!asking)
          throw breach('P10', `${page.name} was told that there is more, and does not ask`)
      }
    },

    /** A backup took the place of the database: promises made since it are void. */
    restored(): void {
      acknowledged = new Map()
      gone = new Map()
      for (const text of written.values()) if (text.after !== undefined) text.after = 0
    },
  }
}

/** What an outbox sends; files are posted past it here. */
function isPost({ method, path, body }: Exchange['call']): boolean {
  return method === 'POST' && path.endsWith('/messages') && !body?.includes('"files"')
}

function isReading({ method, path }: Exchange['call']): boolean {
  return path.includes('/changes') || (method === 'PUT' && path === '/api/me/room')
}

function isPosted(body: unknown): body is { message: Message } {
  return (
    typeof body === 'object' &&
    body !== null &&
    'message' in body &&
    Value.Check(Message, body.message)
  )
}

function roomOf(path: string): string | undefined {
  return path.match(/^\/api\/rooms\/([^/]+)\/(?:messages|changes)/)?.[1]
}
