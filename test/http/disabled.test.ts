import Type from 'typebox'
import { expect } from 'vitest'
import { aDirectory, aPerson, aRoom, testIn } from '../support/examples.ts'
import { content, expectRefusal } from '../support/reply.ts'
import { launcher, run } from '../support/running.ts'
import { idOf, theOwner } from './standing.ts'

const test = testIn({})

/** Runs a command as an operator would, beside the running server. */
async function parlorCommand(command: string, name: string, databaseUrl: string) {
  const environment = { DATABASE_URL: databaseUrl }
  const running = run(process.execPath, [launcher, command, name], await aDirectory(), environment)
  return { code: await running.exitCode(), said: running.lines.join('\n') }
}

test('an account that is shut is out at once, and can be opened again', async ({ parlor }) => {
  const owner = await theOwner(parlor)
  const anna = await aPerson(parlor)
  const bob = await aPerson(parlor)
  const room = await aRoom(anna)
  await anna.join(room)
  await bob.join(room)
  await anna.post(room, 'what was said stays')

  expect((await parlorCommand('disable', anna.name.toUpperCase(), parlor.database.url)).code).toBe(
    0,
  )
  await expect.poll(async () => (await anna.sendPoll(room, undefined)).status).toBe(401)
  const { name: username, password } = anna
  const logIn = () => anna.send('POST', '/api/session', { username, password })
  expectRefusal(await logIn(), 'invalid_credentials')
  const inside = async () => (await bob.rooms()).find(({ id }) => id === room.id)?.people
  await expect.poll(inside).toBe(1)
  expect((await bob.history(room)).messages.map(({ body }) => body)).toEqual([
    'what was said stays',
  ])

  expect((await parlorCommand('enable', anna.name, parlor.database.url)).code).toBe(0)
  expect((await logIn()).status).toBe(200)

  // What was given to set the password with is worth nothing after that.
  const path = `/api/people/${await idOf(anna)}`
  const reply = await owner.send('POST', `${path}/password-resets`)
  const { url } = content(reply, 201, Type.Object({ url: Type.String() }))
  for (const disabled of [true, false]) await owner.send('PATCH', path, { disabled })
  const reset = `/api/password-resets/${new URL(url).hash.slice(1)}`
  expectRefusal(await anna.send('POST', reset, { password }), 'reset_invalid')
})

test('shutting an account that does not exist says so', async ({ parlor }) => {
  const { code, said } = await parlorCommand('disable', 'nobody at all', parlor.database.url)
  expect(code).toBe(1)
  expect(said).toContain('no account named nobody at all')
})
