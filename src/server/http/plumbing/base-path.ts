import type { IncomingMessage, ServerResponse } from 'node:http'

/**
 * For a Parlor that is reached below a path of its host. Some proxies pass on the whole address, others
 * take the path off first; so it is taken off where it stands, and no route ever sees it.
 * @returns `bare` for a page's address that is the path alone, without its slash.
 */
export function takeOffBase(request: IncomingMessage, basePath: string): 'bare' | undefined {
  const { url = '', method } = request
  if (basePath === '' || !url.startsWith(basePath)) return undefined
  const rest = url.slice(basePath.length)
  if (rest.startsWith('/')) request.url = rest
  const isBare = rest === '' || rest.startsWith('?')
  return isBare && (method === 'GET' || method === 'HEAD') ? 'bare' : undefined
}

/** Without its slash the path is outside the cookie's and the service worker's. */
export function leadToBase(
  { url = '' }: IncomingMessage,
  response: ServerResponse,
  basePath: string,
): void {
  const location = `${basePath}/${url.slice(basePath.length)}`
  response.writeHead(308, { location, 'content-length': 0 }).end()
}

/** The built page, whose addresses are relative to what it is served below. */
export function completePage(html: string, basePath: string): string {
  return html
    .replaceAll(/ (src|href)="\.\//g, ` $1="${basePath}/`)
    .replace('data-base=""', `data-base="${basePath}"`)
}
