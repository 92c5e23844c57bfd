import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../../protocol/refusal.ts'
import { deviceLifetime } from '../../domain/devices.ts'
import type { LiveSession } from '../../domain/live/live-person.ts'
import type { Origin } from '../../domain/origin.ts'
import type { Parlor } from '../../domain/parlor.ts'
import { sessionLimits } from '../../domain/sessions.ts'
import { addressOf, networkOf } from './addresses.ts'

declare module 'fastify' {
  interface FastifyRequest {
    session: LiveSession
    /** The name of the cookie that the session was found by. */
    sessionCookie: string | undefined
  }
}

/** Routes that are registered after this need a session, and find it in `request.session`. */
export function requireSession(app: FastifyInstance, parlor: Parlor): void {
  app.decorateRequest('session')
  const strangers = app.limit('stranger')
  // Without a promise where nothing is waited for: each costs a post as much as all that the hook does.
  app.addHook('onRequest', (request, _reply, done) => {
    if (isOfKnownSession(request, parlor)) done()
    else app.inTurn(request, () => lookUp(request).then(() => done(), done))
  })
  // Its body may have arrived seconds later. What is written asks once more, in its transaction.
  app.addHook('preValidation', (request, _reply, done) => {
    if (request.session.isKnown) done()
    else lookUpAgain(request).then(() => done(), done)
  })

  async function lookUp(request: FastifyRequest): Promise<void> {
    request.session = await findSession(request, parlor).catch(async (refusal) => {
      for (const count of strangers) await count(request)
      throw refusal
    })
  }

  async function lookUpAgain(request: FastifyRequest): Promise<void> {
    request.session = await findSession(request, parlor)
  }
}

/** Whether this Parlor's cookie is of a session in memory, as mostly it is. It is the request's then. */
function isOfKnownSession(request: FastifyRequest, parlor: Parlor): boolean {
  const { site, cookies } = request
  const name = cookies[site.cookie] === undefined ? site.formerCookie : site.cookie
  const session = parlor.knownSession(cookies[name] ?? '')
  if (!session) return false
  request.session = session
  request.sessionCookie = name
  return true
}

/** So many cookies are looked up at most: those of other Parlors on this host come along with ours. */
const mostTried = 5

/**
 * The session of whoever asks.
 * @throws Refusal `not_logged_in`
 */
export async function findSession(request: FastifyRequest, parlor: Parlor): Promise<LiveSession> {
  for (const name of sessionCookies(request)) {
    const session = await parlor.sessionOf(request.cookies[name]).catch(nothingIfNotLoggedIn)
    if (!session) continue
    request.sessionCookie = name
    return session
  }
  throw new Refusal('not_logged_in')
}

/** The token that the browser sent, if any: of several, the one that is this Parlor's by its name. */
export function tokenOf(request: FastifyRequest): string | undefined {
  const [name] = sessionCookies(request)
  return name === undefined ? undefined : request.cookies[name]
}

/**
 * The names of the cookies that may be a session's here: that of this port, the one from before the name
 * had a port in it, and those of other ports, at which there may be another process on the same data.
 */
function sessionCookies({ site, cookies }: FastifyRequest): string[] {
  const { cookie, formerCookie } = site
  const others = Object.keys(cookies).filter(
    (name) => name.startsWith(`${formerCookie}-`) || name.startsWith(`${formerCookie}+`),
  )
  return [...new Set([cookie, formerCookie, ...others])]
    .filter((name) => cookies[name] !== undefined)
    .slice(0, mostTried)
}

function nothingIfNotLoggedIn(error: unknown): undefined {
  if (!(error instanceof Refusal) || error.code !== 'not_logged_in') throw error
}

/** Gives the browser what it is known by: its session, and the account's device. */
export function setCookies(
  request: FastifyRequest,
  reply: FastifyReply,
  { token, deviceToken }: { token: string; deviceToken: string },
) {
  setSessionCookie(request, reply, token)
  return setDeviceCookie(request, reply, deviceToken)
}

export function setSessionCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  token: string,
): void {
  reply.setCookie(request.site.cookie, token, {
    ...attributes(request),
    maxAge: sessionLimits.absolute / 1000,
  })
}

/** Sent with log-ins only; it outlives sessions and is worth nothing without the password. */
export function setDeviceCookie(request: FastifyRequest, reply: FastifyReply, token: string) {
  return reply.setCookie(deviceCookieName(request), token, {
    ...attributes(request),
    path: `${request.site.path}api/session`,
    maxAge: deviceLifetime / 1000,
  })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply) {
  const { site, sessionCookie } = request
  const { cookie, formerCookie } = site
  // The session that ended may have another; what else there is may be another Parlor's.
  if (sessionCookie !== undefined && sessionCookie !== cookie) {
    const path = sessionCookie === formerCookie ? '/' : attributes(request).path
    reply.clearCookie(sessionCookie, { ...attributes(request), path })
  }
  return reply.clearCookie(cookie, attributes(request))
}

/** Where a request comes from, for what is kept and counted of it. */
export function originOf(request: FastifyRequest): Origin {
  const address = addressOf(request)
  return {
    host: request.site.host,
    address,
    network: networkOf(address),
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 255),
    sessionToken: tokenOf(request),
    deviceToken: request.cookies[deviceCookieName(request)],
  }
}

/** `__Host-` would have it sent with every poll. It begins with nothing that a session's does. */
function deviceCookieName({ site }: FastifyRequest): string {
  const prefix = site.isSecure ? '__Secure-device-' : 'device-'
  return prefix + site.cookie.replace('__Host-', '')
}

/** A name that begins with `__Host-` is taken from this host alone, and only for all of its paths. */
function attributes({ site }: FastifyRequest) {
  const { isSecure, path } = site
  return { httpOnly: true, sameSite: 'lax', path: isSecure ? '/' : path, secure: isSecure } as const
}
