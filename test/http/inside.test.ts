import { describe, expect } from 'vitest'
import { aParlor, aPerson, aRoom, type Parlor, test } from '../examples.ts'
import type { Person } from '../person.ts'

/** Longer than who is heard is counted on, and than what several processes need to agree. */
const inTime = { interval: 500, timeout: 40_000 }

/** Lets time pass in steps in which open windows are heard. */
async function pass(parlor: Parlor, seconds: number, windows: () => Promise<unknown>) {
  for (let passed = 0; passed < seconds; passed += 4) {
    await windows()
    await parlor.pass(4000)
  }
}

async function annaAndBob() {
  const parlor = await aParlor()
  const [anna, bob] = [await aPerson(parlor, 'anna'), await aPerson(parlor, 'bob')]
  const room = await aRoom(anna, bob)
  const inside = async () => (await bob.rooms()).find(({ id }) => id === room.id)?.people
  const state = async (of: Person) =>
    (await bob.join(room)).people.find(({ username }) => username === of.name)?.state
  return { parlor, anna, bob, room, inside, state }
}

describe('whoever closed the browser', () => {
  test('is counted as inside no more, and is away to others', async () => {
    const { parlor, anna, bob, inside, state } = await annaAndBob()
    await expect.poll(inside, inTime).toBe(2)
    await pass(parlor, 12, inside)
    await expect.poll(inside, inTime).toBe(1)
    await expect.poll(() => state(anna), inTime).toBe('away')
    await expect.poll(() => state(bob), inTime).toBe('here')
  }, 60_000)

  test('is back at once, and never away to themselves', async () => {
    const { parlor, anna, bob, room, inside } = await annaAndBob()
    await pass(parlor, 12, inside)
    await expect.poll(inside, inTime).toBe(1)
    const back = await anna.join(room)
    expect(back.people.find(({ username }) => username === anna.name)?.state).toBe('here')
    expect(back.room.people).toBe(2)
    await expect.poll(inside, inTime).toBe(2)
    await pass(parlor, 12, inside)
    await expect.poll(inside, inTime).toBe(1)
    await anna.leave()
    await expect.poll(inside, inTime).toBe(1)
    await bob.leave()
    await expect.poll(inside, inTime).toBe(0)
  }, 60_000)

  test('while the server was stopped is counted no more, though nobody enters the room', async () => {
    const { parlor, bob, inside } = await annaAndBob()
    await bob.leave()
    await expect.poll(inside, inTime).toBe(1)
    await parlor.stop()
    await parlor.startAgain()
    await pass(parlor, 12, inside)
    await expect.poll(inside, inTime).toBe(0)
  }, 60_000)
})
