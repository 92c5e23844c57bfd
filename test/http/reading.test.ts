import { describe, expect } from 'vitest'
import { soon } from '../support/engines.ts'
import { aName, annaAndBob, aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { expectInvalid, expectRefusal } from '../support/reply.ts'

type Room = Awaited<ReturnType<typeof aRoom>>

async function read(person: Person, room: Room, seq: number): Promise<void> {
  const reply = await person.send('PUT', `/api/rooms/${room.id}/read`, { seq })
  expect(reply.status).toBe(204)
}

async function unread(person: Person, { id }: Room): Promise<number | null | undefined> {
  return (await person.rooms()).find((room) => room.id === id)?.unread
}

describe('how far one has read', () => {
  test('counts the messages since, for each person by themselves', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const stranger = await aPerson(parlor, 'carla')
    for (const text of ['one', 'two', 'three']) await anna.post(room, text)
    await read(bob, room, 1)
    await expect.poll(() => unread(bob, room), soon).toBe(2)
    await read(bob, room, 3)
    await expect.poll(() => unread(bob, room), soon).toBe(0)
    expect(await unread(stranger, room), 'who was never inside').toBeNull()
    expect((await bob.join(room)).readUpTo).toBe(3)
  })

  test('never moves back, and never past the last message', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    for (const text of ['one', 'two']) await anna.post(room, text)
    await read(anna, room, 2)
    await read(anna, room, 1)
    expect((await anna.join(room)).readUpTo).toBe(2)
    await read(anna, room, 1_000_000)
    await anna.post(room, 'three')
    expect((await anna.join(room)).readUpTo).toBe(2)
  })

  test('is kept when one leaves, and when the server restarts', async () => {
    const parlor = await aParlor()
    const { anna, bob, room } = await annaAndBob(parlor)
    await anna.post(room, 'one')
    await read(bob, room, 1)
    await bob.leave()
    await anna.post(room, 'two')
    await expect.poll(() => unread(bob, room), soon).toBe(1)
    await parlor.stop()
    await parlor.startAgain()
    await expect.poll(() => unread(bob, room), soon).toBe(1)
  })

  test('is told apart, for an empty room, from never having been there', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await anna.createRoom(aName('Tea'))
    await anna.join(room)
    const stands = async (person: Person) => {
      const { readUpTo, returning } = await person.join(room)
      return { readUpTo, returning }
    }
    expect(await stands(bob)).toEqual({ readUpTo: 0, returning: false })
    await bob.leave()
    await anna.post(room, 'one')
    expect(await stands(bob)).toEqual({ readUpTo: 0, returning: true })
    expect(await stands(bob), 'once more').toEqual({ readUpTo: 0, returning: true })
    const carla = await aPerson(parlor, 'carla')
    expect(await stands(carla)).toEqual({ readUpTo: 0, returning: false })
  })

  test('can be noted only by those who belong to the room', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoom(anna)
    const noting = (id: string) => bob.send('PUT', `/api/rooms/${id}/read`, { seq: 1 })
    expectRefusal(await noting(room.id), 'not_in_room')
    expectRefusal(await noting('nowhere'), 'room_not_found')
    await anna.deleteRoom(room)
    expectRefusal(await noting(room.id), 'room_deleted')
  })

  test.for([-1, 1.5, '1', null, 1e300, [1]])('is no such thing as %j', async (seq, { parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    expectInvalid(await anna.send('PUT', `/api/rooms/${room.id}/read`, { seq }), 'seq')
  })
})
