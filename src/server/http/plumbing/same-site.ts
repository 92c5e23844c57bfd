import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Refusal } from '../../../protocol/refusal.ts'
import type { Hint } from './hints.ts'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

const remedy =
  'If this is Parlor’s own page: the web server in front has to pass on the host ' +
  '(in nginx “proxy_set_header Host $http_host;”), or name it in X-Forwarded-Host and be one of ' +
  'TRUSTED_PROXIES.'

/**
 * Refuses writes that another site made a browser send (OWASP, Cross-Site Request Forgery
 * Prevention: Fetch Metadata first, then Origin). Clients that are no browsers send neither header.
 * @throws Refusal `cross_site`
 */
export function refuseOtherSites(app: FastifyInstance, hint: Hint): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const say = reading.has(request.method) ? 'own' : sayOf(request)
    switch (say) {
      case 'own':
        return done()
      case 'foreign':
        throw new Refusal('cross_site')
      case 'other host':
        hint(
          'cross_site',
          { origin: request.headers.origin, host: request.site.host },
          `A write was refused because its Origin is not at the host that it was sent to. ${remedy}`,
        )
        throw new Refusal('cross_site', { detail: remedy })
      default:
        say satisfies never
    }
  })
}

function sayOf(request: FastifyRequest): 'own' | 'foreign' | 'other host' {
  const site = request.headers['sec-fetch-site']
  // No page can set this header. The browser knows its own address, whatever a proxy made of it.
  if (site === 'same-origin') return 'own'
  if (site !== undefined && site !== 'none') return 'foreign'
  const { origin } = request.headers
  if (origin === undefined) return 'own'
  if (!URL.canParse(origin)) return 'foreign'
  // The host alone: behind a proxy that ends TLS, the scheme that we see may be another.
  return new URL(origin).host === request.site.host ? 'own' : 'other host'
}
