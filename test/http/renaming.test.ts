import Type from 'typebox'
import { describe, expect, vi } from 'vitest'
import { User } from '../../src/protocol/people.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { processes } from '../support/engines.ts'
import {
  aName,
  annaAndBob,
  aParlor,
  aPassword,
  aPerson,
  aStranger,
  test,
} from '../support/examples.ts'
import { Person } from '../support/person.ts'
import { content, expectInvalid, expectRefusal, type Reply } from '../support/reply.ts'

const Changed = Type.Object({ user: User })

const change = (person: Person, details: unknown) => person.send('PATCH', '/api/me', details)
const rename = (person: Person, username: string): Promise<Reply> => change(person, { username })
const signUpAs = (parlor: { readonly url: string }, name: string) =>
  new Person(parlor, name, aPassword()).signUp()

/** What a room says in all of its processes, once it says what is expected. */
async function everywhere(check: () => Promise<void>): Promise<void> {
  for (let at = 0; at < processes; at += 1) await vi.waitFor(check, { timeout: 30_000 })
}

describe('another name', () => {
  test('is one’s own at once, as it is kept', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const { id, role } = (await anna.session()).user
    const name = aName('Annette')
    const { user } = content(await rename(anna, `  ${name} `), 200, Changed)
    expect(user).toEqual({ id, username: name })
    await everywhere(async () => expect((await anna.session()).user).toEqual({ ...user, role }))
    const again = new Person(parlor, name, anna.password)
    expect(await again.logIn()).toEqual(user)
    const account = { username: name, formerUsername: anna.name }
    expect((await again.send('GET', '/api/me/export')).body).toMatchObject({ account })
  })

  test('is refused by the rules for names, and where it looks like another’s', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const lily = await aPerson(parlor, 'lily')
    const before = (await anna.session()).user
    for (const username of ['', '-', 'a\u200Bb', 'x'.repeat(33), 'a\0b', '\uD800nna']) {
      expectInvalid(await rename(anna, username), 'username')
    }
    for (const username of [lily.name, lily.name.toUpperCase(), lily.name.replace('l', 'I')]) {
      expectRefusal(await rename(anna, username), 'username_taken')
    }
    for (const details of [{ username: 7 }, { username: null }, { username: ['x'] }]) {
      expectRefusal(await change(anna, details), 'invalid_input')
    }
    expect((await anna.session()).user).toEqual(before)
  })

  test('may be one’s own written differently', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const loud = anna.name.toUpperCase()
    expect(content(await rename(anna, loud), 200, Changed).user.username).toBe(loud)
    expectRefusal(
      await aStranger(parlor).send('POST', '/api/accounts', {
        username: anna.name,
        password: aPassword(),
      }),
      'username_taken',
    )
  })

  test('leaves the one before to oneself alone, until the next', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const first = anna.name
    const [second, third] = [aName('bertha'), aName('carla')]
    await rename(anna, second)
    await expect(signUpAs(parlor, first)).rejects.toThrow('409')
    const bob = await aPerson(parlor, 'bob')
    expectRefusal(await rename(bob, first.toUpperCase()), 'username_taken')
    expect((await rename(anna, first)).status, 'back').toBe(200)
    await expect(signUpAs(parlor, second)).rejects.toThrow('409')
    expect((await rename(anna, third)).status).toBe(200)
    await signUpAs(parlor, second)
    await expect(signUpAs(parlor, first)).rejects.toThrow('409')
  })

  test('is one person’s, when two want it at once', async ({ parlor }) => {
    const people = [await aPerson(parlor), await aPerson(parlor), await aPerson(parlor)]
    const name = aName('wanted')
    const replies = await Promise.all(people.map((person) => rename(person, name)))
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  })

  test('comes with a new password, or neither does', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const taken = (await aPerson(parlor, 'bob')).name
    const [username, password] = [aName('annette'), aPassword()]
    const both = (username: string, current: string) =>
      change(anna, { username, password: { current, new: password } })
    expectRefusal(await both(username, aPassword()), 'invalid_credentials')
    expectRefusal(await both(taken, anna.password), 'username_taken')
    expectInvalid(
      await change(anna, { username, password: { current: anna.password, new: username } }),
      'password.new',
    )
    expect((await anna.session()).user.username).toBe(anna.name)
    await anna.inAnotherWindow()
    expect(content(await both(username, anna.password), 200, Changed).user.username).toBe(username)
    await new Person(parlor, username, password).logIn()
  })

  // Each process counts for itself.
  test.runIf(processes === 1)('is had ten times an hour', async () => {
    const parlor = await aParlor({ RATE_LIMITS: 'on' })
    const anna = await aPerson(parlor)
    for (let at = 0; at < 10; at += 1) {
      expect((await rename(anna, aName('anna'))).status, `name ${at + 1}`).toBe(200)
    }
    expectRefusal(await rename(anna, aName('anna')), 'too_many_requests')
    const password = { current: anna.password, new: aPassword() }
    expect((await change(anna, { password })).status).toBe(200)
  })
})

describe('in a room, somebody’s new name', () => {
  async function aTalk(parlor: { readonly url: string }) {
    const { anna, bob, room } = await annaAndBob(parlor)
    const said = await anna.post(room, 'I am Anna')
    const { cursor } = await bob.catchUp(room, undefined, 1)
    const { id } = (await anna.session()).user
    return { anna, bob, room, said, cursor, id, name: aName('annette') }
  }

  const authorsIn = async (person: Person, room: Room) =>
    (await person.history(room)).messages.map(({ author }) => author.username)

  test('is told by the poll to who is in it, as a change of whoever is inside', async ({
    parlor,
  }) => {
    const { anna, bob, room, cursor, id, name } = await aTalk(parlor)
    await rename(anna, name)
    await expect
      .poll(async () => (await bob.poll(room, cursor)).people)
      .toEqual([{ id, username: name, state: 'here' }])
  })

  test('stands at all that they have said, wherever it is read from', async ({ parlor }) => {
    const { anna, bob, room, said, name } = await aTalk(parlor)
    await rename(anna, name)
    const later = await anna.post(room, 'I am Annette')
    expect(later.author.username).toBe(name)
    await everywhere(async () => {
      expect(await authorsIn(bob, room)).toEqual([name, name])
      const { messages } = await bob.poll(room)
      expect(messages.map(({ author }) => author.username)).toEqual([name, name])
      const joined = await bob.join(room)
      expect(joined.messages.map(({ author }) => author.username)).toEqual([name, name])
      expect(new Set(joined.people.map(({ username }) => username))).toEqual(
        new Set([bob.name, name]),
      )
    })
    expect((await anna.edit(room, said, 'I was Anna')).author.username).toBe(name)
  })

  test('stands there too when they are elsewhere', async ({ parlor }) => {
    const { anna, bob, room, name } = await aTalk(parlor)
    await anna.leave()
    await rename(anna, name)
    await everywhere(async () => {
      const { messages } = await bob.poll(room)
      expect(messages.map(({ author }) => author.username)).toEqual([name])
    })
  })

  test('stands in the list of rooms that they have made, whose tag is another', async ({
    parlor,
  }) => {
    const { anna, bob, room, name } = await aTalk(parlor)
    await anna.leave()
    const list = await bob.send('GET', '/api/rooms')
    await rename(anna, name)
    await everywhere(async () => {
      const again = await bob.send('GET', '/api/rooms', undefined, {
        'if-none-match': list.headers.get('etag') ?? '',
      })
      expect(again.status).toBe(200)
      const mine = (await bob.rooms()).find(({ id }) => id === room.id)
      expect(mine?.createdBy.username).toBe(name)
    })
  })

  test('stays through a restart, and in what is said in the same moment', async () => {
    const parlor = await aParlor()
    const { anna, bob, room, name } = await aTalk(parlor)
    const posts = Array.from({ length: 20 }, (_, at) => anna.post(room, `message ${at}`))
    await Promise.all([...posts, rename(anna, name), bob.post(room, 'hello')])
    await everywhere(async () => {
      const { messages } = await bob.poll(room)
      const names = new Set(messages.map(({ author }) => author.username))
      expect(names).toEqual(new Set([bob.name, name]))
    })
    await parlor.stop()
    await parlor.startAgain()
    expect((await anna.session()).user.username).toBe(name)
    expect(new Set(await authorsIn(bob, room))).toEqual(new Set([bob.name, name]))
  })
})
