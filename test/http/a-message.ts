import { aPerson, aRoom, type Parlor } from '../support/examples.ts'

/** A message of Anna's, with Bob beside her, and a cursor from before it. */
export async function aMessage(parlor: Parlor, body: string) {
  const anna = await aPerson(parlor, 'anna')
  const bob = await aPerson(parlor, 'bob')
  const room = await aRoom(anna, bob)
  const { cursor: before } = await bob.join(room)
  return { anna, bob, room, message: await anna.post(room, body), before }
}
