import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from './config.ts'
import { openDatabase } from './database/database.ts'
import { aboutKept, aboutTwins, upgrade } from './domain/upgrade.ts'
import { createLogger } from './logger.ts'
import { assertListenable } from './why-not-listening.ts'

/** A worker that cannot start at all must not be started a thousand times a second; ms. */
const startAgainAfter = 1000

/**
 * Runs several processes of the server on one port, and starts anew whichever ends by itself. Each
 * has its own memory and its own writer; they hear of each other through the database.
 * @throws if the database or the port cannot be used: a worker would not say so as clearly.
 */
export async function superviseWorkers(
  config: Config,
  count: number,
  onListening: (url: string) => void,
): Promise<{ close(): Promise<void> }> {
  // With node:cluster's own round robin the supervisor passes connections on, and keeps a copy of each until
  // the worker says that it has it: one that dies before that leaves the client waiting for ever. Workers that
  // accept for themselves are less evenly loaded, but their connections end with them.
  cluster.schedulingPolicy = cluster.SCHED_NONE
  const logger = createLogger(config)
  await assertListenable(config)
  const database = await openDatabase(config.databaseUrl, 'writer')
  const upgraded = await upgrade(database, new Date())
  if (upgraded.kept) logger.info(aboutKept(upgraded.kept))
  for (const twins of upgraded.twins) logger.warn({ twins }, aboutTwins(twins))
  await database.close()
  let closing = false
  cluster.once('listening', (_worker, { address, port }) => {
    onListening(`http://${address.includes(':') ? `[${address}]` : address}:${port}`)
  })

  async function keepRunning(): Promise<void> {
    while (!closing) {
      const worker = cluster.fork()
      const [code, signal] = await once(worker, 'exit')
      if (closing) return
      logger.error({ code, signal }, 'A worker has ended; another takes its place.')
      await sleep(startAgainAfter)
    }
  }

  const all = Array.from({ length: count }, keepRunning)
  return {
    async close() {
      closing = true
      for (const worker of Object.values(cluster.workers ?? {})) end(worker)
      await Promise.all(all)
    },
  }
}

function end(worker: Worker | undefined): void {
  worker?.process.kill('SIGTERM')
}
