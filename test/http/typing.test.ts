import { describe, expect, test } from 'vitest'
import { annaAndBob, aParlorOutOfTime, aPerson, type aRoom } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { expectRefusal } from '../support/reply.ts'

// Where time stands still no sign lapses by itself: what ends it is what is tested.

type Room = Awaited<ReturnType<typeof aRoom>>

async function twoInARoom(parlor: { url: string }) {
  const { anna, bob, room } = await annaAndBob(parlor)
  // Until nothing is new, also of how they attend to the room.
  let { cursor } = await bob.join(room)
  const poll = async () => {
    const answer = await bob.poll(room, cursor)
    cursor = answer.cursor
    return answer
  }
  /** The names of those who write. */
  const typing = async () => (await poll()).typing?.map(({ username }) => username)
  return { anna, bob, room, poll, typing }
}

const says = (person: Person, room: Room, on: boolean) =>
  person.send('PUT', `/api/rooms/${room.id}/typing`, { on })

describe('whoever writes something', () => {
  test('is named in the polls of the room until they say no more, and nothing is stored of it', async () => {
    const { anna, bob, room, poll, typing } = await twoInARoom(await aParlorOutOfTime())
    await expect.poll(async () => (await poll()).people).toBeUndefined()
    const { cursor, typing: nobody } = await poll()
    expect(nobody).toBeUndefined()
    expect((await says(anna, room, true)).status).toBe(204)
    await expect.poll(typing).toEqual([anna.name])
    await says(bob, room, true)
    await expect.poll(typing).toEqual(expect.arrayContaining([anna.name, bob.name]))
    await says(bob, room, false)
    await expect.poll(typing).toEqual([anna.name])
    expect((await poll()).cursor, 'no revision was taken').toBe(cursor)
    await says(anna, room, false)
    await expect.poll(typing).toBeUndefined()
  })

  test('is one of five at the most', async () => {
    const parlor = await aParlorOutOfTime()
    const { room, typing } = await twoInARoom(parlor)
    for (let each = 0; each < 6; each += 1) {
      const person = await aPerson(parlor)
      await person.join(room)
      expect((await says(person, room, true)).status).toBe(204)
    }
    await expect.poll(typing).toHaveLength(5)
  })

  test('is not once it is posted', async () => {
    const { anna, room, poll, typing } = await twoInARoom(await aParlorOutOfTime())
    await says(anna, room, true)
    await expect.poll(typing).toEqual([anna.name])
    await anna.post(room, 'hello')
    let answer = await poll()
    while (answer.messages.length === 0) answer = await poll()
    await expect.poll(typing).toBeUndefined()
  })

  test('is not when they have gone from the room, or said nothing more for six seconds', async () => {
    const parlor = await aParlorOutOfTime()
    const { anna, room, typing } = await twoInARoom(parlor)
    await says(anna, room, true)
    await expect.poll(typing).toEqual([anna.name])
    await parlor.pass(7000)
    expect(await typing()).toBeUndefined()
    await says(anna, room, true)
    await expect.poll(typing).toEqual([anna.name])
    await anna.leave()
    await expect.poll(typing).toBeUndefined()
    expectRefusal(await says(anna, room, true), 'not_in_room')
  })
})
