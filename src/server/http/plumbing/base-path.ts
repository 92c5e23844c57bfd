import type { IncomingMessage, ServerResponse } from 'node:http'

/** Takes the base path off a request's address; true: it has answered the request itself. */
export type BasePath = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * For a Parlor that is reached below a path of its host. Some proxies pass on the whole address, others
 * take the path off first; so it is taken off where it stands, and no route ever sees it.
 */
export function createBasePath(basePath: string): BasePath {
  if (basePath === '') return () => false

  return (request, response) => {
    const { url = '' } = request
    if (!url.startsWith(basePath)) return false
    const rest = url.slice(basePath.length)
    if (rest.startsWith('/')) request.url = rest
    const isBare = rest === '' || rest.startsWith('?')
    if (!isBare || (request.method !== 'GET' && request.method !== 'HEAD')) return false
    // Without its slash the path is outside the cookie's and the service worker's.
    response.writeHead(308, { location: `${basePath}/${rest}`, 'content-length': 0 }).end()
    return true
  }
}

/** The built page, whose addresses are relative to what it is served below. */
export function completePage(html: string, basePath: string): string {
  return html
    .replaceAll(/ (src|href)="\.\//g, ` $1="${basePath}/`)
    .replace('data-base=""', `data-base="${basePath}"`)
}
