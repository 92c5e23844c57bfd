import { join } from 'node:path'
import { test as base, describe, expect } from 'vitest'
import { readConfig } from '../../src/server/config.ts'
import { contentsOf } from '../support/database.ts'
import {
  aDirectory,
  aPassword,
  aPerson,
  aRoom,
  aStranger,
  type WhenOver,
} from '../support/examples.ts'
import { runServer, urlOf } from '../support/running.ts'

/** Two errors that nobody catches, each time that a signal asks for them. */
const faulty = `process.on('SIGUSR2', () => {
  Promise.reject(new Error('a promise that nobody holds'))
  setTimeout(() => { throw new Error('thrown in a timer') })
})`

/** One server for the file, with settings as the command window of Windows gives them: with a space after each. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it what the fixture needs.
const test = base.extend('running', { scope: 'file' }, async ({}, { onCleanup }) => {
  const ends: (() => Promise<void>)[] = []
  onCleanup(async () => {
    for (const end of ends.toReversed()) await end()
  })
  const whenOver: WhenOver = (end) => void ends.push(end)
  const directory = await aDirectory(whenOver)
  const environment = {
    PORT: '0 ',
    HOST: '127.0.0.1 ',
    RATE_LIMITS: 'off ',
    LOG_LEVEL: 'trace ',
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(faulty)}`,
  }
  const server = runServer(directory, environment, whenOver)
  server.unforeseen = 2
  return { server, directory, place: { url: await urlOf(server) } }
})

describe('the running server', () => {
  test('S17: is at 127.0.0.1:5000 unless told otherwise', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 5000 })
  })

  test('S16: keeps its data in chat.db unless told otherwise', async ({ running }) => {
    const room = await aRoom(await aPerson(running.place))
    const rooms = contentsOf(join(running.directory, 'chat.db')).get('room')
    expect(rooms).toContainEqual(expect.objectContaining({ id: room.id }))
  })

  test('first logs, as JSON, the URL at which it accepts connections; and each line after it is JSON', async ({
    running: { server, place },
  }) => {
    expect(JSON.parse(server.lines[0] ?? '').msg).toContain(place.url)
    expect((await fetch(place.url)).status).toBe(200)
    for (const line of server.lines) expect(() => JSON.parse(line)).not.toThrow()
  })

  test('takes a setting as the command window of Windows gives it, with a space after it, and warns when rate limits are off', async ({
    running: { server, place },
  }) => {
    expect(new URL(place.url).hostname).toBe('127.0.0.1')
    const about = () => server.lines.filter((line) => /rate limits/i.test(line))
    await expect.poll(() => about().map(levelOf)).toEqual([40])
  })

  test('writes no password and no session token to its log, however much it logs', async ({
    running: { server, place },
  }) => {
    const anna = await aPerson(place)
    const wrong = { username: `${anna.name}\nforged line`, password: aPassword() }
    await anna.send('POST', '/api/session', wrong)
    await anna.rooms()
    // What comes last is in the log when all the rest is.
    const { id } = (await anna.session()).user
    await aStranger(place).send('POST', '/api/session', { ...wrong, username: anna.name })
    await expect.poll(() => server.lines.some((line) => isWrongPassword(line, id))).toBe(true)
    const secrets = [anna.password, wrong.password, ...anna.cookies.values()]
    for (const secret of secrets) expect(server.lines.join('\n')).not.toContain(secret)
    for (const line of server.lines) expect(() => JSON.parse(line)).not.toThrow()
  })

  test('goes on after what nobody caught, and logs it', async ({ running: { server, place } }) => {
    const anna = await aPerson(place)
    const room = await aRoom(anna)
    await anna.post(room, 'before')
    server.signal('SIGUSR2')
    const logged = () =>
      server.lines.filter((line) => line.includes('"unforeseen":')).map((line) => JSON.parse(line))
    await expect.poll(() => logged().map(({ unforeseen }) => unforeseen)).toEqual([1, 2])
    const told = logged().map(({ err }) => err.message)
    expect(told).toEqual(['a promise that nobody holds', 'thrown in a timer'])
    await anna.post(room, 'after')
    expect((await anna.poll(room)).messages.map(({ body }) => body)).toEqual(['before', 'after'])
    server.signal('SIGTERM')
    expect(await server.exitCode()).toBe(0)
  })

  test.for([
    { PORT: 'soon' },
    { PORT: '70000' },
    { PORT: '-1' },
    { PORT: '80.5' },
    { PORT: '1e3' },
    { DATABASE_URL: 'mysql://localhost/chat' },
    { DATABASE_URL: 'sqlite:' },
    { DATABASE_URL: 'postgres://' },
    { DATABASE_URL: 'postgres://anna:secret@localhost:99999/chat' },
    { RATE_LIMITS: 'perhaps' },
    { LOG_LEVEL: 'loud' },
    { TRUSTED_PROXIES: '127.0.0.1, the proxy' },
    { TRUSTED_PROXIES: '10.0.0.0/99' },
  ])('takes no setting that means nothing: %j', (environment) => {
    const [name = ''] = Object.keys(environment)
    const reading = () => readConfig(environment)
    expect(reading).toThrow(new RegExp(`^${name} must be `))
    expect(reading).not.toThrow(/secret/)
  })

  test('refuses to start on one, with a sentence and no secret', async () => {
    const url = 'postgres://anna:secret@localhost:99999/chat'
    const server = runServer(await aDirectory(), { DATABASE_URL: url })
    expect(await server.exitCode()).toBe(1)
    expect(server.lines).toEqual([expect.stringMatching('^parlor: DATABASE_URL must be ')])
    expect(server.lines.join()).not.toContain('secret')
  })
})

function levelOf(line: string): unknown {
  return JSON.parse(line).level
}

function isWrongPassword(line: string, account: string): boolean {
  const entry = JSON.parse(line)
  return entry.event === 'log_in_failed' && entry.account === account
}
