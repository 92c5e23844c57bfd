import { describe, expect, test } from 'vitest'
import {
  aName,
  annaAndBob,
  aParlor,
  aParlorThatHashes,
  aPassword,
  aPerson,
  aRoom,
} from '../support/examples.ts'
import { Person } from '../support/person.ts'

describe('S16: all data is kept in the SQLite database', () => {
  test('people, rooms, memberships and messages each have their table', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    await anna.post(room, 'what was said')
    const tables = await parlor.database.contents()
    const holding = (text: string) =>
      [...tables]
        .filter(([_, rows]) => JSON.stringify(rows).includes(text))
        .map(([name]) => name)
        .toSorted((one, other) => (one < other ? -1 : 1))
    expect(holding('what was said')).toEqual(['message'])
    expect(holding(anna.name)).toEqual(['person', 'person_name'])
    expect(holding(room.name)).toEqual(['room', 'room_name'])
    expect(tables.get('membership')).toHaveLength(1)
    expect(tables.get('presence')).toHaveLength(1)
    expect(tables.get('read_marker')).toHaveLength(1)
  })

  test('and is all there after a restart', async () => {
    const parlor = await aParlor()
    const { anna, bob, room } = await annaAndBob(parlor)
    await anna.post(room, 'hello')
    await bob.post(room, 'hello, Anna')
    const everything = async () => ({
      rooms: await bob.rooms(),
      history: await bob.history(room),
      session: await bob.session(),
      changes: (await bob.catchUp(room)).messages,
    })
    const before = await everything()
    await parlor.stop()
    await parlor.startAgain()
    expect(await everything()).toEqual(before)
    expect((await bob.post(room, 'again')).seq).toBe(3)
  })

  test('and is all in that file once the server has stopped', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    await anna.post(room, 'what was said')
    await parlor.stop()
    expect(await parlor.database.text()).toContain('what was said')
  })
})

test('neither a password nor a session token can be read from the database', async () => {
  const parlor = await aParlorThatHashes()
  const anna = await aPerson(parlor)
  const text = await parlor.database.text()
  // What OWASP's Password Storage Cheat Sheet asks for first.
  expect(text).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
  expect(text).not.toContain(anna.password)
  const tokens = anna.cookies.values()
  expect(tokens, 'of the session and of the device').toHaveLength(2)
  for (const token of tokens) expect(text).not.toContain(token)
})

test('two people with the same password have different hashes', async () => {
  const parlor = await aParlor()
  const password = aPassword()
  for (const name of [aName('anna'), aName('bob')])
    await new Person(parlor, name, password).signUp()
  const hashes = (await parlor.database.text()).match(/\$argon2id\$[^"]+/g) ?? []
  expect(new Set(hashes).size).toBe(2)
})
