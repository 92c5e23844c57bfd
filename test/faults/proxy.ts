import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'

/** What becomes of one request. */
export type Fate =
  | { kind: 'passes' }
  /** It reaches the server, and the connection breaks before the reply is through. */
  | { kind: 'reply lost' }
  /** It never reaches the server. */
  | { kind: 'lost' }
  /** It reaches the server twice, at the same time. */
  | { kind: 'doubled' }
  /** It is late by so many ms, and others overtake it. */
  | { kind: 'late'; by: number }

/** What a request is, as far as its fate may depend on it. */
export interface Passing {
  /** 1, 2, 3, … in the order in which they came. */
  number: number
  method: string
  path: string
}

export interface Proxy {
  readonly url: string
  /** Decides from now on what becomes of each request. */
  decide(fate: (request: Passing) => Fate): void
}

/** A bad line to the server: a proxy that loses, doubles, delays and reorders. */
export async function aProxy(target: { readonly url: string }): Promise<Proxy> {
  let decide: (request: Passing) => Fate = () => ({ kind: 'passes' })
  let number = 0
  const server = createServer(async (incoming, outgoing) => {
    const body = Buffer.concat(await Array.fromAsync(incoming))
    number += 1
    const { method = 'GET', url: path = '/' } = incoming
    const fate = decide({ number, method, path })
    const send = () => forward(target.url, incoming, body)
    try {
      switch (fate.kind) {
        case 'passes':
          return answer(outgoing, await send())
        case 'reply lost':
          await send()
          return outgoing.destroy()
        case 'lost':
          return outgoing.destroy()
        case 'doubled': {
          const both = await Promise.all([send(), send()])
          return answer(outgoing, both[number % 2 === 0 ? 0 : 1] ?? both[0])
        }
        case 'late':
          await wait(fate.by)
          return answer(outgoing, await send())
        default:
          return fate satisfies never
      }
    } catch {
      // The server is not there, or went away in the middle: so does the line to the client.
      outgoing.destroy()
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    decide: (fate) => {
      decide = fate
    },
  }
}

interface Answer {
  reply: IncomingMessage
  body: Buffer
}

/** Headers are passed on as they are, the host's name too: the server is to see what a browser sent. */
function forward(target: string, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method, headers, url } = incoming
    const outgoing = request(new URL(url ?? '/', target), { method, headers, agent: false })
    outgoing.on('error', reject)
    outgoing.on('response', (reply) => {
      Array.fromAsync(reply).then(
        (chunks) => resolve({ reply, body: Buffer.concat(chunks) }),
        reject,
      )
    })
    outgoing.end(body)
  })
}

function answer(outgoing: ServerResponse, { reply, body }: Answer): void {
  outgoing.writeHead(reply.statusCode ?? 502, reply.rawHeaders).end(body)
}
