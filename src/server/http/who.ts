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
  const { cookie, formerCookie } = request.site
  return request.cookies[cookie] ?? request.cookies[formerCookie]
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, token: string) {
  return reply.setCookie(request.site.cookie, token, {
    ...attributes(request),
    maxAge: sessionLimits.absolute / 1000,
  })
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply) {
  const { cookie, formerCookie } = request.site
  // The session that ends may have come under the former name; else that one is another Parlor's.
  if (request.cookies[cookie] === undefined && request.cookies[formerCookie] !== undefined) {
    reply.clearCookie(formerCookie, { ...attributes(request), path: '/' })
  }
  return reply.clearCookie(cookie, attributes(request))
}

/** A name that begins with `__Host-` is taken from this host alone, and only for all of its paths. */
function attributes({ site }: FastifyRequest) {
  const { isSecure, path } = site
  return { httpOnly: true, sameSite: 'lax', path: isSecure ? '/' : path, secure: isSecure } as const
}

export function userAgentOf(request: FastifyRequest): string {
  return (request.headers['user-agent'] ?? '').slice(0, 255)
}
