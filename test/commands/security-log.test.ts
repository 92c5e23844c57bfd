import { once } from 'node:events'
import { test as base, expect, vi } from 'vitest'
import { aConnection, asText } from '../http/raw.ts'
import {
  aDirectory,
  aPassword,
  aPerson,
  aRoom,
  aStranger,
  type WhenOver,
} from '../support/examples.ts'
import { launcher, run, runServer, urlOf } from '../support/running.ts'

/** A server for the file, which believes what this machine forwards. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it what the fixture needs.
const test = base.extend('running', { scope: 'file' }, async ({}, { onCleanup }) => {
  const ends: (() => Promise<void>)[] = []
  onCleanup(async () => {
    for (const end of ends.toReversed()) await end()
  })
  const whenOver: WhenOver = (end) => void ends.push(end)
  const directory = await aDirectory(whenOver)
  const server = runServer(directory, { TRUSTED_PROXIES: '127.0.0.1' }, whenOver)
  return { server, directory, parlor: { url: await urlOf(server) } }
})

/** What it takes to be an entry about security. */
type Entry = Record<string, unknown>

/** The security events in a log, without what every line has. */
function entriesOf(lines: string[]): Entry[] {
  return lines
    .map((line): Entry => JSON.parse(line))
    .filter((entry) => entry.event !== undefined)
    .map(({ level: _, time: __, pid: ___, hostname: ____, msg: _____, ...entry }) => entry)
}

test('an operator finds in the log who did what to which account, from where, and no secret', async ({
  running: { server, parlor },
}) => {
  const anna = await aPerson(parlor)
  const { id: account } = (await anna.session()).user
  const secrets = [...anna.cookies.values(), anna.password]
  const from = { 'x-forwarded-for': '203.0.113.7' }
  const stranger = aStranger(parlor)
  const logIn = (username: string, password: string, headers = from) =>
    stranger.send('POST', '/api/session', { username, password }, headers)

  const wrong = aPassword()
  await logIn(anna.name, wrong)
  // A password in the wrong field, with what would begin a line of its own.
  await logIn(`${anna.password}\n{"event":"logged_in"}`, wrong)
  await logIn(anna.name, wrong, { 'x-forwarded-for': 'x"\u009b31m' })
  await logIn(anna.name, anna.password)
  await stranger.send(
    'POST',
    '/api/rooms',
    { name: 'Tea' },
    { ...from, origin: 'https://evil.example' },
  )
  const changed = aPassword()
  const change = (current: string) =>
    anna.send('PATCH', '/api/me', { password: { current, new: changed } }, from)
  await change(wrong)
  await change(anna.password)
  await anna.send('DELETE', '/api/me/sessions', undefined, from)
  const code = 'c'.repeat(43)
  await stranger.send('POST', `/api/password-resets/${code}`, { password: changed }, from)
  await anna.send('DELETE', '/api/session', undefined, from)

  const address = '203.0.113.7'
  await expect.poll(() => entriesOf(server.lines).at(-1)).toMatchObject({ event: 'logged_out' })
  expect(entriesOf(server.lines)).toEqual([
    { event: 'signed_up', account, address: '127.0.0.1' },
    { event: 'log_in_failed', account, address, detail: 'wrong_password' },
    { event: 'log_in_failed', account: 'unknown', address, detail: 'unknown_name' },
    { event: 'log_in_failed', account, address: 'unknown', detail: 'wrong_password' },
    { event: 'logged_in', account, address },
    { event: 'refused', account: 'unknown', address, detail: 'cross_site' },
    { event: 'password_change_failed', account, address },
    { event: 'password_changed', account, address },
    { event: 'other_sessions_ended', account, address },
    { event: 'password_reset_failed', account: 'unknown', address },
    { event: 'logged_out', account, address },
  ])
  const log = server.lines.join('\n')
  const typed = [...secrets, ...anna.cookies.values(), ...stranger.cookies.values()]
  for (const secret of [...typed, wrong, changed, code, anna.name])
    expect(log).not.toContain(secret)
})

test('and who was stopped, renamed, logged out from elsewhere or given a new password', async ({
  running: { server, directory, parlor },
}) => {
  const address = '203.0.113.8'
  const from = { 'x-forwarded-for': address }
  const anna = await aPerson(parlor)
  const { id: account } = (await anna.session()).user
  const lost = await anna.inAnotherWindow()
  const { sessions } = (await anna.send('GET', '/api/sessions')).body as {
    sessions: { id: string; current: boolean }[]
  }
  const other = sessions.find(({ current }) => !current)?.id
  // One line of a log is there when those before it are.
  const begun = await vi.waitFor(() => {
    const entries = entriesOf(server.lines)
    const at = entries.findLastIndex((entry) => entry.event === 'logged_in')
    expect(entries[at]).toMatchObject({ account })
    return at + 1
  })
  await anna.send('DELETE', `/api/sessions/${other}`, undefined, from)
  const name = `${anna.name}x`
  await anna.send('PATCH', '/api/me', { username: name }, from)
  const guesses: string[] = []
  for (let at = 0; at < 21; at += 1) {
    const password = aPassword()
    guesses.push(password)
    const headers = { 'x-forwarded-for': `203.0.113.${100 + at}` }
    await aStranger(parlor).send('POST', '/api/session', { username: name, password }, headers)
  }
  const printing = run(process.execPath, [launcher, 'reset-password', name], directory)
  await printing.exitCode()
  const code = printing.lines.join('\n').match(/\/reset#([\w-]{43})$/m)?.[1] ?? expect.fail()
  const password = aPassword()
  await aStranger(parlor).send('POST', `/api/password-resets/${code}`, { password }, from)

  await expect.poll(() => entriesOf(server.lines).at(-1)).toMatchObject({ event: 'password_reset' })
  const failed = Array.from({ length: 20 }, (_, at) => {
    const guesser = `203.0.113.${100 + at}`
    return { event: 'log_in_failed', account, address: guesser, detail: 'wrong_password' }
  })
  expect(entriesOf(server.lines).slice(begun)).toEqual([
    { event: 'session_ended', account, address },
    { event: 'renamed', account, address },
    ...failed,
    { event: 'log_in_throttled', account, address: '203.0.113.120' },
    // Of whom it was refused, nobody knows: they have no session.
    {
      event: 'refused',
      account: 'unknown',
      address: '203.0.113.120',
      detail: 'too_many_requests',
    },
    { event: 'password_reset', account, address },
  ])
  const log = server.lines.join('\n')
  const secrets = [...anna.cookies.values(), ...lost.cookies.values(), anna.password, password]
  for (const secret of [...secrets, ...guesses, code, anna.name, name]) {
    expect(log).not.toContain(secret)
  }
})

test('whoever hangs up in the middle of downloads leaves no line that something failed', async ({
  running: { server, parlor },
}) => {
  const anna = await aPerson(parlor)
  const room = await aRoom(anna)
  const file = await anna.upload(room, 'a.bin', Buffer.alloc(700_000))
  const connections = Array.from({ length: 40 }, () => aConnection(parlor))
  for (const { send } of connections) send(asText(anna, 'GET', `/api/files/${file.id}`))
  const [first, ...others] = connections.map(({ socket }) => socket)
  if (first) await once(first.resume(), 'data')
  for (const socket of others) socket.resetAndDestroy()
  const stranger = await aPerson(parlor)
  const { id } = (await stranger.session()).user
  await expect.poll(() => entriesOf(server.lines).at(-1)).toMatchObject({ account: id })
  expect(server.lines.filter((line) => line.includes('"level":50'))).toEqual([])
})

test('a flood of guesses leaves twenty lines a minute from one address', async () => {
  const server = runServer(await aDirectory(), { RATE_LIMITS: 'off' })
  const parlor = { url: await urlOf(server) }
  const stranger = aStranger(parlor)
  const guess = () =>
    stranger.send('POST', '/api/session', { username: 'nobody', password: aPassword() })
  for (let at = 0; at < 30; at += 1) await guess()
  await aPerson(parlor)
  await expect.poll(() => entriesOf(server.lines).at(-1)).toMatchObject({ event: 'signed_up' })
  const failed = entriesOf(server.lines).filter(({ event }) => event === 'log_in_failed')
  expect(failed).toHaveLength(20)
})
