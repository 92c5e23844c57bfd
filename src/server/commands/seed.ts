import { writeFile } from 'node:fs/promises'
import { readConfig } from '../config.ts'
import { createPasswords } from '../domain/passwords.ts'
import { hashOf } from '../domain/sessions.ts'
import { upgrade } from '../domain/upgrade.ts'
import { verbs } from '../domain/verbs.ts'
import { newId, newToken } from '../ids.ts'
import { openDatabase } from '../storage/database.ts'
import { createCommit } from '../storage/group-commit.ts'
import { createLane } from '../storage/lane.ts'

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
  const database = await openDatabase(readConfig(process.env).databaseUrl, 'writer')
  await upgrade(database)
  const commit = createCommit(database, verbs, { now: Date.now, newId })
  const lane = createLane<typeof verbs>(commit, () => {})
  // The run's own prefix: seeding twice gives more people, not an error.
  const run = newId().slice(0, 4)
  const password = `parlor-${newToken().slice(0, 12)}`
  const passwordHash = await createPasswords().hashNew(password)

  const accounts = await Promise.all(
    times(users, (i) =>
      lane.run('createAccount', null, { username: `guest ${run} ${i}`, passwordHash }),
    ),
  )
  const tokens = accounts.map(() => newToken())
  const people = await Promise.all(
    accounts.map((account, i) => {
      const tokenHash = hashOf(pick(tokens, i))
      return lane.run('openSession', account, { tokenHash, userAgent: 'seed' })
    }),
  )
  const made = await Promise.all(
    times(rooms, (i) => lane.run('createRoom', pick(people, i), { name: `Room ${run} ${i + 1}` })),
  )
  await Promise.all(
    people.map((person, i) => lane.run('joinRoom', person, { roomId: pick(made, i).id })),
  )
  for (let from = 0; from < messages; from += 1000) {
    await Promise.all(
      times(Math.min(1000, messages - from), (i) => {
        const author = (from + i) % people.length
        const args = {
          roomId: pick(made, author).id,
          body: `Message ${from + i + 1}`,
          key: crypto.randomUUID(),
        }
        return lane.run('postMessage', pick(people, author), args)
      }),
    )
  }
  await database.close()
  if (sessions) {
    const lines = people.map(({ username }, i) =>
      JSON.stringify({ username, cookie: `parlor=${tokens[i]}`, roomId: pick(made, i).id }),
    )
    await writeFile(sessions, `${lines.join('\n')}\n`, { mode: 0o600 })
  }
  console.log(`${users} people, ${rooms} rooms, ${messages} messages. Password: ${password}`)
}

function times<T>(n: number, make: (i: number) => T): T[] {
  return Array.from({ length: n }, (_, i) => make(i))
}

function pick<T>(list: T[], i: number): T {
  const item = list[i % list.length]
  if (item === undefined) throw new Error('There must be at least one person and one room.')
  return item
}
