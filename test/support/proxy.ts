import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface Ways {
  /** The path that is asked of the server, for the one that the client asked for. */
  path?: (path: string) => string
  /** The headers that the server gets, for those of the client. */
  headers?: (headers: IncomingHttpHeaders) => Record<string, string | string[] | undefined>
  /** Other servers, by what the paths begin with that it has for them. */
  elsewhere?: Record<string, { readonly url: string }>
}

/** A web server in front of `target`, as somebody may have set it up. */
export async function aProxy(
  target: { readonly url: string },
  { path = (same) => same, headers = (same) => ({ ...same }), elsewhere = {} }: Ways,
): Promise<{ url: string }> {
  const server = createServer((incoming, answer) => {
    const { method, url = '/' } = incoming
    const other = Object.entries(elsewhere).find(([begin]) => url.startsWith(begin))?.[1]
    const onward = request(
      new URL(path(url), (other ?? target).url),
      { method, headers: headers(incoming.headers), setHost: false },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers)
        response.pipe(answer)
      },
    )
    onward.on('error', () => answer.destroy())
    incoming.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
}
