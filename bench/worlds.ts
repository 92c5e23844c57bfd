import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Person } from './load/requests.ts'
import { runScript } from './processes.ts'

/** A filled database, and its people by the room that they are in. */
export interface World {
  directory: string
  databaseUrl: string
  people: Person[]
}

/** People and rooms to add to a world, as `npm run seed` adds them. */
export interface Size {
  people: number
  rooms: number
  messages: number
}

const main = 'bin/parlor.js'

/**
 * Fills a new database through the verbs that people use: nothing in it is made up.
 * @param url of an empty database; else there will be a new file in `root`.
 */
export async function createWorld(root: string, sizes: Size[], url?: string): Promise<World> {
  await mkdir(root, { recursive: true })
  const directory = await mkdtemp(join(root, 'world-'))
  const databaseUrl = url ?? `sqlite:${join(directory, 'chat.db')}`
  const env = { DATABASE_URL: databaseUrl }
  const people: Person[] = []
  await runScript(main, ['initdb'], env)
  for (const size of sizes) people.push(...(await seed(directory, size, env)))
  return { directory, databaseUrl, people }
}

export async function removeWorld({ directory }: World): Promise<void> {
  await rm(directory, { recursive: true, force: true })
}

async function seed(
  directory: string,
  { people, rooms, messages }: Size,
  env: Record<string, string>,
): Promise<Person[]> {
  const file = join(directory, 'sessions')
  const numbers = ['--users', String(people), '--rooms', String(rooms), '--messages', `${messages}`]
  await runScript(main, ['seed', ...numbers, '--sessions', file], env)
  const lines = (await readFile(file, 'utf8')).trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}

/** @throws if there is none. */
export function firstOf<T>(list: T[]): T {
  const [first] = list
  if (first === undefined) throw new Error('There is nobody here.')
  return first
}
