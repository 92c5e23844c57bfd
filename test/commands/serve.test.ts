import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/server/config.ts'
import { contentsOf } from '../support/database.ts'
import { aDirectory, aPassword, aPerson, aRoom } from '../support/examples.ts'
import { runServer, urlOf } from '../support/running.ts'

describe('the running server', () => {
  test('S17: is at 127.0.0.1:5000 unless told otherwise', () => {
    expect(readConfig({})).toMatchObject({ host: '127.0.0.1', port: 5000 })
  })

  test('S16: keeps its data in chat.db unless told otherwise', async () => {
    const directory = await aDirectory()
    const server = runServer(directory)
    const anna = await aPerson({ url: await urlOf(server) })
    await aRoom(anna)
    expect(contentsOf(join(directory, 'chat.db')).get('room')).toHaveLength(1)
  })

  test('first logs, as JSON, the URL at which it accepts connections', async () => {
    const server = runServer(await aDirectory())
    const url = await urlOf(server)
    expect(JSON.stringify(JSON.parse(server.lines[0] ?? ''))).toContain(url)
    expect((await fetch(url)).status).toBe(200)
  })

  test.for(['SIGTERM', 'SIGINT'] as const)(
    'finishes what is under way and exits 0 on %s',
    async (signal) => {
      const directory = await aDirectory()
      const server = runServer(directory)
      const anna = await aPerson({ url: await urlOf(server) })
      const room = await aRoom(anna)
      const posts = Array.from({ length: 20 }, (_, at) =>
        anna.sendPost(room, `${at}`).catch(() => null),
      )
      server.signal(signal)
      const replies = await Promise.all(posts)
      expect(await server.exitCode()).toBe(0)
      const acknowledged = replies.filter((reply) => reply?.status === 201)
      const kept = contentsOf(join(directory, 'chat.db')).get('message') ?? []
      expect(kept.length).toBeGreaterThanOrEqual(acknowledged.length)
    },
  )

  test('goes on after what nobody caught, and logs it', async () => {
    const faulty = `process.on('SIGUSR2', () => {
      Promise.reject(new Error('a promise that nobody holds'))
      setTimeout(() => { throw new Error('thrown in a timer') })
    })`
    const server = runServer(await aDirectory(), {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(faulty)}`,
    })
    server.unforeseen = 2
    const anna = await aPerson({ url: await urlOf(server) })
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

  test('exits by itself, with the reason, when its address is taken', async () => {
    const first = runServer(await aDirectory())
    const { port } = new URL(await urlOf(first))
    const second = runServer(await aDirectory(), { PORT: port })
    expect(await second.exitCode()).toBeGreaterThan(0)
    expect(second.lines.join('\n')).toContain(port)
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

  test('takes a setting as the command window of Windows gives it, with a space after it', async () => {
    const server = runServer(await aDirectory(), {
      PORT: '0 ',
      RATE_LIMITS: 'on ',
      HOST: '127.0.0.1 ',
    })
    expect((await fetch(await urlOf(server))).status).toBe(200)
  })

  test('warns when rate limits are off', async () => {
    const server = runServer(await aDirectory(), { RATE_LIMITS: 'off' })
    const about = () => server.lines.filter((line) => /rate limits/i.test(line))
    await expect.poll(() => about().map(levelOf)).toEqual([40])
  })

  test('writes no password and no session token to its log, however much it logs', async () => {
    const server = runServer(await aDirectory(), { LOG_LEVEL: 'trace' })
    const anna = await aPerson({ url: await urlOf(server) })
    const wrong = { username: `${anna.name}\nforged line`, password: aPassword() }
    await anna.send('POST', '/api/session', wrong)
    await anna.rooms()
    const secrets = [anna.password, wrong.password, ...anna.cookies.values()]
    server.signal('SIGTERM')
    await server.exitCode()
    expect(server.lines.length).toBeGreaterThanOrEqual(1)
    for (const secret of secrets) expect(server.lines.join('\n')).not.toContain(secret)
    for (const line of server.lines) expect(() => JSON.parse(line)).not.toThrow()
  })
})

test('an acknowledged message survives the server being killed', async () => {
  const directory = await aDirectory()
  const server = runServer(directory)
  const anna = await aPerson({ url: await urlOf(server) })
  const room = await aRoom(anna)
  const acknowledged: string[] = []
  const posting = (async () => {
    for (let at = 0; at < 500; at += 1) {
      const { status } = await anna.sendPost(room, `message ${at}`)
      if (status === 201) acknowledged.push(`message ${at}`)
    }
  })().catch(() => {})
  await expect.poll(() => acknowledged.length).toBeGreaterThan(20)
  server.signal('SIGKILL')
  await posting
  await server.exitCode()

  const again = runServer(directory, { PORT: new URL(anna.parlor.url).port })
  await urlOf(again)
  const { messages } = await anna.catchUp(room)
  const kept = messages.map(({ body }) => body)
  expect(kept.slice(0, acknowledged.length)).toEqual(acknowledged)
  expect(kept.length - acknowledged.length, 'at most the one under way').toBeLessThanOrEqual(1)
  expect(messages.map(({ seq }) => seq)).toEqual(kept.map((_, at) => at + 1))
})

function levelOf(line: string): unknown {
  return JSON.parse(line).level
}
