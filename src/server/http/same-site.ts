import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../protocol/refusal.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses writes that another site made a browser send (OWASP, Cross-Site Request Forgery
 * Prevention: Fetch Metadata first, then Origin). Clients that are no browsers send neither header.
 * @throws Refusal `cross_site`
 */
export function refuseOtherSites(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => {
    if (!reading.has(request.method) && comesFromElsewhere(request)) {
      throw new Refusal('cross_site')
    }
  })
}

function comesFromElsewhere(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  const { origin } = request.headers
  if (origin === undefined) return false
  // The host alone: behind a proxy that ends TLS, the scheme that we see may be another.
  return !URL.canParse(origin) || new URL(origin).host !== request.host
}
