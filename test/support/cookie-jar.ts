/** Keeps cookies as a browser does, as far as one origin needs it. */
export class CookieJar {
  readonly #cookies = new Map<string, { value: string; path: string }>()

  /** Takes in the `Set-Cookie` headers of a reply. */
  keep(headers: string[]): void {
    for (const header of headers) {
      const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
      const [name = '', value = ''] = pair.split(/=(.*)/s)
      if (attributes.some(isInThePast)) this.#cookies.delete(name)
      else this.#cookies.set(name, { value, path: pathOf(attributes) })
    }
  }

  /** The `Cookie` header to send to a path; empty when there are none. */
  header(to = '/'): string {
    return [...this.#cookies]
      .filter(
        ([_, { path }]) => to === path || to.startsWith(path.endsWith('/') ? path : `${path}/`),
      )
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ')
  }

  /** The bare values: what must stay secret. */
  values(): string[] {
    return [...this.#cookies.values()].map(({ value }) => value)
  }
}

function pathOf(attributes: string[]): string {
  return attributes.find((each) => /^path=/i.test(each))?.slice('path='.length) ?? '/'
}

function isInThePast(attribute: string): boolean {
  const [name = '', value = ''] = attribute.split('=')
  if (/^max-age$/i.test(name)) return Number(value) <= 0
  return /^expires$/i.test(name) && Date.parse(value) <= Date.now()
}
