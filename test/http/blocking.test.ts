import Type from 'typebox'
import { describe, expect } from 'vitest'
import { User } from '../../src/protocol/people.ts'
import { aPerson, aRoom, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectRefusal } from '../support/reply.ts'
import { idOf } from './standing.ts'

describe('blocking somebody', () => {
  const blocked = async (person: Person) => {
    const reply = await person.send('GET', '/api/me/blocks')
    return content(reply, 200, Type.Object({ people: Type.Array(User) })).people
  }

  test('is kept until it is undone, and the other is told nothing', async ({ parlor }) => {
    const [anna, bob] = [await aPerson(parlor), await aPerson(parlor)]
    const path = `/api/me/blocks/${await idOf(bob)}`
    for (const _ of [1, 2]) expect((await anna.send('PUT', path)).status).toBe(204)
    expect((await blocked(anna)).map(({ username }) => username)).toEqual([bob.name])
    expect(await blocked(bob)).toEqual([])
    for (const _ of [1, 2]) expect((await anna.send('DELETE', path)).status).toBe(204)
    expect(await blocked(anna)).toEqual([])
  })

  test('keeps both from starting a direct room, until it is undone', async ({ parlor }) => {
    const [anna, bob, cleo] = [await aPerson(parlor), await aPerson(parlor), await aPerson(parlor)]
    const path = `/api/me/blocks/${await idOf(bob)}`
    const start = async (by: Person, ...others: Person[]) =>
      by.send('POST', '/api/direct', { people: await Promise.all(others.map(idOf)) })
    await anna.send('PUT', path)
    expectRefusal(await start(bob, anna), 'not_allowed')
    expectRefusal(await start(bob, cleo, anna), 'not_allowed')
    expectRefusal(await start(anna, bob), 'not_allowed')
    expect((await bob.rooms()).filter(({ kind }) => kind === 'direct')).toEqual([])
    await anna.send('DELETE', path)
    expect((await start(bob, anna)).status).toBe(201)
  })

  test('takes away that they call one, in every list, until it is undone', async ({ parlor }) => {
    const [anna, bob, cleo] = [await aPerson(parlor), await aPerson(parlor), await aPerson(parlor)]
    const room = await aRoom(bob, cleo, anna)
    await anna.leave()
    const path = `/api/me/blocks/${await idOf(bob)}`
    const calls = async () => (await anna.rooms()).find(({ id }) => id === room.id)?.mentions
    await bob.post(room, `@${anna.name}, listen`)
    expect(await calls()).toBe(1)
    await anna.send('PUT', path)
    expect(await calls()).toBe(0)
    await bob.post(room, `@${anna.name}, I said`)
    await cleo.post(room, `@${anna.name}, tea?`)
    expect(await calls()).toBe(1)
    await anna.send('DELETE', path)
    expect(await calls()).toBe(3)
  })

  test('needs somebody else', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const bob = await aPerson(parlor)
    const gone = `/api/me/blocks/${await idOf(bob)}`
    expect((await bob.send('DELETE', '/api/me', { password: bob.password })).status).toBe(204)
    for (const path of ['/api/me/blocks/nobody', gone]) {
      expectRefusal(await anna.send('PUT', path), 'person_not_found')
    }
    expectRefusal(await anna.send('PUT', `/api/me/blocks/${await idOf(anna)}`), 'not_allowed')
  })
})
