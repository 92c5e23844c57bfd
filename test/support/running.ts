import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import { onTestFinished, vi } from 'vitest'
import { aDirectory, type WhenOver } from './examples.ts'

const checkout = join(import.meta.dirname, '../..')
/** What `npm start` and the installed command run. */
export const launcher = join(checkout, 'bin/parlor.js')
const notCloned = /^(node_modules|dist|docs|test|screenshots|\..*|.*\.(db|db-shm|db-wal|log))$/

/** A copy of this checkout as a fresh clone has it after `npm ci`: no build and no database yet. @param folder its path in some directory. */
export async function aClone(folder = ''): Promise<string> {
  const directory = join(await aDirectory(), folder)
  await mkdir(directory, { recursive: true })
  for (const name of await readdir(checkout)) {
    if (!notCloned.test(name))
      await cp(join(checkout, name), join(directory, name), { recursive: true })
  }
  await symlink(join(checkout, 'node_modules'), join(directory, 'node_modules'))
  return directory
}

/** A command that runs, with what it has written so far, without colours: some machines ask for them. */
export class Running {
  readonly #child: ChildProcess
  readonly #exit: Promise<unknown[]>
  readonly lines: string[] = []
  /** How many errors that nobody caught are expected of it; any other number fails the test. */
  unforeseen = 0

  constructor(child: ChildProcess) {
    this.#child = child
    // Not 'exit': the last lines may come after it.
    this.#exit = once(child, 'close')
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue
      const lines = createInterface(stream)
      lines.on('line', (line) => this.lines.push(stripVTControlCharacters(line)))
    }
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** The exit code; null if a signal ended it before it could answer. */
  async exitCode(): Promise<number | null> {
    await this.#exit
    return this.#child.exitCode
  }

  /** Sends a signal to the command and to whatever it started. */
  signal(name: NodeJS.Signals): void {
    const { pid, exitCode, signalCode } = this.#child
    if (pid === undefined || exitCode !== null || signalCode !== null) return
    process.kill(-pid, name)
  }
}

/** Runs a command in a process group of its own, which is gone when the test is over. */
export function run(
  command: string,
  parts: string[],
  directory: string,
  environment: Record<string, string> = {},
  whenOver: WhenOver = onTestFinished,
): Running {
  const child = spawn(command, parts, {
    cwd: directory,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: '', PORT: '0', ...environment },
  })
  const running = new Running(child)
  whenOver(async () => {
    running.signal('SIGKILL')
    await running.exitCode()
    const unforeseen = running.lines.filter((line) => line.includes('"Unforeseen: '))
    if (unforeseen.length !== running.unforeseen) throw new Error(unforeseen.join('\n'))
  })
  return running
}

/** The server as `npm start` runs it once the page is built, in any directory. */
export function runServer(
  directory: string,
  environment?: Record<string, string>,
  whenOver?: WhenOver,
): Running {
  return run(process.execPath, [launcher], directory, environment, whenOver)
}

/** One of Parlor's commands, somewhere where there is nothing. */
export function runCommand(parts: string[], environment?: Record<string, string>): Running {
  return run(process.execPath, [launcher, ...parts], tmpdir(), environment)
}

/** The URL that the server logs once it accepts connections. */
export function urlOf({ lines }: Running): Promise<string> {
  return vi.waitFor(
    () => {
      const url = lines.join('\n').match(/http:\/\/[\w.:[\]]+/)?.[0]
      if (url === undefined) throw new Error(`no URL in the log:\n${lines.join('\n')}`)
      return url
    },
    { timeout: 60_000 },
  )
}
