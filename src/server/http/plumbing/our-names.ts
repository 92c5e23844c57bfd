import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../../protocol/refusal.ts'
import type { Hint } from './hints.ts'
import { authorityOf } from './hosts.ts'
import { plainPage, plainPageHeaders } from './plain-page.ts'
import { apiHeaders, sendRefusal } from './problems.ts'
import type { Site, SiteOf } from './site.ts'

declare module 'fastify' {
  interface FastifyRequest {
    site: Site
  }
}

/** Finds each request's site, and answers it only under a name that is ours. */
export function serveOurNamesOnly(app: FastifyInstance, siteOf: SiteOf, hint: Hint): void {
  app.decorateRequest('site')
  app.addHook('onRequest', (request, reply, done) => {
    if (!refuseOthers(request, reply, siteOf, hint)) done()
  })
}

/** For requests that Fastify refuses before any hook and route: an address whose escapes are broken. */
export function createRefuseAddress(siteOf: SiteOf, hint: Hint) {
  return (_: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    if (refuseOthers(request, reply, siteOf, hint)) return
    sendRefusal(reply.headers(apiHeaders), new Refusal('invalid_input'))
  }
}

/** @returns the answer, if the request is not to be served */
function refuseOthers(
  request: FastifyRequest,
  reply: FastifyReply,
  siteOf: SiteOf,
  hint: Hint,
): FastifyReply | undefined {
  const site = siteOf(request.raw)
  request.site = site
  switch (site.standing) {
    case 'served':
      return undefined
    case 'unreadable':
      return sendRefusal(reply.headers(apiHeaders), new Refusal('bad_request'))
    case 'foreign':
      return refuseName(request, reply, hint)
    default:
      return site.standing satisfies never
  }
}

function refuseName(request: FastifyRequest, reply: FastifyReply, hint: Hint): FastifyReply {
  const { host } = request.site
  const setting = `ALLOWED_HOSTS=${authorityOf(host)?.name}`
  hint(
    `host ${host}`,
    { host },
    `A request came under a name that is not ours. If it is: ${setting}`,
  )
  const isForPeople =
    !request.url.startsWith('/api/') && request.headers.accept?.includes('text/html')
  if (isForPeople) {
    const page = plainPage('misdirected', request.headers['accept-language'], setting)
    return reply.code(421).headers(plainPageHeaders).send(page)
  }
  const detail = `Parlor is not served under this name. If it should be, set ${setting} for the server.`
  return sendRefusal(reply.headers(apiHeaders), new Refusal('misdirected', { detail }))
}
