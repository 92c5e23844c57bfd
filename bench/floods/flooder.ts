import { randomUUID } from 'node:crypto'
import type { Person } from '../load/requests.ts'
import { request } from '../load/requests.ts'
import { enter } from '../visits.ts'

/** A request that is taken: bytes and their type, or JSON. */
export interface Ask {
  method: string
  path: string
  json?: unknown
  bytes?: Buffer
  headers?: Record<string, string>
}

interface Answer {
  status: number
  headers: Headers
  text: string
}

/** Somebody with an account of their own, in a room with many, who has a room of their own besides. */
export interface Flooder {
  id: string
  username: string
  password: string
  /** Where all the others are. */
  room: string
  /** A private room that they made, with a friend in it. */
  own: string
  friend: { id: string; username: string }
  /** Whoever owns the instance. */
  owner: Person
  /** @throws Error if it is refused */
  ask(ask: Ask): Promise<Answer>
  /** The member with this name of what it answered. */
  told(ask: Ask, ...path: string[]): Promise<string>
  askAs(person: Pick<Person, 'cookie'>, ask: Ask): Promise<Answer>
  /** As it goes over the line. */
  written(ask: Ask): string
}

/** @param host somebody who is in the room with many. */
export async function createFlooder(port: number, host: Person, owner: Person): Promise<Flooder> {
  const password = `parlor ${randomUUID()}`
  const flooder = await signUp(port, password)
  const friend = await signUp(port, password)
  const askAs = (who: Pick<Person, 'cookie'>, ask: Ask) => send(port, who.cookie, ask)
  const ask = (what: Ask) => askAs(flooder, what)
  const told = async (what: Ask, ...path: string[]) => {
    const { text } = await ask(what)
    return String(path.reduce((value, name) => value[name], JSON.parse(text)))
  }
  const json = { name: `Own ${randomUUID().slice(0, 18)}`, kind: 'private' }
  const own = await told({ method: 'POST', path: '/api/rooms', json }, 'room', 'id')
  const code = await told(
    { method: 'POST', path: `/api/rooms/${own}/invites`, json: {} },
    'invite',
    'code',
  )
  await askAs(friend, { method: 'POST', path: `/api/invites/${code}` })
  await enter(port, { ...flooder, roomId: host.roomId })
  await enter(port, { ...owner, roomId: host.roomId })
  const { id, username, cookie } = flooder
  return {
    ...{ id, username, password, room: host.roomId, own, friend, owner, ask, told, askAs },
    written: (what) => written(port, cookie, what),
  }
}

async function signUp(port: number, password: string) {
  const username = `flooder ${randomUUID().slice(0, 13)}`
  const json = { username, password }
  const { text, headers } = await send(port, '', { method: 'POST', path: '/api/accounts', json })
  const cookie = headers.getSetCookie().map((line) => line.split(';')[0])
  return { id: String(JSON.parse(text).user.id), username, cookie: cookie.join('; ') }
}

async function send(port: number, cookie: string, { method, path, ...rest }: Ask): Promise<Answer> {
  const { json, bytes, headers = {} } = rest
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      ...headers,
      ...(json !== undefined && { 'content-type': 'application/json' }),
      cookie,
    },
    ...((json !== undefined || bytes) && {
      body: bytes ? new Uint8Array(bytes) : JSON.stringify(json),
    }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
  return { status: response.status, headers: response.headers, text }
}

/** A byte a character. */
function written(
  port: number,
  cookie: string,
  { method, path, json, bytes, headers }: Ask,
): string {
  if (!bytes && !headers) return request(method, path, { port, cookie, json }).toString('latin1')
  const lines = [
    `${method} ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    `Origin: http://127.0.0.1:${port}`,
    `Content-Length: ${bytes?.length ?? 0}`,
    ...Object.entries(headers ?? {}).map(([name, value]) => `${name}: ${value}`),
    `Cookie: ${cookie}`,
  ]
  return `${lines.join('\r\n')}\r\n\r\n${bytes?.toString('latin1') ?? ''}`
}
