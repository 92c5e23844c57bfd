import { chmod, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/server/database/database.ts'
import { aDatabase } from '../support/engines.ts'
import { aDirectory } from '../support/examples.ts'
import { runUnprivileged } from '../support/unprivileged.ts'

/** Starts the server on a database; gives what it said before it gave up. */
async function whyNot(databaseUrl: string): Promise<string> {
  const server = runUnprivileged(await aDirectory(), { DATABASE_URL: databaseUrl })
  expect(await server.exitCode()).toBe(1)
  expect(server.lines, 'one sentence, no stack').toHaveLength(1)
  return server.lines.join('\n')
}

test('a database that is not there is named, and its password is not', async () => {
  const said = await whyNot('postgres://parlor:secret@127.0.0.1:1/chat')
  expect(said).toMatch(/parlor: .*chat at 127\.0\.0\.1:1.*ECONNREFUSED/)
  expect(said).not.toContain('secret')
})

test('so is one that PostgreSQL does not know', async () => {
  const { url, remove } = await aDatabase('', 'postgres')
  await remove()
  expect(await whyNot(url)).toMatch(/database "parlor_test_\w+" does not exist/)
})

test('a database that takes no writes is refused at the start', async () => {
  const { url, tamper, remove } = await aDatabase('', 'postgres')
  onTestFinished(remove)
  const name = new URL(url).pathname.slice(1)
  await tamper(`alter database ${name} set default_transaction_read_only = on`)
  expect(await whyNot(url)).toMatch(/read-only/)
})

describe('a place that is none for a database is named, with the setting and the remedy', () => {
  test('a folder that does not exist', async () => {
    const said = await whyNot('sqlite:nowhere/chat.db')
    expect(said).toMatch(/^parlor: DATABASE_URL: the folder “.*\/nowhere” does not exist\. Make it/)
  })

  test('a folder', async () => {
    const said = await whyNot(`sqlite:${await aDirectory()}`)
    expect(said).toMatch(/^parlor: DATABASE_URL: “.*” is a folder\. Name a file in it/)
  })

  test('memory', async () => {
    const said = await whyNot('sqlite::memory:')
    expect(said).toMatch(/^parlor: DATABASE_URL: .* in a file\. Name one: sqlite:chat\.db/)
  })

  test('something else', async () => {
    const file = join(await aDirectory(), 'notes.txt')
    await writeFile(file, 'what somebody has noted down')
    const said = await whyNot(`sqlite:${file}`)
    expect(said).toMatch(/^parlor: DATABASE_URL: “.*notes\.txt” is not a database/)
    expect(await readFile(file, 'utf8')).toBe('what somebody has noted down')
  })

  test('a file of which the half is missing', async () => {
    const file = join(await aDirectory(), 'chat.db')
    const made = await openDatabase(`sqlite:${file}`, 'writer')
    await made.migrate()
    await made.close()
    await truncate(file, 5000)
    expect(await whyNot(`sqlite:${file}`)).toMatch(/^parlor: DATABASE_URL: “.*” is damaged.*backup/)
  })

  test.for([0o000, 0o444])('a file with the permissions %i', async (mode) => {
    const file = join(await aDirectory(), 'chat.db')
    await writeFile(file, '')
    await chmod(file, mode)
    const said = await whyNot(`sqlite:${file}`)
    expect(said).toMatch(/^parlor: DATABASE_URL: this user may not read and write “.*chat\.db”/)
  })

  test('a folder in which nothing may be made', async () => {
    const directory = await aDirectory()
    await chmod(directory, 0o555)
    const said = await whyNot(`sqlite:${directory}/chat.db`)
    await chmod(directory, 0o755)
    expect(said).toMatch(/^parlor: DATABASE_URL: this user may not make files in the folder “/)
  })
})

test('a database that somebody else keeps locked is waited for, and then given up', async () => {
  const database = await aDatabase(await aDirectory(), 'sqlite')
  const made = await openDatabase(database.url, 'writer')
  await made.migrate()
  await made.close()
  const unlock = await database.lock()
  expect(await whyNot(database.url)).toMatch(/cannot be written/)
  await unlock()
})
