import { connect, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Person } from '../support/person.ts'

export interface RawReply {
  status: number
  headers: string
  body: Buffer
}

/** A bare connection, for what no HTTP client would do. It reads nothing before it is told to. */
export interface RawConnection {
  socket: Socket
  send(...requests: string[]): void
  /** Reads from now on, until there are so many answers, or the connection is closed. */
  replies(count: number): Promise<RawReply[]>
  /** Resolves when the server has closed it, which is only noticed by who reads. */
  closed: Promise<void>
}

export function aConnection({ url }: { readonly url: string }): RawConnection {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()))
  const chunks: Buffer[] = []
  let wake = (): void => {}
  let isClosed = false
  void closed.then(() => {
    isClosed = true
    wake()
  })
  socket.pause()

  return {
    socket,
    closed,
    send: (...requests) => void socket.write(requests.join('')),
    async replies(count) {
      if (socket.listenerCount('data') === 0) {
        socket.on('data', (bytes: Buffer) => {
          chunks.push(bytes)
          wake()
        })
        socket.resume()
      }
      const replies: RawReply[] = []
      let rest: Buffer = Buffer.alloc(0)
      while (replies.length < count) {
        if (chunks.length === 0) {
          if (isClosed) break
          await new Promise<void>((resolve) => {
            wake = resolve
          })
          continue
        }
        rest = Buffer.concat([rest, ...chunks.splice(0)])
        for (let found = firstReply(rest); found; found = firstReply(rest)) {
          replies.push(found.reply)
          rest = rest.subarray(found.length)
          if (replies.length === count) break
        }
      }
      if (rest.length > 0) chunks.unshift(rest)
      return replies
    },
  }
}

/** A whole request as this person would send it. */
export function asText(person: Person, method: string, path: string, json?: unknown): string {
  const body = json === undefined ? '' : JSON.stringify(json)
  const head = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${person.cookies.header()}\r\n`
  if (json === undefined) return `${head}\r\n`
  const length = Buffer.byteLength(body)
  return `${head}Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n${body}`
}

function firstReply(bytes: Buffer): { reply: RawReply; length: number } | undefined {
  const end = bytes.indexOf('\r\n\r\n')
  if (end === -1) return undefined
  const headers = bytes.toString('latin1', 0, end)
  const reply = { status: Number(headers.slice(9, 12)), headers }
  if (/\r\ntransfer-encoding: *chunked/i.test(headers)) {
    const chunked = chunksAt(bytes, end + 4)
    return chunked && { reply: { ...reply, body: chunked.body }, length: chunked.end }
  }
  const length = end + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(headers)?.[1] ?? 0)
  if (bytes.length < length) return undefined
  return { reply: { ...reply, body: bytes.subarray(end + 4, length) }, length }
}

/** A body of which nobody knew the length at its beginning (RFC 9112, 7.1); undefined while it is not whole. */
function chunksAt(bytes: Buffer, start: number): { body: Buffer; end: number } | undefined {
  const parts: Buffer[] = []
  for (let at = start; ; ) {
    const line = bytes.indexOf('\r\n', at)
    const from = line + 2
    const size = Number.parseInt(bytes.toString('latin1', at, line), 16)
    if (line === -1 || bytes.length < from + size + 2) return undefined
    if (size === 0) return { body: Buffer.concat(parts), end: from + 2 }
    parts.push(bytes.subarray(from, from + size))
    at = from + size + 2
  }
}
