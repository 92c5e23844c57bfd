import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { Refusal } from '../../../protocol/refusal.ts'

/** Uploads of one person at a time: a browser sends six, and each holds a chunk or two in memory. */
const atMost = 8
/** In each such time, in ms, so many bytes have to come: a line that is slower carries no files. */
const window = 15_000
const leastBytes = 16 * 1024
/** What still comes of a body that was refused is let pass for so long, so that the answer is read; ms. */
const letPass = 10_000

const underWay = new Map<string, number>()
const receivingOn = new WeakSet<Socket>()

/** Whether a body is being received there at its own pace: longer than other requests may take. */
export function isReceiving(socket: Socket): boolean {
  return receivingOn.has(socket)
}

/**
 * Has a request's body received at the pace of its line, as long as it has one.
 * @throws Refusal `too_many_requests`, `request_timeout`, and what `work` throws
 */
export async function receive<T>(request: FastifyRequest, work: () => Promise<T>): Promise<T> {
  const { raw, session } = request
  const person = session.actor.id
  const own = underWay.get(person) ?? 0
  if (own >= atMost) throw new Refusal('too_many_requests', { retryAfter: 5 })
  underWay.set(person, own + 1)
  receivingOn.add(raw.socket)
  const pace = keepPace(raw)
  try {
    return await Promise.race([work(), pace.lost])
  } catch (error) {
    letRestPass(request)
    throw error
  } finally {
    pace.stop()
    receivingOn.delete(raw.socket)
    const left = (underWay.get(person) ?? 1) - 1
    if (left > 0) underWay.set(person, left)
    else underWay.delete(person)
  }
}

function keepPace(body: IncomingMessage): { lost: Promise<never>; stop(): void } {
  const lost = Promise.withResolvers<never>()
  lost.promise.catch(() => {})
  const { socket } = body
  let before = socket.bytesRead
  const timer = setInterval(() => {
    // All of it is there, or more than was read: a picture waits for those of others, for one.
    const isWaitingForUs = body.complete || body.readableLength > 0 || socket.isPaused()
    if (!isWaitingForUs && socket.bytesRead - before < leastBytes) {
      lost.reject(new Refusal('request_timeout'))
    }
    before = socket.bytesRead
  }, window)
  return { lost: lost.promise, stop: () => clearInterval(timer) }
}

/** Closed at once, the connection would be reset, and the client would never see why. */
function letRestPass({ raw }: FastifyRequest): void {
  if (raw.complete || raw.destroyed) return
  raw.unpipe()
  raw.resume()
  const end = setTimeout(() => raw.destroy(), letPass).unref()
  raw.once('close', () => clearTimeout(end))
}
