import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Lap } from './load/crowd.ts'
import type { Command, News, Reports, Task } from './load/main.ts'
import { cpuSeconds } from './machine.ts'

export interface Running {
  /** Of the server itself, whatever it was started through. */
  pid: number
  port: number
  /** From the start of the process to its first line with a URL; ms. */
  startedIn: number
  stop(): Promise<void>
}

export interface ServerOptions {
  core?: string | undefined
  env?: Record<string, string>
  /** For the runtime. */
  flags?: string[]
  /** As many processes of Parlor share the port. */
  workers?: number
  /** A command to start it through, such as a tracer. */
  through?: string[]
}

const checkout = join(import.meta.dirname, '..')

/** Starts a server, and waits until it says where it listens. */
export async function startServer(
  script: string,
  args: string[],
  { core, env = {}, flags = [], through = [], workers = 1 }: ServerOptions,
): Promise<Running> {
  const [command = '', ...rest] = [
    ...through,
    ...pinned(core),
    process.execPath,
    ...flags,
    script,
    ...args,
  ]
  const start = performance.now()
  const child = spawn(command, rest, {
    cwd: checkout,
    env: { ...process.env, HOST: '127.0.0.1', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const { port, pid: logged } = await listening(child)
  // What a worker logs is not the process to stop.
  const pid = workers > 1 ? child.pid : logged
  return {
    pid: pid ?? child.pid ?? 0,
    port,
    startedIn: performance.now() - start,
    stop: () => stop(child, pid),
  }
}

/** Runs a script to its end. @throws if it fails. */
export async function runScript(
  script: string,
  args: string[],
  env: Record<string, string>,
): Promise<void> {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: checkout,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${script} ${args.join(' ')} ended with ${code}.`)
}

/** The load generator, in a process and on a core of its own. */
export interface Generator {
  /**
   * Performs a task. `cpu` is what the watched process had of the processor, in seconds, from
   * the beginning of the load to its end.
   */
  perform<T extends Task>(
    task: T,
    watched?: { pid: number },
  ): Promise<{ report: Reports[T['kind']]; cpu: number }>
  /** What a crowd that is under way has noticed since the last lap. */
  lap(): Promise<Lap>
  /** Ends the crowd that is under way. */
  end(): void
  stop(): Promise<void>
}

/** @param yields whether it leaves its core to others who want it. */
export async function startGenerator(
  core: string | undefined,
  { yields }: { yields: boolean } = { yields: false },
): Promise<Generator> {
  const script = join(import.meta.dirname, 'load/main.ts')
  const politely = yields && core !== undefined ? ['nice', '-n', '19'] : []
  const [command = '', ...rest] = [...politely, ...pinned(core), process.execPath, script]
  const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  await once(child, 'spawn')
  const tell = (message: Task | Command) => child.send(message)
  return {
    perform: (task, watched) =>
      new Promise((resolve, reject) => {
        let before = 0
        let after: number | undefined
        const end = () => reject(new Error('The generator has ended.'))
        const now = () => (watched ? cpuSeconds(watched.pid) : Number.NaN)
        const hear = (news: News): void => {
          switch (news.kind) {
            case 'started':
              before = now()
              return
            case 'ended':
              after = now()
              return
            case 'lap':
              return
            case 'failed':
              stopListening()
              reject(new Error(news.reason))
              return
            case 'report':
              stopListening()
              // A generator takes one task at a time, so the report is on the task just sent.
              resolve({ report: news.report as never, cpu: (after ?? now()) - before })
              return
            default:
              news satisfies never
          }
        }
        const stopListening = () => child.off('message', hear).off('exit', end)
        child.on('message', hear).once('exit', end)
        tell(task)
      }),
    lap: () =>
      new Promise((resolve, reject) => {
        const end = () => reject(new Error('The generator has ended.'))
        const hear = (news: News): void => {
          if (news.kind !== 'lap' && news.kind !== 'failed') return
          child.off('message', hear).off('exit', end)
          if (news.kind === 'lap') resolve(news.lap)
          else end()
        }
        child.on('message', hear).once('exit', end)
        tell({ kind: 'lap' })
      }),
    end: () => void tell({ kind: 'end' }),
    stop: () => stop(child),
  }
}

function pinned(core: string | undefined): string[] {
  return core === undefined ? [] : ['taskset', '-c', core]
}

/** Where a server says that it listens, and under which process id, if it logs JSON. */
async function listening(child: ChildProcess): Promise<{ port: number; pid: number | undefined }> {
  if (!child.stdout) throw new Error('The server has no output to read.')
  const lines = createInterface(child.stdout)
  for await (const line of lines) {
    const port = /http:\/\/[\w.]+:(\d+)/.exec(line)?.[1]
    if (port === undefined) continue
    const pid = /"pid":(\d+)/.exec(line)?.[1]
    child.stdout.resume()
    return { port: Number(port), pid: pid === undefined ? undefined : Number(pid) }
  }
  throw new Error('The server ended before it listened.')
}

async function stop(child: ChildProcess, pid = child.pid): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || pid === undefined) return
  const exit = once(child, 'exit')
  process.kill(pid, 'SIGTERM')
  await exit
}
