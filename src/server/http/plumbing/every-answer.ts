import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Site, SiteOf } from './site.ts'

/** A year; for this host only, not for others of the domain. */
const hsts = `max-age=${365 * 24 * 60 * 60}`

/** Of every answer that goes out by HTTPS. */
export const secureHeaders = { 'strict-transport-security': hsts }
const usualHeaders = { 'x-content-type-options': 'nosniff' }
const headersByHttps = { ...usualHeaders, ...secureHeaders }

/** What every answer of this server carries, whatever part of it answers. */
export interface EveryAnswer {
  /** Gives it to an answer that somebody else will write. */
  prepare(request: IncomingMessage, response: ServerResponse): void
  /** For an answer to what never became a request: `packet` is all that is known of it. */
  headersOn(socket: Socket, packet: string): Record<string, string>
}

export function createEveryAnswer(siteOf: SiteOf): EveryAnswer {
  return {
    prepare(request, response) {
      const site = siteOf(request)
      request.socket[lastSite] = site
      for (const [name, value] of Object.entries(headersOf(site))) response.setHeader(name, value)
    },
    headersOn(socket, packet) {
      const forwarded = forwardedIn(packet)
      const site =
        forwarded === undefined
          ? socket[lastSite]
          : siteOf({ headers: forwarded, socket, httpVersionMinor: 1 })
      return headersOf(site)
    },
  }
}

function headersOf(site: Site | undefined): Record<string, string> {
  return site?.isSecure ? headersByHttps : usualHeaders
}

/** Whether a proxy says how the client reached it; a packet may also be from the middle of headers. */
function forwardedIn(packet: string): { 'x-forwarded-proto': string } | undefined {
  const [, protocol] = /\r\nx-forwarded-proto: *([^\r\n]*)/i.exec(packet) ?? []
  return protocol === undefined ? undefined : { 'x-forwarded-proto': protocol }
}

/** Under which site the last request on a connection came, but for polls of the fast path. */
const lastSite = Symbol('last site')
declare module 'node:net' {
  interface Socket {
    [lastSite]?: Site
  }
}
