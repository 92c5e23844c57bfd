import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { aDatabase, aMadeDatabase, type Engine, type TestDatabase } from '../support/engines.ts'
import { aDirectory, type WhenOver } from '../support/examples.ts'
import { Person } from '../support/person.ts'
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
  /** The database has no tables yet: the processes make them, at the same moment. */
  unmade?: boolean
}

/** A fleet that runs, with an empty database, for one test. */
export async function aFleet(
  { on, processes = 3, databaseUrl, unmade = false }: FleetOptions,
  whenOver: WhenOver = onTestFinished,
): Promise<Fleet> {
  const directory = await aDirectory(whenOver)
  const database = await (unmade ? aDatabase : aMadeDatabase)(directory, on)
  whenOver(database.remove)
  const environment = { DATABASE_URL: databaseUrl ?? database.url }
  const servers = Array.from(
    { length: processes },
    () => new Server(directory, environment, whenOver),
  )
  // Where there is none, whoever comes second finds the database made.
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

/**
 * One fleet for the tests of a file that see only people and rooms of their own, and leave all processes
 * running. It has made its database by itself.
 */
export function aSharedFleet(on: Engine): () => Fleet {
  let fleet: Fleet | undefined
  const ends: (() => Promise<void>)[] = []
  beforeAll(async () => {
    fleet = await aFleet({ on, unmade: true }, (end) => void ends.unshift(end))
  })
  afterAll(async () => {
    for (const end of ends) await end()
  })
  return () => {
    if (!fleet) throw new Error('The fleet has not been started.')
    return fleet
  }
}

/** The same person, with the same cookies, through one process only. */
export function through(server: Server, person: Person): Person {
  const same = new Person(server, person.name, person.password)
  same.cookies.keep(person.cookies.header().split('; '))
  return same
}
