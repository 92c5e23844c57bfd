import { once } from 'node:events'

interface Answer {
  id: number | null
  type: 'success' | 'error' | 'event'
  result?: unknown
  error?: string
  message?: string
}

/** A connection of WebDriver BiDi: https://w3c.github.io/webdriver-bidi/#transport */
export class Bidi {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, (answer: Answer) => void>()
  #sent = 0

  static async connect(address: string): Promise<Bidi> {
    const socket = new WebSocket(address)
    await once(socket, 'open')
    return new Bidi(socket)
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => {
      const answer: Answer = JSON.parse(data)
      if (answer.id !== null) this.#waiting.get(answer.id)?.(answer)
    })
  }

  /** @throws the browser's error, in its words */
  async send<Result>(method: string, params: object): Promise<Result> {
    this.#sent += 1
    const id = this.#sent
    const answered = new Promise<Answer>((resolve) => this.#waiting.set(id, resolve))
    this.#socket.send(JSON.stringify({ id, method, params }))
    const { type, result, error, message } = await answered
    this.#waiting.delete(id)
    if (type === 'error') throw new Error(`${method}: ${error}: ${message}`)
    return result as Result
  }

  close(): void {
    this.#socket.close()
  }
}
