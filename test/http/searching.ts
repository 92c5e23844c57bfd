import { expect } from 'vitest'
import type { Message } from '../../src/protocol/messages.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { aName, aPerson, aRoom, type Parlor } from '../support/examples.ts'
import type { Person } from '../support/person.ts'

export function authorOf(message: Message, people: readonly Person[]): Person {
  const author = people.find(({ name }) => name === message.author.username)
  if (!author) throw new Error('Somebody wrote it.')
  return author
}

export async function bodies(person: Person, query: Record<string, string>): Promise<string[]> {
  return (await person.search(query)).hits.map(({ message }) => message.body)
}

export async function aWordThatIsFound(parlor: Parlor) {
  const anna = await aPerson(parlor)
  const room: Room = await aRoom(anna)
  const word = aName('word')
  const message = await anna.post(room, word)
  await parlor.indexed()
  expect(await bodies(anna, { q: word })).toEqual([word])
  return { anna, room, word, message }
}

export async function twoInTwoRooms(parlor: Parlor) {
  const anna = await aPerson(parlor)
  const bob = await aPerson(parlor, 'bob')
  const word = aName('word')
  const tea = await aRoom(anna, bob)
  for (const [person, text] of [
    [anna, 'a1'],
    [bob, 'b1'],
  ] as const) {
    await person.post(tea, `${word} ${text}`)
  }
  const coffee = await aRoom(anna, bob)
  for (const [person, text] of [
    [anna, 'a2'],
    [bob, 'b2'],
  ] as const) {
    await person.post(coffee, `${word} ${text}`)
  }
  await parlor.indexed()
  return { anna, bob, tea, coffee, word }
}
