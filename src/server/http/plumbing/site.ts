import type { IncomingMessage } from 'node:http'
import { hostname } from 'node:os'
import proxyAddr from '@fastify/proxy-addr'
import type { Config } from '../../config.ts'
import { authorityOf, createIsServed } from './hosts.ts'

/** What a request says of the site that the browser takes this for. */
export interface Site {
  /** The host, with its port if that is not the usual one: what an `Origin` of ours ends in. */
  host: string
  /** Whether it came by HTTPS. */
  isSecure: boolean
  /** `foreign`: under a name that is not ours. `unreadable`: under none, or several. */
  standing: 'served' | 'foreign' | 'unreadable'
  /** The name of the session's cookie there, and the one that it had before it named the port. */
  cookie: string
  formerCookie: string
  /** What Parlor is reached below, with a slash at the end. */
  path: string
}

/** The whole address of a page, as the browser that asks would have it. */
export function addressAt({ isSecure, host, path }: Site, page: string): string {
  return `${isSecure ? 'https' : 'http'}://${host || 'localhost'}${path}${page}`
}

/** A request, as far as its site depends on it; the same site is the same object. */
export type SiteOf = (
  request: Pick<IncomingMessage, 'headers' | 'socket' | 'httpVersionMinor'>,
) => Site

/** So many sites are remembered; more have only those who try names out. */
const mostKept = 200

/**
 * @param settings `trustedProxies` are believed what they forward: `X-Forwarded-Host` in place of `Host`,
 * and `X-Forwarded-Proto`. What came to them by HTTPS came under a name that they have a certificate for.
 */
export function createSiteOf(
  settings: Pick<Config, 'trustedProxies' | 'host' | 'allowedHosts' | 'basePath'>,
): SiteOf {
  const isServed = createIsServed([
    hostname().toLowerCase(),
    settings.host.toLowerCase(),
    ...settings.allowedHosts,
  ])
  const isTrusted =
    settings.trustedProxies.length === 0
      ? () => false
      : proxyAddr.compile([...settings.trustedProxies])
  const kept = { http: new Map<string, Site>(), https: new Map<string, Site>() }

  const siteAt = (hosts: string, isSecure: boolean): Site => {
    const sites = isSecure ? kept.https : kept.http
    const known = sites.get(hosts)
    if (known) return known
    const site = newSite(hosts, isSecure)
    if (sites.size >= mostKept) sites.clear()
    sites.set(hosts, site)
    return site
  }

  /** @param hosts `Host`, and behind a line break the one that was forwarded */
  const newSite = (hosts: string, isSecure: boolean): Site => {
    const authorities = hosts.split('\n').map(authorityOf)
    const last = authorities.at(-1)
    const host = hosts.slice(hosts.lastIndexOf('\n') + 1).toLowerCase()
    const usual = isSecure ? '443' : '80'
    const port = !last?.port || last.port === usual ? '' : `-${last.port}`
    // Browsers share cookies between ports and send them to every path: the name keeps them apart.
    const place = port + settings.basePath.replaceAll('/', '+')
    const formerCookie = isSecure ? '__Host-parlor' : 'parlor'
    return {
      host,
      isSecure,
      standing: standingOf(authorities.map((authority) => authority?.name)),
      cookie: formerCookie + place,
      formerCookie,
      path: `${settings.basePath}/`,
    }

    function standingOf(names: (string | undefined)[]): Site['standing'] {
      if (names.some((name) => name === undefined)) return 'unreadable'
      // A forwarded name does not make good a foreign one: some proxies pass on what clients claim.
      const isOurs = names.every((name) => name !== undefined && isServed(name))
      return isOurs || isSecure ? 'served' : 'foreign'
    }
  }

  /** HTTP/1.0 knows requests without a host. Browsers name one always. */
  const nameless: Site = { ...newSite('localhost', false), host: '' }

  return ({ headers, socket, httpVersionMinor }) => {
    const host = headers.host ?? ''
    if (host === '' && httpVersionMinor === 0) return nameless
    const protocol = headers['x-forwarded-proto']
    const forwarded = headers['x-forwarded-host']
    if (protocol === undefined && forwarded === undefined) return siteAt(host, false)
    if (!isTrusted(socket.remoteAddress ?? '', 0)) return siteAt(host, false)
    const isSecure = lastOf(protocol) === 'https'
    const forwardedHost = lastOf(forwarded)
    return siteAt(forwardedHost ? `${host}\n${forwardedHost}` : host, isSecure)
  }
}

/** The value that the nearest proxy set. */
function lastOf(header: string | string[] | undefined): string | undefined {
  return header === undefined ? undefined : String(header).split(',').at(-1)?.trim()
}
