import type { Changes } from '../../protocol/changes.ts'
import type { FieldError } from '../../protocol/field-errors.ts'
import type { FileInfo } from '../../protocol/files.ts'
import { hiddenWindow } from '../../protocol/hidden-window.ts'
import type { Message, MessagePage, NewMessage, ReadMarker } from '../../protocol/messages.ts'
import type { News } from '../../protocol/news.ts'
import { newsHeader } from '../../protocol/news-header.ts'
import type { User } from '../../protocol/people.ts'
import type { Pin } from '../../protocol/pins.ts'
import type { ProblemCode } from '../../protocol/problems.ts'
import type { Why } from '../../protocol/reasons.ts'
import type { JoinedRoom, Room } from '../../protocol/rooms.ts'
import type { SessionNow } from '../../protocol/session.ts'
import { knownCodes, unreachable } from './refusals.ts'

/**
 * Why a request was not granted. Two are ours: `unreachable`, no answer or none that Parlor gave;
 * `cookies_blocked`, the browser does not keep the cookie that it was granted.
 */
export type Refusal = {
  code: ProblemCode | 'unreachable' | 'cookies_blocked'
  title: string
  errors: FieldError[]
  /** With `room_deleted`: which room it was. */
  room?: { id: string; name: string }
  /** With `room_deleted`: who did it, if that is known. */
  deletedBy?: User
  /** With `not_in_room`: somebody else put them out. */
  reason?: 'removed' | 'banned'
  /** With `message_changed`: as it now is. */
  message?: Message
  /** With `muted` and `banned`: until when. */
  until?: string
  /** With `banned`: why. */
  detail?: string
  /** How long the server asks us to wait, in milliseconds. */
  retryAfter?: number
}

export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal }

/** The answer to a poll; `number` is another one when something is new in another room. */
export type Polled = Answer<Changes> & { number?: string | null }

/** The part of the platform's `fetch` that is used, so that a simulated network can stand in. */
export type Fetch = (
  path: string,
  init: {
    method: string
    headers: Record<string, string>
    body?: string | Blob
    signal?: AbortSignal
    keepalive?: boolean
  },
) => Promise<{
  ok: boolean
  status: number
  headers: { get(name: string): string | null }
  json(): Promise<unknown>
}>

/** One function an endpoint. None of them throws: what goes wrong comes back as a refusal. */
export type Api = ReturnType<typeof createApi>

type Body = Record<
  string,
  string | number | boolean | null | string[] | Record<string, string | number>
>
/** JSON, or a file as it is. */
type Sent = Body | Blob
type Extra = { headers?: Record<string, string>; keepalive?: boolean }

type Deps = {
  fetch: Fetch
  /** Makes a signal that aborts a request which has gone unanswered for too long. */
  timeout: () => AbortSignal
  /** Whether nobody can see this window. */
  isHidden: () => boolean
  /** Of this browser's session token, which all its windows share. */
  renewal?: Renewal
}

/** While a new token is on its way, the answer to a request with the one before says nothing of the session. */
export interface Renewal {
  /** To be called before one is asked for, and when it has come. */
  note(): void
  isRecent(): boolean
}

const hidden = { [hiddenWindow]: '1' }

/** For `news`: only of rooms that one belongs to. */
export const ofMine = '&of=mine'

export function createApi({ fetch, timeout, isHidden, renewal }: Deps) {
  const exchange = async (method: string, path: string, body?: Sent, extra: Extra = {}) => {
    const isFile = body instanceof Blob
    try {
      return await fetch(path, {
        method,
        headers: {
          accept: 'application/json',
          ...(body && { 'content-type': isFile ? body.type : 'application/json' }),
          ...extra.headers,
        },
        ...(body && { body: isFile ? body : JSON.stringify(body) }),
        ...(extra.keepalive && { keepalive: true }),
        signal: timeout(),
      })
    } catch {
      return null
    }
  }

  const ask = async <T>(
    method: string,
    path: string,
    body?: Sent,
    extra?: Extra,
  ): Promise<Answer<T>> => {
    const reply = await exchange(method, path, body, extra)
    if (!reply?.ok) return refused(reply)
    return answerOf<T>(reply)
  }

  const refused = async (reply: Reply | null): Promise<{ ok: false; refusal: Refusal }> => {
    const refusal = await refusalOf(reply)
    const isEarly = refusal.code === 'not_logged_in' && renewal?.isRecent()
    return { ok: false, refusal: isEarly ? { ...unreachable, retryAfter: 500 } : refusal }
  }

  return {
    /** For parts that are loaded later: see `instance-api.ts`. */
    ask,
    createAccount: (username: string, password: string, invite?: string) =>
      ask<{ user: User }>('POST', '/api/accounts', {
        ...{ username, password },
        ...(invite !== undefined && { invite }),
      }),
    logIn: (username: string, password: string) =>
      ask<{ user: User }>('POST', '/api/session', { username, password }),
    session: () => ask<SessionNow>('GET', '/api/session'),
    block: (id: string, isBlocked: boolean) =>
      ask<null>(isBlocked ? 'PUT' : 'DELETE', `/api/me/blocks/${encodeURIComponent(id)}`),
    logOut: () => ask<null>('DELETE', '/api/session'),
    async changePassword(current: string, password: string) {
      renewal?.note()
      const body = { password: { current, new: password } }
      const answer = await ask<{ user: User }>('PATCH', '/api/me', body)
      renewal?.note()
      return answer
    },

    rooms: () => ask<{ rooms: Room[] }>('GET', '/api/rooms'),
    /** What has changed in the list of rooms, or `ofMine` in those that one belongs to; with no cursor, all of it. */
    news(cursor: string | null, of: '' | typeof ofMine) {
      const after = cursor === null ? '' : `?after=${encodeURIComponent(cursor)}${of}`
      return ask<News>('GET', `/api/me/news${after}`)
    },
    createRoom: (name: string, kind: 'open' | 'private' = 'open') =>
      ask<{ room: Room }>('POST', '/api/rooms', { name, kind }),

    joinRoom: (roomId: string) => ask<JoinedRoom>('PUT', '/api/me/room', { roomId }),
    leaveRoom: () => ask<null>('DELETE', '/api/me/room'),

    olderMessages: (roomId: string, before: number, limit: number) =>
      ask<MessagePage>('GET', `${roomPath(roomId)}/messages?before=${before}&limit=${limit}`),
    newerMessages: (roomId: string, after: number, limit: number) =>
      ask<MessagePage>('GET', `${roomPath(roomId)}/messages?after=${after}&limit=${limit}`),
    messagesAround: (roomId: string, seq: number, limit: number) =>
      ask<MessagePage>('GET', `${roomPath(roomId)}/messages?around=${seq}&limit=${limit}`),
    membersOf: (roomId: string) =>
      ask<{ members: { user: User }[] }>('GET', `${roomPath(roomId)}/members`),
    pin: (roomId: string, messageId: string, pinned: boolean) =>
      ask<{ pin: Pin }>(
        pinned ? 'PUT' : 'DELETE',
        `${roomPath(roomId)}/pins/${encodeURIComponent(messageId)}`,
      ),
    postMessage: (roomId: string, message: NewMessage) =>
      ask<{ message: Message }>('POST', `${roomPath(roomId)}/messages`, message),
    editMessage: (roomId: string, id: string, body: string, version: number) =>
      ask<{ message: Message }>('PATCH', messagePath(roomId, id), { body, version }),
    deleteMessage: (roomId: string, id: string, why?: Why) =>
      ask<null>('DELETE', messagePath(roomId, id), why),
    react(roomId: string, id: string, emoji: string, put: boolean) {
      const path = `${messagePath(roomId, id)}/reactions/${encodeURIComponent(emoji)}`
      return ask<{ message: Message }>(put ? 'PUT' : 'DELETE', path)
    },
    describeFile: (id: string, alt: string) =>
      ask<{ file: FileInfo }>('PATCH', filePath(id), { alt }),
    discardFile: (id: string) => ask<null>('DELETE', filePath(id)),
    /** @param asked see `asks` of the lobby. */
    async changes(roomId: string, cursor: string, asked = ''): Promise<Polled> {
      const path = `${roomPath(roomId)}/changes?after=${encodeURIComponent(cursor)}${asked}`
      const extra = isHidden() ? { headers: hidden } : {}
      const reply = await exchange('GET', path, undefined, extra)
      if (!reply?.ok) return refused(reply)
      const answer = await answerOf<Changes>(reply)
      return answer.ok ? { ...answer, number: reply.headers.get(newsHeader) } : answer
    },
    /** Why a room is not listed any more; undefined if that cannot be found out. */
    async fateOf(roomId: string): Promise<Refusal | undefined> {
      const reply = await exchange('GET', `${roomPath(roomId)}/messages?limit=1`)
      return reply?.ok ? undefined : refusalOf(reply)
    },
    /** Sent even while the page is being closed. */
    markRead: (roomId: string, marker: ReadMarker) =>
      ask<null>('PUT', `${roomPath(roomId)}/read`, marker, { keepalive: true }),
  }
}

const roomPath = (id: string) => `/api/rooms/${encodeURIComponent(id)}`
const filePath = (id: string) => `/api/files/${encodeURIComponent(id)}`
const messagePath = (roomId: string, id: string) =>
  `${roomPath(roomId)}/messages/${encodeURIComponent(id)}`

type Reply = Awaited<ReturnType<Fetch>>

async function answerOf<T>(reply: Reply): Promise<Answer<T>> {
  try {
    const value: unknown = reply.status === 204 ? null : await reply.json()
    return isOurs<T>(value) ? { ok: true, value } : { ok: false, refusal: unreachable }
  } catch {
    return { ok: false, refusal: unreachable }
  }
}

/**
 * The server builds its answers from the schemas that `T` is inferred from, and a test holds it to
 * them; carrying the schemas' validator to every browser would cost more than the rest of the page.
 */
function isOurs<T>(value: unknown): value is T {
  return typeof value === 'object'
}

async function refusalOf(reply: Reply | null): Promise<Refusal> {
  if (!reply) return unreachable
  const problem = await answerOf<Partial<Refusal> | null>(reply)
  // A proxy in between may answer in words of its own; only the codes that we know are Parlor's.
  if (!problem.ok || !problem.value?.code || !Object.hasOwn(knownCodes, problem.value.code)) {
    return unreachable
  }
  const { code, title, errors, room, deletedBy, reason, message, until, detail } = problem.value
  const seconds = Number.parseInt(reply.headers.get('retry-after') ?? '', 10)
  return {
    code,
    title: title ?? '',
    errors: errors ?? [],
    ...(room && { room }),
    ...(deletedBy && { deletedBy }),
    ...(until && { until }),
    ...(code === 'banned' && { detail }),
    ...(reason && { reason }),
    ...(message && { message }),
    ...(seconds >= 0 && { retryAfter: seconds * 1000 }),
  }
}
