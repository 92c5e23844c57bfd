import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A Parlor of its own with an empty database, and how to end it. */
export async function startParlor() {
  const directory = await mkdtemp(join(tmpdir(), 'parlor-screenshots-'))
  const server = spawn(process.execPath, ['src/server/main.ts'], {
    env: {
      ...process.env,
      PORT: '0',
      RATE_LIMITS: 'off',
      DATABASE_URL: `sqlite:${join(directory, 'chat.db')}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface(server.stdout)) {
    const url = /http:\/\/[\w.:[\]]+/.exec(line)?.[0]
    if (url) return { url, directory, stop }
  }
  throw new Error('The server ended before it could be reached.')

  async function stop() {
    server.kill()
    await rm(directory, { recursive: true, force: true })
  }
}

/** Somebody who talks to the server without a browser. */
export class Guest {
  readonly #url: string
  readonly name: string
  cookie = ''

  constructor(url: string, name: string) {
    this.#url = url
    this.name = name
  }

  async signUp() {
    const reply = await this.#send('POST', '/api/accounts', {
      username: this.name,
      password: guestPassword,
    })
    this.cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    return this
  }

  async createRoom(name: string): Promise<string> {
    const reply = await this.#send('POST', '/api/rooms', { name })
    const { room }: { room: { id: string } } = JSON.parse(await reply.text())
    return room.id
  }

  deleteRoom(id: string) {
    return this.#send('DELETE', `/api/rooms/${id}`)
  }

  async say(room: string, ...texts: string[]) {
    await this.#send('PUT', '/api/me/room', { roomId: room })
    for (const body of texts) {
      await this.#send('POST', `/api/rooms/${room}/messages`, { body, key: crypto.randomUUID() })
    }
  }

  /** Puts an emoji under the newest message that says this. */
  async react(room: string, said: string, emoji: string) {
    const { id } = await this.#find(room, said)
    const path = `/api/rooms/${room}/messages/${id}/reactions/${encodeURIComponent(emoji)}`
    await this.#send('PUT', '/api/me/room', { roomId: room })
    await this.#send('PUT', path)
  }

  /** Says who may make an account, so that the question is not asked in every picture. */
  decide() {
    return this.#send('PATCH', '/api/instance', { registration: 'open' })
  }

  /** Has read the room up to a message. */
  async read(room: string, said: string) {
    const { seq } = await this.#find(room, said)
    await this.#send('PUT', `/api/rooms/${room}/read`, { seq })
  }

  async answer(room: string, said: string, body: string) {
    await this.#send('PUT', '/api/me/room', { roomId: room })
    const { id: replyTo } = await this.#find(room, said)
    const message = { body, replyTo, key: crypto.randomUUID() }
    await this.#send('POST', `/api/rooms/${room}/messages`, message)
  }

  async #find(room: string, said: string): Promise<{ id: string; seq: number }> {
    await this.#send('PUT', '/api/me/room', { roomId: room })
    const reply = await this.#send('GET', `/api/rooms/${room}/messages`)
    const { messages }: { messages: { id: string; seq: number; body: string }[] } = JSON.parse(
      await reply.text(),
    )
    const found = messages.findLast(({ body }) => body.includes(said))
    if (!found) throw new Error(`Nobody said “${said}”.`)
    return found
  }

  join(room: string) {
    return this.#send('PUT', '/api/me/room', { roomId: room })
  }

  async #send(method: string, path: string, body?: object) {
    const reply = await fetch(this.#url + path, {
      method,
      headers: { cookie: this.cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`)
    return reply
  }
}

const guestPassword = 'a sentence that nobody guesses'
