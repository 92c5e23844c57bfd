import { existsSync } from 'node:fs'
import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { putFirstStorey } from '../databases/first-storey.ts'
import { contentsOf, textOf } from '../support/database.ts'
import { aDatabase } from '../support/engines.ts'
import { aDirectory, aPerson, aRoom } from '../support/examples.ts'
import { aClone, launcher, run, runServer, urlOf } from '../support/running.ts'
import { readConfig, start } from '../support/server.ts'

/** What `npm run initdb` runs once the server is built. */
function initdb(directory: string, environment?: Record<string, string>) {
  return run(process.execPath, [launcher, 'initdb'], directory, environment)
}

test('S17: npm run initdb makes an empty database, and does no harm a second time', async () => {
  const clone = await aClone()
  const file = join(clone, 'chat.db')
  expect(existsSync(file)).toBe(false)
  expect(await run('npm', ['run', 'initdb'], clone).exitCode()).toBe(0)
  const tables = contentsOf(file)
  for (const name of ['person', 'session', 'room', 'membership', 'presence', 'message'])
    expect(tables.get(name), name).toEqual([])
  expect(await initdb(clone).exitCode()).toBe(0)
  expect(contentsOf(file)).toEqual(tables)

  const started = join(await aDirectory(), 'chat.db')
  const server = await start(
    readConfig({ PORT: '0', DATABASE_URL: `sqlite:${started}`, LOG_LEVEL: 'silent' }),
  )
  expect([...contentsOf(started).keys()], 'as the server itself does').toEqual([...tables.keys()])
  await server.close()
})

test('S17: an older database is kept aside before the start brings it up to date, once; and initdb keeps all that is in it', async () => {
  const directory = await aDirectory()
  const file = join(directory, 'chat.db')
  await putFirstStorey(await aDatabase(directory, 'sqlite'))
  const old = contentsOf(file)
  const keptIn = async () =>
    (await readdir(directory)).filter((name) => name.startsWith('chat.db.before-upgrade-'))
  const server = runServer(directory)
  const anna = await aPerson({ url: await urlOf(server) })
  const room = await aRoom(anna)
  await anna.post(room, 'what was said')
  const [kept = ''] = await keptIn()
  expect(kept).toMatch(/^chat\.db\.before-upgrade-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ$/)
  expect(contentsOf(join(directory, kept))).toEqual(old)
  expect((await stat(join(directory, kept))).mode & 0o777).toBe(0o600)
  expect(server.lines.join('\n')).toContain(kept)
  server.signal('SIGTERM')
  await server.exitCode()

  const before = contentsOf(file)
  expect(before).not.toEqual(old)
  expect(await initdb(directory).exitCode()).toBe(0)
  expect(contentsOf(file)).toEqual(before)
  expect(textOf(file)).toContain('what was said')
  expect(await keptIn()).toEqual([kept])
})

test('initdb says what is wrong with a file that is no database, and leaves it alone', async () => {
  const directory = await aDirectory()
  const file = join(directory, 'notes.txt')
  await writeFile(file, 'what somebody has noted down')
  const command = initdb(directory, { DATABASE_URL: `sqlite:${file}` })
  expect(await command.exitCode()).toBeGreaterThan(0)
  expect(command.lines.join('\n')).toMatch(/not a database/)
  expect(await readFile(file, 'utf8')).toBe('what somebody has noted down')
})
