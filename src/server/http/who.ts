import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { LiveSession } from '../domain/live/people.ts'
import type { Parlor } from '../domain/parlor.ts'
import { sessionLimits } from '../domain/sessions.ts'

declare module 'fastify' {
  interface FastifyRequest {
    session: LiveSession
  }
}

/** Routes that are registered after this need a session, and find it in `request.session`. */
export function requireSession(app: FastifyInstance, parlor: Parlor): void {
  app.decorateRequest('session')
  app.addHook('onRequest', async (request) => {
    request.session = await parlor.sessionOf(tokenOf(request))
  })
  // Its body may have arrived seconds later. What is written asks once more, in its transaction.
  app.addHook('preValidation', async (request) => {
    if (!request.session.isKnown) request.session = await parlor.sessionOf(tokenOf(request))
  })
}

/** The token that the browser sent, if any. */
export function tokenOf(request: FastifyRequest): string | undefined {
  return request.cookies[cookieName(request)]
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string) {
  return reply.setCookie(cookieName(request), token, {
    ...attributes(request),
    maxAge: sessionLimits.absolute / 1000,
  })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply) {
  return reply.clearCookie(cookieName(request), attributes(request))
}

/** Under HTTPS the name itself (`__Host-`) keeps the cookie from being set by another host. */
export const cookieNames = { plain: 'parlor', secure: '__Host-parlor' }

function cookieName(request: FastifyRequest): string {
  return isSecure(request) ? cookieNames.secure : cookieNames.plain
}

function attributes(request: FastifyRequest) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure(request) } as const
}

function isSecure(request: FastifyRequest): boolean {
  return request.protocol === 'https'
}

export function userAgentOf(request: FastifyRequest): string {
  return (request.headers['user-agent'] ?? '').slice(0, 255)
}
