import { describe, expect } from 'vitest'
import { AuditPage } from '../../src/protocol/audit.ts'
import { Instance } from '../../src/protocol/instance.ts'
import { firstStorey, putFirstStorey } from '../databases/first-storey.ts'
import { aName, aParlor, aPerson, aStranger, testIn } from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'
import { parlorCommand } from './operator.ts'
import { theOwner } from './standing.ts'

const test = testIn({})

const roleOf = async (person: Person) => (await person.session()).user.role
const instanceFor = async (person: Person) =>
  content(await person.send('GET', '/api/instance'), 200, Instance)

describe('the first account made', () => {
  test('owns the instance, and those after it are members', async ({ parlor }) => {
    const owner = await theOwner(parlor)
    expect([await roleOf(owner), await roleOf(await aPerson(parlor))]).toEqual(['owner', 'member'])
  })

  test('is one, of many that are made at the same moment', async () => {
    const parlor = await aParlor()
    const people = await Promise.all(Array.from({ length: 6 }, () => aPerson(parlor)))
    const roles = await Promise.all(people.map(roleOf))
    expect(roles.filter((role) => role === 'owner')).toHaveLength(1)
  })

  test('is the oldest one, in a database from before there were owners', async () => {
    const parlor = await aParlor()
    await parlor.stop()
    await putFirstStorey(parlor.database)
    await parlor.startAgain()
    const roles = new Map<string, string>()
    for (const [name, { password }] of Object.entries(firstStorey.people)) {
      const person = new Person(parlor, name, password)
      await person.logIn()
      roles.set(name, await roleOf(person))
    }
    const owners = [...roles].flatMap(([name, role]) => (role === 'owner' ? [name] : []))
    expect(owners).toEqual(['anna'])
    expect(await roleOf(await aPerson(parlor))).toBe('member')
  })
})

test('everybody may know what the instance is called, and who may join it', async ({ parlor }) => {
  expect(await instanceFor(aStranger(parlor))).toMatchObject({
    name: 'Parlor',
    registration: 'open',
    welcome: '',
  })
})

test('its owner and admins change it; nobody else does', async ({ parlor }) => {
  const owner = await theOwner(parlor)
  const anna = await aPerson(parlor)
  const name = aName('Rowing club ')
  const change = { name: ` ${name}  `, welcome: 'Ask Bea for a key.' }
  expectRefusal(await anna.send('PATCH', '/api/instance', change), 'not_allowed')
  expectRefusal(await aStranger(parlor).send('PATCH', '/api/instance', change), 'not_logged_in')
  expect((await instanceFor(anna)).name).toBe('Parlor')

  const changed = await owner.send('PATCH', '/api/instance', change)
  expect(content(changed, 200, Instance)).toMatchObject({ name, welcome: 'Ask Bea for a key.' })
  expect(await instanceFor(anna)).toMatchObject({ name, registration: 'open' })
  for (const [field, value] of [
    ['name', ''],
    ['name', 'x'.repeat(61)],
    ['name', '\u202Ebulc'],
    ['registration', 'sometimes'],
    ['welcome', 'x'.repeat(501)],
  ] as const) {
    expectInvalid(await owner.send('PATCH', '/api/instance', { [field]: value }), field)
  }
  expect((await instanceFor(anna)).name).toBe(name)
  const longest = { name: 'x'.repeat(60), welcome: 'x'.repeat(500) }
  const taken = await owner.send('PATCH', '/api/instance', longest)
  expect(content(taken, 200, Instance)).toMatchObject(longest)
})

test('the owner is asked who may make an account until somebody has said it', async () => {
  const parlor = await aParlor()
  const owner = await aPerson(parlor)
  const anna = await aPerson(parlor)
  expect([(await owner.session()).undecided, (await anna.session()).undecided]).toEqual([
    true,
    undefined,
  ])
  await owner.send('PATCH', '/api/instance', { registration: 'open' })
  expect((await owner.session()).undecided).toBeUndefined()
})

test.for(['invite', 'closed'])(
  'where registration is %s, a stranger gets no account',
  async (registration) => {
    const parlor = await aParlor()
    const owner = await aPerson(parlor)
    await owner.send('PATCH', '/api/instance', { registration })
    const stranger = aStranger(parlor)
    const { name: username, password } = stranger
    const signUp = () => stranger.send('POST', '/api/accounts', { username, password })
    expectRefusal(await signUp(), 'registration_closed')
    expect(await parlor.database.text()).not.toContain(username)
    await owner.send('PATCH', '/api/instance', { registration: 'open' })
    expect((await signUp()).status).toBe(201)
  },
)

describe('by command line', () => {
  test('an account is made an admin, which is so at its next request', async ({ parlor }) => {
    await theOwner(parlor)
    const anna = await aPerson(parlor)
    const { code, said } = await parlorCommand(parlor, 'make-admin', anna.name.toUpperCase())
    expect([code, said]).toEqual([0, `${anna.name} is an admin.`])
    expect(await roleOf(anna)).toBe('admin')
    const listed = (await parlorCommand(parlor, 'people', '--json')).said.split('\n')
    const entry = listed.map((line) => JSON.parse(line)).find((one) => one.username === anna.name)
    expect(entry.role).toBe('admin')
    const nobody = await parlorCommand(parlor, 'make-admin', 'nobody at all')
    expect(nobody).toMatchObject({ code: 1 })
  })

  test('the instance is set up, and what cannot be is said by its option', async () => {
    const parlor = await aParlor()
    const set = await parlorCommand(
      parlor,
      ...['instance', '--name', 'The Boathouse', '--registration', 'invite'],
    )
    expect([set.code, JSON.parse(set.said)]).toMatchObject([
      0,
      { name: 'The Boathouse', registration: 'invite' },
    ])
    expect(await instanceFor(aStranger(parlor))).toMatchObject({ registration: 'invite' })
    const wrong = await parlorCommand(parlor, 'instance', '--registration', 'maybe')
    expect(wrong.code).toBe(1)
    expect(wrong.said).toContain('--registration is one of open, invite, closed')
  })
})

test('what somebody with power did is written down, for admins alone', async ({ parlor }) => {
  const owner = await theOwner(parlor)
  const anna = await aPerson(parlor)
  await parlorCommand(parlor, 'make-admin', anna.name)
  await parlorCommand(parlor, 'reset-password', anna.name)
  const [tea, den] = [
    await anna.createRoom(aName('Tea')),
    await anna.createRoom(aName('Den'), 'private'),
  ]
  for (const { id } of [tea, den]) await parlorCommand(parlor, 'delete-room', id)
  await owner.send('PATCH', '/api/instance', { welcome: aName('Welcome ') })
  const bob = await aPerson(parlor)
  expectRefusal(await bob.send('GET', '/api/audit'), 'not_allowed')
  const { entries } = content(await anna.send('GET', '/api/audit'), 200, AuditPage)
  expect(entries[0]).toMatchObject({
    act: 'instance_changed',
    actor: { username: owner.name },
    detail: expect.stringMatching(/^welcome: Welcome /),
  })
  expect(entries).toContainEqual(
    expect.objectContaining({
      act: 'role_changed',
      actor: null,
      person: expect.objectContaining({ username: anna.name }),
      detail: 'admin',
    }),
  )
  const byCommand = { actor: null, person: null, room: null }
  for (const line of [
    {
      ...byCommand,
      act: 'reset_offered',
      person: expect.objectContaining({ username: anna.name }),
    },
    { ...byCommand, act: 'room_deleted', room: { id: tea.id, name: tea.name } },
    // Of what is private, not even the name.
    { ...byCommand, act: 'room_deleted' },
  ]) {
    expect(entries).toContainEqual(expect.objectContaining(line))
  }
  const { said } = await parlorCommand(parlor, 'audit')
  const lines = said.split('\n').map((line) => JSON.parse(line))
  expect(lines.map(({ id }) => id)).toEqual(entries.map(({ id }) => id))
})
