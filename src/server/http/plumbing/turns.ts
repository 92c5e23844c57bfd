import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How many requests may wait for the answers before theirs: each costs a few kilobytes. */
export interface Places {
  onConnection: number
  inAll: number
}

const usualPlaces: Places = { onConnection: 512, inAll: 1024 }

/**
 * Has pipelined requests (RFC 9112, 9.3.2) answered one after the other: each only when the client's
 * system has taken the answer before it, and never two in the same turn of the event loop. Else one
 * packet full of requests would have all their answers made at once, and everybody wait for that.
 *
 * A connection with more of them than there are places is closed; browsers do not pipeline.
 */
export function inTurn(answer: RequestListener, places: Places = usualPlaces): RequestListener {
  const waitingOn = new Map<Socket, number>()
  let inAll = 0

  function take(socket: Socket): void {
    const waiting = waitingOn.get(socket)
    if (waiting === undefined) {
      socket.once('close', () => {
        inAll -= waitingOn.get(socket) ?? 0
        waitingOn.delete(socket)
      })
    }
    waitingOn.set(socket, (waiting ?? 0) + 1)
    inAll += 1
  }

  function answerWaiting(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request
    const waiting = waitingOn.get(socket)
    if (waiting === undefined || socket.destroyed) return
    waitingOn.set(socket, waiting - 1)
    inAll -= 1
    // Only the last of them can have a body that is still to come.
    if (waiting === 1) socket.resume()
    void answer(request, response)
  }

  return (request, response) => {
    // node:http gives an answer its socket as soon as the one before has gone out.
    if (response.socket !== null) return answer(request, response)
    const { socket } = request
    if (socket.destroyed) return
    if (inAll >= places.inAll || (waitingOn.get(socket) ?? 0) >= places.onConnection) {
      socket.destroy()
      return
    }
    take(socket)
    socket.pause()
    response.once('socket', () => setImmediate(answerWaiting, request, response))
  }
}

/**
 * Has node:http make nothing of what stands behind a request for which a connection was closed: in one
 * read there may be two thousand more, of each of which it would keep a request and an answer until the
 * event loop turns (500 MB for 1,900 connections).
 */
export function readNoFurtherOnceClosed(server: Server): void {
  server.on('connection', (socket: Socket) => {
    const { parser } = socket
    const takeIn = parser?.onIncoming
    if (!takeIn) return
    parser.onIncoming = (request, keepsAlive) =>
      socket.destroyed ? readNoFurther : takeIn(request, keepsAlive)
  })
}

/** What node:http itself answers its parser where another protocol begins. */
const readNoFurther = 2

declare module 'node:net' {
  interface Socket {
    /** node:http's, set anew for each connection; where there is none any more, nothing is lost but memory. */
    parser?: { onIncoming?: ((request: IncomingMessage, keepsAlive: boolean) => number) | null }
  }
}
