import { readConfig } from '../config.ts'
import { start } from '../start.ts'

/** Runs the server until SIGTERM or SIGINT, then finishes what is under way and exits with 0. */
export async function startServer(): Promise<void> {
  const server = await start(readConfig(process.env))
  let closing = false
  const close = async (): Promise<void> => {
    if (closing) return
    closing = true
    await server.close()
    process.exit(0)
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
}
