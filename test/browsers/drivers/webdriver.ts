/** One session of W3C WebDriver: https://www.w3.org/TR/webdriver2/#endpoints */
export class WebDriver {
  readonly version: string
  readonly #address: string
  /** Commands go to the window that was switched to last: whoever switches, has it until they are done. */
  #turn: Promise<unknown> = Promise.resolve()

  /** @param capabilities of the browser that is wanted */
  static async start(server: string, capabilities: object): Promise<WebDriver> {
    const asked = { capabilities: { alwaysMatch: capabilities } }
    const session = await ask<{ sessionId: string; capabilities: { browserVersion: string } }>(
      `${server}/session`,
      asked,
    )
    const { browserVersion } = session.capabilities
    return new WebDriver(`${server}/session/${session.sessionId}`, browserVersion)
  }

  private constructor(address: string, version: string) {
    this.#address = address
    this.version = version
  }

  get<Result>(command: string): Promise<Result> {
    return ask(`${this.#address}/${command}`)
  }

  post<Result>(command: string, body: object = {}): Promise<Result> {
    return ask(`${this.#address}/${command}`, body)
  }

  /** Runs commands in one of the session's windows. */
  inWindow<Result>(handle: string, commands: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(async () => {
      await this.post('window', { handle })
      return commands()
    })
    this.#turn = done.catch(() => {})
    return done
  }

  async close(): Promise<void> {
    await fetch(this.#address, { method: 'DELETE' })
  }
}

/** @throws the driver's error, in its words */
async function ask<Result>(address: string, body?: object): Promise<Result> {
  const reply = await fetch(
    address,
    body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
  )
  const { value } = (await reply.json()) as { value: Result & { error: string; message: string } }
  if (!reply.ok) throw new Error(`${address}: ${value.error}: ${value.message}`)
  return value
}
