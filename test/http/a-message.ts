import { annaAndBob, type Parlor } from '../support/examples.ts'

/** A message of Anna's, with Bob beside her, and a cursor from before it. */
export async function aMessage(parlor: Parlor, body: string) {
  const { anna, bob, room } = await annaAndBob(parlor)
  const { cursor: before } = await bob.join(room)
  return { anna, bob, room, message: await anna.post(room, body), before }
}
