import { CookieJar } from './cookie-jar.ts'
import { type Reply, toReply } from './reply.ts'

/** A browser profile that talks to Parlor over HTTP and gives the bare replies. */
export class Client {
  readonly cookies: CookieJar
  readonly parlor: { readonly url: string }

  /** @param cookies of the browser, if it has been elsewhere before */
  constructor(parlor: { readonly url: string }, cookies = new CookieJar()) {
    this.cookies = cookies
    this.parlor = parlor
  }

  /** `json` may be anything at all; undefined sends no body. */
  send(method: string, path: string, json?: unknown, headers?: Record<string, string>) {
    if (json === undefined) return this.sendRaw(method, path, null, headers)
    const type = { 'content-type': 'application/json' }
    return this.sendRaw(method, path, JSON.stringify(json), { ...type, ...headers })
  }

  async sendRaw(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | null,
    headers: Record<string, string> = {},
  ): Promise<Reply> {
    const url = new URL(this.parlor.url + path)
    const cookie = this.cookies.header(url.pathname)
    const response = await fetch(url, {
      method,
      body,
      headers: cookie === '' ? headers : { cookie, ...headers },
      redirect: 'manual',
    })
    this.cookies.keep(response.headers.getSetCookie())
    return toReply(`${method} ${path}`, response)
  }

  /** Sends a form with one file, as a browser does. */
  async sendFile(path: string, name: string, bytes: Uint8Array<ArrayBuffer> | string) {
    const body = new FormData()
    body.append('file', new Blob([bytes]), name)
    const headers = { cookie: this.cookies.header('/api/') }
    const response = await fetch(this.parlor.url + path, { method: 'POST', body, headers })
    return toReply(`POST ${path}`, response)
  }

  /** What is answered, as bytes. */
  async fetch(path: string, headers: Record<string, string> = {}) {
    const cookie = this.cookies.header('/api/')
    const response = await fetch(this.parlor.url + path, {
      headers: cookie === '' ? headers : { cookie, ...headers },
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes }
  }
}
