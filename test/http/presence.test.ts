import { describe, expect } from 'vitest'
import { processes } from '../support/engines.ts'
import { annaAndBob, aParlorOutOfTime, test } from '../support/examples.ts'

const second = 1000

/** Two people in a room, and what time does to one of them while the other polls on. */
async function aQuietPerson() {
  const parlor = await aParlorOutOfTime()
  const { anna, bob, room } = await annaAndBob(parlor)
  await bob.poll(room)
  let { cursor } = await anna.join(room)

  /** Seconds pass, in each of which Anna polls; what she is told of people. */
  async function pass(seconds: number): Promise<string[]> {
    const told: string[] = []
    for (let at = 0; at < seconds; at += 1) {
      await parlor.pass(second)
      const answer = await anna.poll(room, cursor)
      cursor = answer.cursor
      for (const { username, state } of answer.people ?? [])
        told.push(`${username === bob.name ? 'bob' : 'anna'} is ${state}`)
    }
    return told
  }
  return { anna, bob, room, pass }
}

// Several processes tell each other by their own clocks who was heard.
describe.runIf(processes === 1)('whoever asks for nothing any more', () => {
  test('is away after ten seconds, and not before', async () => {
    const { pass } = await aQuietPerson()
    expect(await pass(10)).toEqual([])
    expect(await pass(1)).toEqual(['bob is away'])
    expect(await pass(20), 'which is said once').toEqual([])
  })

  test('stays inside, and is here again with the next poll', async () => {
    const { anna, bob, room, pass } = await aQuietPerson()
    await pass(15)
    expect((await anna.rooms())[0]?.people, 'counted no more').toBe(1)
    const { people } = await anna.join(room)
    expect(people.map(({ state }) => state).toSorted()).toEqual(['away', 'here'])
    await bob.poll(room)
    expect(await pass(1)).toEqual(['bob is here'])
  })
})
