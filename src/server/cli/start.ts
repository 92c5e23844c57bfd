import cluster from 'node:cluster'
import { type Config, readConfig } from '../config.ts'
import { assertKeepable } from '../database/dated-backups.ts'
import { greeting } from '../greeting.ts'
import { createLogger } from '../logger.ts'
import { type Server, start } from '../start.ts'
import { watchUnforeseen } from '../unforeseen.ts'
import { superviseWorkers } from '../workers.ts'

/** Whoever waited for the start has their first answers by then; ms. */
const giveBackAfter = 1000

/**
 * Runs the server until SIGTERM or SIGINT, then finishes what is under way and exits with 0.
 * @param workers as many processes share the port.
 */
export async function startServer({ workers }: { workers: number }): Promise<void> {
  const config = readConfig(process.env)
  if (!Number.isInteger(workers) || workers < 1) {
    throw new Error('--workers must be a whole number, 1 or more.')
  }
  if (config.backups) assertKeepable(config.backups.folder)
  const server =
    workers > 1 && cluster.isPrimary
      ? await superviseWorkers(config, workers, (url) => greet(url, config))
      : await startOne(config)
  let closing = false
  const close = async (): Promise<void> => {
    if (closing) return
    closing = true
    await server.close()
    process.exit(0)
  }
  process.on('SIGTERM', close)
  process.on('SIGINT', close)
  if (process.platform !== 'win32') return
  // There, Ctrl+Break and the closing of the window; elsewhere `nohup` has SIGHUP mean nothing.
  process.on('SIGBREAK', close)
  process.on('SIGHUP', close)
}

/** A program reads the URL in the first line of the log. */
function greet(url: string, config: Config): void {
  if (process.stdout.isTTY) process.stdout.write(greeting(url, config))
}

async function startOne(config: Config): Promise<Server> {
  const server = await start(config)
  if (cluster.isPrimary) greet(server.url, config)
  watchUnforeseen(createLogger(config), server.distrustMemory)
  setTimeout(() => server.giveBackMemory(), giveBackAfter).unref()
  return server
}
