import { describe, expect } from 'vitest'
import { aName, aParlor, aPassword, aPerson, aRoom, aStranger, test } from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'
import { aResetCode, parlorCommand } from './operator.ts'

const change = (person: Person, current: string, password: string) =>
  person.send('PATCH', '/api/me', { password: { current, new: password } })

describe('changing one’s password', () => {
  test('needs the current one, keeps this session and ends the others', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const other = await anna.inAnotherWindow()
    const password = aPassword()
    const refused = expectRefusal(await change(anna, aPassword(), password), 'invalid_credentials')
    expect(refused.errors?.map(({ field }) => field)).toEqual(['password.current'])
    await other.session()

    const reply = await change(anna, anna.password, password)
    expect(reply.status).toBe(200)
    const { id, username } = (await anna.session()).user
    expect(reply.body).toEqual({ user: { id, username } })
    expect((await anna.session()).room?.id).toBe(room.id)
    expectRefusal(await other.send('GET', '/api/session'), 'not_logged_in')
    const logIn = (with_: string) =>
      aStranger(parlor).send('POST', '/api/session', { username: anna.name, password: with_ })
    expectRefusal(await logIn(anna.password), 'invalid_credentials')
    expect((await logIn(password)).status).toBe(200)
  })

  test('gives this session a new token, and the one before is worth nothing', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const { cursor } = await anna.poll(room)
    await anna.poll(room, cursor)
    const before = anna.cookies.header()
    const reply = await change(anna, anna.password, aPassword())
    const cookies = reply.headers.getSetCookie()
    expect(cookies.join()).toMatch(/HttpOnly/)
    expect(cookies.join()).toMatch(/SameSite=Lax/)
    expect(anna.cookies.header()).not.toBe(before)
    const paths = ['/api/session', '/api/rooms', `/api/rooms/${room.id}/changes?after=${cursor}`]
    for (const path of paths) {
      const replayed = await anna.send('GET', path, undefined, { cookie: before })
      expectRefusal(replayed, 'not_logged_in')
    }
    expect((await anna.session()).room?.id, 'she is where she was').toBe(room.id)
    expect((await anna.poll(room, cursor)).messages).toEqual([])
    const { sessions } = (await anna.send('GET', '/api/sessions')).body as { sessions: unknown[] }
    expect(sessions).toHaveLength(1)
  })

  test.for(['x9-Kq2w', 'password1', 'a'.repeat(257)])(
    'to %s is refused, beside its field',
    async (password, { parlor }) => {
      const anna = await aPerson(parlor)
      expectInvalid(await change(anna, anna.password, password), 'password.new')
      await anna.inAnotherWindow()
    },
  )

  test.for([{}, { password: 'x' }, { password: { new: 'long enough' } }, { password: null }])(
    'with the body %j is refused',
    async (body, { parlor }) => {
      const anna = await aPerson(parlor)
      expectRefusal(await anna.send('PATCH', '/api/me', body), 'invalid_input')
    },
  )

  test('is no way to guess it', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on' })
    const anna = await aPerson(parlor)
    const statuses: number[] = []
    for (let at = 0; at < 20; at += 1) {
      statuses.push((await change(anna, aPassword(), aPassword())).status)
    }
    expect(new Set(statuses)).toEqual(new Set([401]))
    // Not because of the minute: the next lot is as soon as this, and is refused all the same.
    await parlor.pass(30_000)
    expectRefusal(await change(anna, anna.password, aPassword()), 'too_many_requests')
  })
})

describe('a link that sets a new password', () => {
  test('works once, ends all sessions and logs nobody in', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const code = await aResetCode(parlor, ` ${anna.name.toUpperCase()}`)
    const reset = (who: Person, password: string) =>
      who.send('POST', `/api/password-resets/${code}`, { password })
    const stranger = aStranger(parlor)
    expectInvalid(await reset(stranger, 'short'), 'password')
    const password = aPassword()
    const reply = await reset(stranger, password)
    expect(reply.status).toBe(204)
    expect(reply.text).toBe('')
    expectRefusal(await stranger.send('GET', '/api/session'), 'not_logged_in')
    expectRefusal(await anna.sendPoll(room), 'not_logged_in')
    expectRefusal(await reset(stranger, aPassword()), 'reset_invalid')
    const old = { username: anna.name, password: anna.password }
    expectRefusal(await stranger.send('POST', '/api/session', old), 'invalid_credentials')
    await new Person(parlor, anna.name, password).logIn()
  })

  test('is withdrawn by a new one, and by a change of the password', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const codes = [await aResetCode(parlor, anna.name), await aResetCode(parlor, anna.name)]
    const use = (code = '') =>
      aStranger(parlor).send('POST', `/api/password-resets/${code}`, { password: aPassword() })
    expectRefusal(await use(codes[0]), 'reset_invalid')
    expect((await change(anna, anna.password, aPassword())).status).toBe(200)
    expectRefusal(await use(codes[1]), 'reset_invalid')
    await anna.session()
  })

  test.for([
    [59, 204],
    [61, 410],
  ] as const)('answers %d minutes later with %d', async ([minutes, status]) => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const code = await aResetCode(parlor, anna.name)
    await parlor.pass(minutes * 60_000)
    const body = { password: aPassword() }
    const reply = await aStranger(parlor).send('POST', `/api/password-resets/${code}`, body)
    expect(reply.status).toBe(status)
  })

  test('is not in the database as it is', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const code = await aResetCode(parlor, anna.name)
    expect(await parlor.database.text()).not.toContain(code)
  })

  test.for(['x', 'a'.repeat(43), '..%2F..', '%00'])(
    'with the code %s is none',
    async (code, { parlor }) => {
      const body = { password: aPassword() }
      const reply = await aStranger(parlor).send('POST', `/api/password-resets/${code}`, body)
      expect([404, 410]).toContain(reply.status)
    },
  )

  test('lets in an owner whom guessers keep out', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on' })
    const anna = await aPerson(parlor)
    const guess = () => {
      const body = { username: anna.name, password: aPassword() }
      return aStranger(parlor).send('POST', '/api/session', body)
    }
    for (let at = 0; at < 20; at += 1) await guess()
    expectRefusal(await guess(), 'too_many_requests')
    const code = await aResetCode(parlor, anna.name)
    const owner = new Person(parlor, anna.name, aPassword())
    const { password } = owner
    await owner.send('POST', `/api/password-resets/${code}`, { password })
    for (let at = 0; at < 20; at += 1) await guess()
    expectRefusal(await guess(), 'too_many_requests')
    await owner.logIn()
  })

  test('is not to be had for an account that there is not', async ({ parlor }) => {
    const { code, said } = await parlorCommand(parlor, 'reset-password', aName('nobody'))
    expect(code).toBe(1)
    expect(said).toContain('no account named')
    expect(said).not.toContain('/reset')
  })

  test('has the address that its operator names', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const parts = ['reset-password', anna.name, '--url', 'https://chat.example/']
    const { said } = await parlorCommand(parlor, ...parts)
    expect(said).toMatch(/^https:\/\/chat\.example\/reset#[\w-]{43}$/m)
  })
})

describe('the operator’s commands', () => {
  test('list the people, for reading and for programs', async () => {
    const parlor = await aParlor()
    const [anna, bob] = [await aPerson(parlor, 'anna'), await aPerson(parlor, 'bob')]
    await parlorCommand(parlor, 'disable', bob.name)
    const { code, said } = await parlorCommand(parlor, 'people')
    expect(code).toBe(0)
    const [head, first, second, ...others] = said.split('\n')
    expect(head).toMatch(/^name +role +created +last seen$/)
    const time = '\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z'
    expect(first).toMatch(new RegExp(`^${anna.name} +owner +${time}  ${time}$`))
    expect(second).toMatch(new RegExp(`^${bob.name} +member +${time}  not lately +shut$`))
    expect(others).toEqual([])

    const { id } = (await anna.session()).user
    const lines = (await parlorCommand(parlor, 'people', '--json')).said.split('\n')
    const entries: unknown[] = lines.map((line) => JSON.parse(line))
    expect(entries).toEqual([
      {
        id,
        username: anna.name,
        role: 'owner',
        createdAt: expect.any(String),
        lastSeenAt: expect.any(String),
        disabled: false,
      },
      expect.objectContaining({ username: bob.name, lastSeenAt: null, disabled: true }),
    ])
  })

  test('delete a room of anybody’s, by its name or its id, while people are in it', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const rooms = [await aRoom(anna), await aRoom(anna)] as const
    for (const room of rooms) {
      await anna.join(room)
      const which = room === rooms[0] ? room.name.toUpperCase() : room.id
      const { code, said } = await parlorCommand(parlor, 'delete-room', which)
      expect(said).toContain(room.name)
      expect(code).toBe(0)
      await expect.poll(async () => (await anna.sendPoll(room)).status).toBe(410)
      const refused = expectRefusal(await anna.sendPoll(room), 'room_deleted')
      expect(refused.room).toEqual({ id: room.id, name: room.name })
    }
    const again = await parlorCommand(parlor, 'delete-room', rooms[1].id)
    expect(again.code).toBe(1)
    expect(again.said).toContain('There is no room')
  })
})
