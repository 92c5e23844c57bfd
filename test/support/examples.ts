import { randomBytes, randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, onTestFinished } from 'vitest'
import type { Internet } from '../../src/server/push/post.ts'
import { aMadeDatabase, processes, type TestDatabase } from './engines.ts'
import { Person } from './person.ts'
import { readConfig, start } from './server.ts'

/**
 * A whole server in this process, on a free port, with a database in a directory of its own. Where
 * the project of tests asks for several processes, these are as many servers on one database: each
 * has its own memory, its own connections and its own port, as processes have.
 */
export interface Parlor {
  /** Each time somebody asks, the next one's: round robin, and nothing is sticky. */
  readonly url: string
  readonly directory: string
  readonly database: TestDatabase
  /** Its settings, beside those that all have here; for `startAgain` they may be others. */
  readonly environment: Environment
  /** Lets time pass; ms. Their clock goes by itself, and is moved on by this; timers are not. */
  pass(time: number): Promise<void>
  /** Resolves when all that was said can be found. */
  indexed(): Promise<void>
  stop(): Promise<void>
  /** Starts it again after `stop`, on the same data and at the same address. */
  startAgain(): Promise<void>
}

type Environment = Record<string, string>

/** `test` with a `parlor` that the files of a worker share, for tests that disturb nobody else. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it what the fixture needs.
export const test = base.extend('parlor', { scope: 'worker' }, async ({}, { onCleanup }) => {
  const { parlor, remove } = await startParlor()
  onCleanup(remove)
  return parlor
})

/**
 * `test` with a `parlor` that is set up in another way, and that the tests of one file share.
 * @param world or what makes it, with what is to be done when the parlor is no longer needed.
 */
export function testIn(environment: Environment, world: World | MakesWorld = {}) {
  return base.extend('parlor', { scope: 'file' }, parlorIn(environment, world))
}

/**
 * The same, where time stands still but for `pass`: nobody falls quiet meanwhile. Where there are several
 * processes each test has its own: what one of them hears late of a test would fall into the next.
 */
export function testOutOfTime(environment: Environment = {}) {
  const beginning = Date.now()
  const start = parlorIn(environment, { clock: () => beginning })
  return base
    .extend('shared', { scope: 'file' }, start)
    .extend('parlor', ({ shared }, { onCleanup }) =>
      processes > 1 ? start({}, { onCleanup }) : shared,
    )
}

type MakesWorld = (whenOver: WhenOver) => Promise<World>

function parlorIn(environment: Environment, world: World | MakesWorld) {
  return async (
    // biome-ignore lint/complexity/noBannedTypes lint/correctness/noEmptyPattern: Vitest reads from it what the fixture needs.
    {}: {},
    { onCleanup }: { onCleanup(end: () => Promise<void>): void },
  ): Promise<Parlor> => {
    const ends: (() => Promise<void>)[] = []
    const its = typeof world === 'function' ? await world((end) => void ends.push(end)) : world
    const { parlor, remove } = await startParlor(environment, its)
    onCleanup(async () => {
      await remove()
      for (const end of ends) await end()
    })
    return parlor
  }
}

/** A parlor for one test only, gone when that test is over. */
export async function aParlor(environment: Environment = {}): Promise<Parlor> {
  return aParlorIn({}, environment)
}

/** One in which time stands still but for `pass`: for limits to the millisecond, on a slow machine too. */
export async function aParlorOutOfTime(environment: Environment = {}): Promise<Parlor> {
  const beginning = Date.now()
  return aParlorIn({ clock: () => beginning }, environment)
}

/** One that takes its time over passwords, as those of operators do: twenty milliseconds for each. */
export async function aParlorThatHashes(environment: Environment = {}): Promise<Parlor> {
  return aParlorIn({ hashesInEarnest: true }, environment)
}

/** One whose internet is what is given: push services that are not there. */
export async function aParlorWith(
  internet: Internet,
  environment: Environment = {},
): Promise<Parlor> {
  return aParlorIn({ internet }, environment)
}

async function aParlorIn(world: World, environment: Environment): Promise<Parlor> {
  const { parlor, remove } = await startParlor(environment, world)
  onTestFinished(remove)
  return parlor
}

/** Somebody with an account, logged in. */
export async function aPerson(parlor: { readonly url: string }, name = 'anna'): Promise<Person> {
  const person = aStranger(parlor, name)
  await person.signUp()
  return person
}

/** Somebody without an account: `name` gets an ending, so that many tests can have an Anna. */
export function aStranger(parlor: { readonly url: string }, name = 'anna'): Person {
  return new Person(parlor, aName(name), aPassword())
}

/** A room with people inside; the first of them created it. */
export async function aRoom(...people: [Person, ...Person[]]) {
  const room = await people[0].createRoom(aName('Tea'))
  for (const person of people) await person.join(room)
  return room
}

/** Anna and Bob, both inside a room of Anna's. */
export async function annaAndBob(parlor: { readonly url: string }) {
  const anna = await aPerson(parlor, 'anna')
  const bob = await aPerson(parlor, 'bob')
  return { anna, bob, room: await aRoom(anna, bob) }
}

/** A name that nobody else in this run has, and that looks like nobody else's. */
export function aName(start: string): string {
  const letters = Array.from({ length: 10 }, () => 'abcdefghkopstuxz'.charAt(randomInt(16)))
  return start + letters.join('')
}

export function aPassword(): string {
  return randomBytes(12).toString('base64url')
}

/** Takes what is to be done when something is no longer needed. */
export type WhenOver = (end: () => Promise<void>) => void

export async function aDirectory(whenOver: WhenOver = onTestFinished): Promise<string> {
  const directory = await newDirectory()
  whenOver(() => rm(directory, { recursive: true, force: true }))
  return directory
}

interface World {
  clock?: () => number
  hashesInEarnest?: boolean
  internet?: Internet
}

/** Hashes in no time: what hashing costs is a matter of few tests, and would be a fifth of all their time. */
const hashingCost = { memoryCost: 64, timeCost: 1, parallelism: 1 }

async function startParlor(environment: Environment = {}, world: World = {}) {
  const { clock = Date.now, hashesInEarnest = false, internet } = world
  const directory = await newDirectory()
  const database = await aMadeDatabase(directory)
  let ahead = 0
  const startOn = (port: string) =>
    start(
      readConfig({
        PORT: port,
        DATABASE_URL: database.url,
        RATE_LIMITS: 'off',
        LOG_LEVEL: 'silent',
        ...environment,
      }),
      {
        clock: () => clock() + ahead,
        ...(hashesInEarnest ? {} : { hashingCost }),
        ...(internet && { internet }),
      },
    )
  // At the same moment: whoever comes second finds the database made.
  let servers = await Promise.all(Array.from({ length: processes }, () => startOn('0')))
  let running = true
  let turn = 0

  const parlor: Parlor = {
    directory,
    database,
    environment,
    get url() {
      turn += 1
      return servers[turn % servers.length]?.url ?? ''
    },
    async pass(time) {
      // Before and after, as it would have happened again and again meanwhile.
      await Promise.all(servers.map((server) => server.tidy()))
      ahead += time
      await Promise.all(servers.map((server) => server.tidy()))
    },
    async indexed() {
      await Promise.all(servers.map((server) => server.readForSearch()))
    },
    async stop() {
      if (running) await Promise.all(servers.map((server) => server.close()))
      running = false
    },
    async startAgain() {
      servers = await Promise.all(servers.map(({ url }) => startOn(new URL(url).port)))
      running = true
    },
  }
  const remove = async () => {
    await parlor.stop()
    await database.remove()
    await rm(directory, { recursive: true, force: true })
  }
  return { parlor, remove }
}

function newDirectory(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'parlor-test-'))
}
