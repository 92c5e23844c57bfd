import { type ChildProcess, spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'

/** A program of the machine, in a process group that ends with `end`. */
export class Program {
  readonly #child: ChildProcess
  readonly #heard = new EventEmitter()
  #said = ''

  constructor(name: string, parts: string[], env: Record<string, string | undefined> = {}) {
    this.#child = spawn(name, parts, {
      detached: true,
      // The fourth is for what a program says on a descriptor that it is given.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    })
    // All is read: a program whose pipe is full stands still.
    for (const stream of this.#child.stdio) {
      stream?.on('data', (chunk) => {
        this.#said += chunk
        this.#heard.emit('more')
      })
    }
    this.#child.once('exit', () => this.#heard.emit('more'))
  }

  /** Waits for a text from the program. @returns its first group */
  async says(what: RegExp): Promise<string> {
    for (;;) {
      const found = what.exec(this.#said)?.[1]
      if (found !== undefined) return found
      if (this.#hasEnded) throw new Error(`${this.#child.spawnfile} ended: ${this.#said}`)
      await once(this.#heard, 'more')
    }
  }

  async end(): Promise<void> {
    const { pid } = this.#child
    if (pid === undefined || this.#hasEnded) return
    const ended = once(this.#child, 'exit')
    process.kill(-pid, 'SIGKILL')
    await ended
  }

  get #hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null
  }
}
