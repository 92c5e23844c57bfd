import { chmod, open, writeFile } from 'node:fs/promises'
import { bounds } from '../../protocol/limits.ts'
import { readConfig } from '../config.ts'
import { openDatabase } from '../database/database.ts'
import type { Change } from '../domain/change.ts'
import { createHashing } from '../domain/hashing.ts'
import { hashOf } from '../domain/sessions.ts'
import { upgrade } from '../domain/upgrade.ts'
import { commitOf, type ParlorVerbs } from '../domain/verbs.ts'
import { system } from '../engine/transaction.ts'
import { createWriteQueue } from '../engine/write-queue.ts'
import { newId, newToken } from '../ids.ts'
import { createProgressBar } from './progress-bar.ts'

export interface SeedOptions {
  users: number
  rooms: number
  messages: number
  /** Where to write a line of JSON for each person, if anywhere. */
  sessions?: string
}

/**
 * Fills the database through the same verbs that people use: nothing in it could not have come
 * about by itself. Everybody has the same password, which is printed.
 */
export async function seed({ users, rooms, messages, sessions }: SeedOptions): Promise<void> {
  for (const [option, count] of Object.entries({ users, rooms, messages })) {
    if (!Number.isInteger(count) || count < (option === 'messages' ? 0 : 1)) {
      throw new Error(
        `--${option} must be a whole number, ${option === 'messages' ? 0 : 1} or more.`,
      )
    }
  }
  // Before the work, which may take long: without that file nobody gets in as those people.
  if (sessions) await assertWritable(sessions)
  if (rooms > users * bounds.roomsPerPerson) {
    throw new Error(`One person may have no more than ${bounds.roomsPerPerson} rooms.`)
  }
  const database = await openDatabase(readConfig(process.env).databaseUrl, 'writer')
  await upgrade(database, new Date())
  const commit = commitOf(database, { now: Date.now, newId })
  const writeQueue = createWriteQueue<ParlorVerbs, Change>(commit, () => {})
  // The run's own prefix: seeding twice gives more people, not an error.
  const run = newId().slice(0, 4)
  const password = `parlor-${newToken().slice(0, 12)}`
  const passwordHash = await createHashing(false).hash(password, '')

  const bar = createProgressBar(process.stderr)
  const total = 3 * users + rooms + messages
  let done = 0
  const step = (): void => bar.show(++done, total)

  const accounts = await inTurn(users, step, (i) =>
    writeQueue.run('createAccount', system, { username: `guest ${run} ${i}`, passwordHash }),
  )
  const tokens = accounts.map(() => newToken())
  const people = await inTurn(users, step, (i) => {
    const tokenHash = hashOf(pick(tokens, i))
    return writeQueue.run('openSession', pick(accounts, i), { tokenHash, userAgent: 'seed' })
  })
  const made = await inTurn(rooms, step, (i) =>
    writeQueue.run('createRoom', pick(people, i), { name: `Room ${run} ${i + 1}` }),
  )
  await inTurn(users, step, (i) =>
    writeQueue.run('joinRoom', pick(people, i), { roomId: pick(made, i).id }),
  )
  await inTurn(messages, step, (i) => {
    const author = i % people.length
    const args = {
      roomId: pick(made, author).id,
      body: `Message ${i + 1}`,
      key: crypto.randomUUID(),
    }
    return writeQueue.run('postMessage', pick(people, author), args)
  })
  bar.end()
  await database.close()
  if (sessions) {
    const lines = people.map(({ username }, i) =>
      JSON.stringify({ username, cookie: `parlor=${tokens[i]}`, roomId: pick(made, i).id }),
    )
    await writeFile(sessions, `${lines.join('\n')}\n`, { mode: 0o600 })
    // Also if it was there already: whoever reads it is everybody in it.
    await chmod(sessions, 0o600)
  }
  console.log(`${users} people, ${rooms} rooms, ${messages} messages. Password: ${password}`)
}

async function assertWritable(file: string): Promise<void> {
  try {
    await (await open(file, 'a', 0o600)).close()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`--sessions: nothing can be written there. (${reason})`, { cause: error })
  }
}

/** So many writes wait at once: a few commits' worth, and far from what the queue refuses. */
const inFlight = 1000

/** Does something `n` times, and not more than some of them at once; the results in order. */
async function inTurn<T>(
  n: number,
  step: () => void,
  make: (i: number) => Promise<T>,
): Promise<T[]> {
  const results: T[] = []
  for (let from = 0; from < n; from += inFlight) {
    const batch = Array.from({ length: Math.min(inFlight, n - from) }, async (_, i) => {
      const made = await make(from + i)
      step()
      return made
    })
    results.push(...(await Promise.all(batch)))
  }
  return results
}

function pick<T>(list: T[], i: number): T {
  const item = list[i % list.length]
  if (item === undefined) throw new Error('There must be at least one person and one room.')
  return item
}
