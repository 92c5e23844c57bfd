import { setTimeout as sleep } from 'node:timers/promises'
import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../../protocol/refusal.ts'
import { addressOf, networkOf } from './addresses.ts'
import { createOneATurn } from './one-a-turn.ts'
import { createCounts } from './rate-counts.ts'

const minute = 60_000

/** How often something may be asked for, and of whom that is counted. Times in ms. */
const limits = {
  // A class of forty behind one address signs up at once.
  signUp: { max: 60, timeWindow: minute, by: address },
  logIn: { max: 60, timeWindow: minute, by: address },
  resetPassword: { max: 30, timeWindow: minute, by: address },
  changeAccount: { max: 20, timeWindow: minute, by: person },
  // Each is told to everyone who has the person in memory.
  rename: { max: 10, timeWindow: 60 * minute, by: person },
  // A code that there is not is not found by trying: this is for whoever wonders how many there are.
  invite: { max: 60, timeWindow: minute, by: address },
  offerInvite: { max: 60, timeWindow: 60 * minute, by: person },
  report: { max: 20, timeWindow: minute, by: person },
  // It reads all that somebody ever wrote.
  export: { max: 6, timeWindow: 60 * minute, by: person },
  administer: { max: 120, timeWindow: minute, by: person },
  // Each is told to everyone who has the room in memory.
  changeRoom: { max: 60, timeWindow: minute, by: person },
  createRoom: { max: 60, timeWindow: minute, by: person },
  moderate: { max: 120, timeWindow: minute, by: person },
  post: { max: 50, timeWindow: 10_000, by: person },
  edit: { max: 50, timeWindow: 10_000, by: person },
  react: { max: 60, timeWindow: 10_000, by: person },
  upload: { max: 120, timeWindow: minute, by: person },
  // Each new address may take a push service's time, and so that of others, before it is known to rest.
  subscribe: { max: 20, timeWindow: minute, by: person },
  join: { max: 60, timeWindow: minute, by: person },
  // As often as somebody types and stops to think; forty of them leave a core to the polls.
  search: { max: 120, timeWindow: minute, by: person },
  history: { max: 600, timeWindow: minute, by: person },
  // Whatever else there is. Ten windows of one person, and forty people behind one address, never
  // come near it.
  read: { max: 1200, timeWindow: minute, by: whoever },
  write: { max: 600, timeWindow: minute, by: whoever },
  stranger: { max: 900, timeWindow: minute, by: address },
  page: { max: 12_000, timeWindow: minute, by: address },
} as const

export type Limited = keyof typeof limits

/** Of whom the counts are kept, for each limit; beyond, those who were counted longest ago go. */
const peopleCounted = 20_000

/**
 * Makes `app.limit(…)` known, and counts every request to a route that is registered from now on as
 * reading or as writing: no route is without a limit. With `enabled` false it limits nothing, but still
 * begins one request of a person in each turn of the event loop.
 */
export async function registerRateLimits(
  app: FastifyInstance,
  enabled: boolean,
  clock: () => number,
): Promise<void> {
  await app.register(rateLimit, { global: false, store: createCounts(clock, peopleCounted) })
  const checks = new Map(
    Object.entries(limits).map(([what, { max, timeWindow, by }]) => {
      return [what, app.createRateLimit({ max, timeWindow, keyGenerator: by })]
    }),
  )

  async function check(what: Limited, request: FastifyRequest): Promise<void> {
    const counted = await checks.get(what)?.(request)
    if (!counted || counted.isAllowed || !counted.isExceeded) return
    await refuseSlowly(new Refusal('too_many_requests', { retryAfter: counted.ttl / 1000 }))
  }

  const turns = createOneATurn()
  const inTurn = (request: FastifyRequest, start: () => void) =>
    turns.begin(whoever(request), start)

  app.decorate('inTurn', inTurn)
  app.decorate('limit', (what: Limited) =>
    enabled ? [async (request: FastifyRequest) => check(what, request)] : [],
  )
  app.addHook('onRoute', (route) => {
    // Last of the hooks that come before the body is read: by then it is known who asks.
    route.onRequest = [
      ...[route.onRequest ?? []].flat(),
      (request: FastifyRequest, _reply: FastifyReply, done: () => void) => inTurn(request, done),
      ...app.limit(kindOf(route)),
    ]
  })
}

function kindOf({ url, method }: { url: string; method: string | string[] }): Limited {
  if (!url.startsWith('/api')) return 'page'
  return [method].flat().every((each) => reading.has(each)) ? 'read' : 'write'
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Whoever asks on at once is answered as late as this: else refusals alone would fill a core; ms. */
const refuseAfter = 250
/** So many refusals a millisecond at the most, however many connections ask for them. */
const refusalsPerMs = 1
let refusing = 0

/** @throws the refusal, after a while. */
export async function refuseSlowly(refusal: Refusal): Promise<never> {
  refusing += 1
  await sleep(Math.max(refuseAfter, refusing / refusalsPerMs))
  refusing -= 1
  throw refusal
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Hooks for a route, `preHandler` or earlier, that refuse what is asked for too often. */
    limit(what: Limited): ((request: FastifyRequest) => Promise<void>)[]
    /** Waits for whoever asks (`one-a-turn.ts`): a person, if the session was found, else an address. */
    inTurn(request: FastifyRequest, start: () => void): void
  }
}

/** A person who is logged in, and otherwise an address. */
function whoever(request: FastifyRequest): string {
  return request.session?.actor.id ?? address(request)
}

function address(request: FastifyRequest): string {
  return networkOf(addressOf(request))
}

function person(request: FastifyRequest): string {
  return request.session.actor.id
}
