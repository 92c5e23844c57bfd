/** Keeps cookies as a browser does, as far as one origin and one path need it. */
export class CookieJar {
  readonly #cookies = new Map<string, string>()

  /** Takes in the `Set-Cookie` headers of a reply. */
  keep(headers: string[]): void {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (attributes.some(isInThePast)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
  }

  /** The `Cookie` header to send; empty when there are none. */
  header(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** The bare values: what must stay secret. */
  values(): string[] {
    return [...this.#cookies.values()]
  }
}

function isInThePast(attribute: string): boolean {
  const [name = '', value = ''] = attribute.split('=')
  if (/^max-age$/i.test(name)) return Number(value) <= 0
  return /^expires$/i.test(name) && Date.parse(value) <= Date.now()
}
