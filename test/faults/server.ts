import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { aMadeDatabase } from '../support/engines.ts'
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

  /** Waits until the process is gone; gives its exit code, or null if a signal ended it. */
  async gone(): Promise<number | null> {
    return (await this.#running?.exitCode()) ?? null
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

/** A server that runs, with an empty database, for one test unless it is said until when. */
export async function aServer(
  environment: Record<string, string> = {},
  whenOver?: WhenOver,
): Promise<Server> {
  const directory = environment.DIRECTORY ?? (await aDirectory(whenOver))
  await aMadeDatabase(directory, 'sqlite')
  const server = new Server(directory, environment, whenOver)
  await server.start()
  return server
}

/** One server for the tests of a file that see only people and rooms of their own, and leave it running. */
export function aSharedServer(): () => Server {
  let server: Server | undefined
  const ends: (() => Promise<void>)[] = []
  beforeAll(async () => {
    server = await aServer({}, (end) => void ends.unshift(end))
  })
  afterAll(async () => {
    for (const end of ends) await end()
  })
  return () => {
    if (!server) throw new Error('The server has not been started.')
    return server
  }
}
