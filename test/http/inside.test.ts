import { describe, expect } from 'vitest'
import { processes } from '../support/engines.ts'
import { annaAndBob, aParlor, type Parlor, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'

/** Longer than who is heard is counted on, and than what several processes need to agree. */
const inTime = { interval: 500, timeout: 40_000 }

/** Lets time pass in steps in which open windows are heard. */
async function pass(parlor: Parlor, seconds: number, windows: () => Promise<unknown>) {
  for (let passed = 0; passed < seconds; passed += 4) {
    await windows()
    await parlor.pass(4000)
  }
}

async function aWatchedRoom() {
  const parlor = await aParlor()
  const { anna, bob, room } = await annaAndBob(parlor)
  const inside = async () => (await bob.rooms()).find(({ id }) => id === room.id)?.people
  const state = async (of: Person) =>
    (await bob.join(room)).people.find(({ username }) => username === of.name)?.state
  return { parlor, anna, bob, room, inside, state }
}

describe('whoever closed the browser', () => {
  test('is counted as inside no more, and is away to others', async () => {
    const { parlor, anna, bob, inside, state } = await aWatchedRoom()
    await expect.poll(inside, inTime).toBe(2)
    await pass(parlor, 12, inside)
    await expect.poll(inside, inTime).toBe(1)
    await expect.poll(() => state(anna), inTime).toBe('away')
    await expect.poll(() => state(bob), inTime).toBe('here')
  }, 60_000)

  test('is back at once, and never away to themselves', async () => {
    const { parlor, anna, bob, room, inside } = await aWatchedRoom()
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
    const { parlor, bob, inside } = await aWatchedRoom()
    await bob.leave()
    await expect.poll(inside, inTime).toBe(1)
    await parlor.stop()
    await parlor.startAgain()
    await pass(parlor, 12, inside)
    await expect.poll(inside, inTime).toBe(0)
  }, 60_000)
})

describe('whoever has the room in a hidden window', () => {
  async function hiddenWindows() {
    const all = await aWatchedRoom()
    const { anna, bob, room, state } = all
    const poll = async (person: Person, headers: Record<string, string>) => {
      const { cursor } = await person.join(room)
      const path = `/api/rooms/${room.id}/changes?after=${encodeURIComponent(cursor)}`
      return { ask: () => person.send('GET', path, undefined, headers) }
    }
    const hidden = await poll(anna, { 'parlor-hidden': '1' })
    const visible = await poll(bob, {})
    const both = async () => {
      for (const { ask } of [hidden, visible]) expect((await ask()).status).toBe(200)
      // Whether the answer is new or the same as before: each is given in a way of its own.
      await hidden.ask()
    }
    // Whoever stops to ask while others look at them would fall quiet meanwhile.
    const annaIs = async () => {
      await both()
      return state(anna)
    }
    const inside = async () => {
      await both()
      return all.inside()
    }
    return { ...all, both, poll, annaIs, inside }
  }

  test('is away after half a minute, inside, counted, and not written down again', async () => {
    const { parlor, bob, room, inside, both, annaIs } = await hiddenWindows()
    await pass(parlor, 20, both)
    await expect.poll(annaIs, inTime).toBe('here')
    await pass(parlor, 16, both)
    await expect.poll(annaIs, inTime).toBe('away')
    await expect.poll(inside, inTime).toBe(2)
    const { cursor } = await bob.poll(room)
    await pass(parlor, 36, both)
    await expect.poll(annaIs, inTime).toBe('away')
    await expect.poll(inside, inTime).toBe(2)
    const { people = [], ...since } = await bob.poll(room, cursor)
    // Several processes correct each other when the time jumps, which no clock does.
    if (processes === 1) expect(people).toEqual([])
    expect(since.messages).toEqual([])
  }, 90_000)

  test('is here as long as another window of theirs is seen', async () => {
    const { parlor, anna, both, poll, annaIs } = await hiddenWindows()
    await pass(parlor, 36, both)
    await expect.poll(annaIs, inTime).toBe('away')
    const other = await poll(await anna.inAnotherWindow(), {})
    const all = async () => {
      await both()
      await other.ask()
    }
    await expect.poll(annaIs, inTime).toBe('here')
    await pass(parlor, 40, all)
    await expect.poll(annaIs, inTime).toBe('here')
    await pass(parlor, 40, both)
    await expect.poll(annaIs, inTime).toBe('away')
  }, 90_000)

  test('is here again when they post', async () => {
    const { parlor, anna, room, both, annaIs } = await hiddenWindows()
    await pass(parlor, 36, both)
    await expect.poll(annaIs, inTime).toBe('away')
    await anna.post(room, 'still with you')
    await expect.poll(annaIs, inTime).toBe('here')
  }, 90_000)
})
