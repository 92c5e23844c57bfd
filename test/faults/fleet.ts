import { onTestFinished } from 'vitest'
import { aDatabase, type Engine, type TestDatabase } from '../engines.ts'
import { aDirectory } from '../examples.ts'
import { Server } from './server.ts'

/** Several processes on one database, and a line to them that goes to another one each time. */
export interface Fleet {
  /** Each time somebody asks, the next process's: round robin, and nothing is sticky. */
  readonly url: string
  readonly servers: readonly Server[]
  readonly database: TestDatabase
  readonly directory: string
}

export interface FleetOptions {
  on: Engine
  processes?: number
  /** A database of the test's own, instead of a new one. */
  databaseUrl?: string
}

/** A fleet that runs, with an empty database, for one test. */
export async function aFleet({ on, processes = 3, databaseUrl }: FleetOptions): Promise<Fleet> {
  const directory = await aDirectory()
  const database = await aDatabase(directory, on)
  onTestFinished(database.remove)
  const environment = { DATABASE_URL: databaseUrl ?? database.url }
  const servers = Array.from({ length: processes }, () => new Server(directory, environment))
  // At the same moment: whoever comes second finds the database made.
  await Promise.all(servers.map((server) => server.start()))
  let turn = 0
  return {
    servers,
    database,
    directory,
    get url() {
      turn += 1
      return servers[turn % servers.length]?.url ?? ''
    },
  }
}
