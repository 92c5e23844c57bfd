import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** How many requests may wait for the answers before theirs: each costs a few kilobytes. */
export interface Places {
  onConnection: number
  inAll: number
}

const usualPlaces: Places = { onConnection: 512, inAll: 4096 }

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
