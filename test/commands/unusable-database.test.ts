import { expect, onTestFinished, test } from 'vitest'
import { openDatabase } from '../../src/server/storage/database.ts'
import { aDatabase } from '../engines.ts'
import { aDirectory } from '../examples.ts'
import { runServer } from '../running.ts'

/** Starts the server on a database; gives what it said before it gave up. */
async function whyNot(databaseUrl: string): Promise<string> {
  const server = runServer(await aDirectory(), { DATABASE_URL: databaseUrl })
  expect(await server.exitCode()).toBeGreaterThan(0)
  return server.lines.join('\n')
}

test('a database that is not there is named, and its password is not', async () => {
  const said = await whyNot('postgres://parlor:secret@127.0.0.1:1/chat')
  expect(said).toMatch(/parlor: .*chat at 127\.0\.0\.1:1.*ECONNREFUSED/)
  expect(said).not.toContain('secret')
  expect(said.split('\n'), 'one sentence, no stack').toHaveLength(1)
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

test('a directory that does not exist is no place for a database', async () => {
  expect(await whyNot('sqlite:nowhere/chat.db')).toMatch(/directory does not exist/)
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
