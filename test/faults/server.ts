import { join } from 'node:path'
import { aDirectory, type WhenOver } from '../support/examples.ts'
import { launcher, type Running, run, runServer, urlOf } from '../support/running.ts'

/** The real server in a process of its own, which can be ended in any way and started again. */
export class Server {
  readonly directory: string
  readonly databaseFile: string
  url = ''
  #running: Running | undefined
  #environment: Record<string, string>
  #whenOver: WhenOver | undefined

  constructor(directory: string, environment: Record<string, string>, whenOver?: WhenOver) {
    this.directory = directory
    this.databaseFile = join(directory, 'chat.db')
    this.#environment = environment
    this.#whenOver = whenOver
  }

  /** @param under a command that runs the server and watches it, such as strace */
  async start(under: string[] = []): Promise<void> {
    const port = this.url === '' ? '0' : new URL(this.url).port
    const environment = {
      RATE_LIMITS: 'off',
      DATABASE_URL: `sqlite:${this.databaseFile}`,
      ...this.#environment,
      PORT: port,
    }
    const [command, ...parts] = under
    this.#running = command
      ? run(
          command,
          [...parts, process.execPath, launcher],
          this.directory,
          environment,
          this.#whenOver,
        )
      : runServer(this.directory, environment, this.#whenOver)
    this.url = await urlOf(this.#running)
  }

  /** What it has logged since it was started. */
  get lines(): string[] {
    return this.#running?.lines ?? []
  }

  get pid(): number {
    const pid = this.#running?.pid
    if (pid === undefined) throw new Error('The server is not running.')
    return pid
  }

  signal(name: NodeJS.Signals): void {
    this.#running?.signal(name)
  }

  /** Waits until the process is gone. */
  async gone(): Promise<void> {
    await this.#running?.exitCode()
  }

  async kill(): Promise<void> {
    this.signal('SIGKILL')
    await this.gone()
  }

  /** Runs one of the server's commands on its database; gives the exit code and what it said. */
  async command(...parts: string[]): Promise<{ code: number | null; said: string }> {
    const environment = { DATABASE_URL: `sqlite:${this.databaseFile}` }
    const command = [launcher, ...parts]
    const running = run(process.execPath, command, this.directory, environment, this.#whenOver)
    const code = await running.exitCode()
    return { code, said: running.lines.join('\n') }
  }
}

/** A server that runs, with an empty database, for one test. */
export async function aServer(environment: Record<string, string> = {}): Promise<Server> {
  const server = new Server(environment.DIRECTORY ?? (await aDirectory()), environment)
  await server.start()
  return server
}
