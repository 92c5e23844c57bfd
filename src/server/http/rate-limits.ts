import { setTimeout as sleep } from 'node:timers/promises'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest, preHandlerAsyncHookHandler } from 'fastify'
import { Refusal } from '../../protocol/refusal.ts'

const minute = 60_000

/** How often something may be asked for, and of whom that is counted. Times in ms. */
const limits = {
  signUp: { max: 30, timeWindow: minute, by: address },
  logIn: { max: 60, timeWindow: minute, by: address },
  logInToAccount: { max: 20, timeWindow: minute, by: accountNamed },
  createRoom: { max: 60, timeWindow: minute, by: person },
  post: { max: 50, timeWindow: 10_000, by: person },
  join: { max: 60, timeWindow: minute, by: person },
  history: { max: 600, timeWindow: minute, by: person },
} as const

export type Limited = keyof typeof limits

/** `Retry-After` says all that a client needs. */
const quiet = {
  'x-ratelimit-limit': false,
  'x-ratelimit-remaining': false,
  'x-ratelimit-reset': false,
}

/** Makes `app.limit(…)` known. With `enabled` false it limits nothing. */
export async function registerRateLimits(app: FastifyInstance, enabled: boolean): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    addHeaders: quiet,
    addHeadersOnExceeding: quiet,
    errorResponseBuilder: (_request, { ttl }) =>
      new Refusal('too_many_requests', { retryAfter: ttl / 1000 }),
  })
  app.decorate('limit', (what: Limited) => {
    if (!enabled) return []
    const { max, timeWindow, by } = limits[what]
    return [slowlyRefusing(app.rateLimit({ max, timeWindow, keyGenerator: by }))]
  })
}

/** Whoever asks on at once is answered as late as this: else refusals alone would fill a core; ms. */
const refuseAfter = 250

function slowlyRefusing(limit: preHandlerAsyncHookHandler): preHandlerAsyncHookHandler {
  return async function (request, reply) {
    try {
      await limit.call(this, request, reply)
    } catch (refusal) {
      await sleep(refuseAfter)
      throw refusal
    }
  }
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Handlers for a route's `preHandler` that refuse what is asked for too often. */
    limit(what: Limited): preHandlerAsyncHookHandler[]
  }
}

function address(request: FastifyRequest): string {
  return request.ip
}

function person(request: FastifyRequest): string {
  return request.session.actor.id
}

function accountNamed(request: FastifyRequest): string {
  const { body } = request
  const name = typeof body === 'object' && body !== null && 'username' in body ? body.username : ''
  return String(name).normalize('NFKC').toLowerCase()
}
