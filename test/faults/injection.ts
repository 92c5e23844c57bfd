import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished, vi } from 'vitest'
import type { Server } from './server.ts'

/** What SQLite waits for the disk with: one or the other, as it was built. */
export const waitingForTheDisk = 'fsync,fdatasync'

/**
 * Makes system calls of a running server fail or take long, from outside, by strace.
 * @param what as strace's `inject=` takes it: “pwrite64:error=ENOSPC”
 * @returns ends it; the server then has its system calls back
 */
export async function inject(server: Server, what: string): Promise<() => Promise<void>> {
  const [call = ''] = what.split(':')
  const parts = ['-f', '-p', String(server.pid), '-e', `trace=${call}`, '-e', `inject=${what}`]
  const strace = spawn('strace', parts, { stdio: ['ignore', 'ignore', 'pipe'] })
  const gone = once(strace, 'close')
  let said = ''
  strace.stderr.on('data', (data) => {
    said += String(data)
  })
  const stop = async (): Promise<void> => {
    strace.kill('SIGINT')
    await gone
  }
  onTestFinished(stop)
  await vi.waitFor(() => {
    if (!said.includes('attached')) throw new Error(`strace did not attach: ${said}`)
  })
  return stop
}
