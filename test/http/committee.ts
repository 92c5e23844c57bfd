import { aName, aPerson } from '../support/examples.ts'
import { idOf } from './standing.ts'

/** A private room of Anna’s to which Bob belongs, and Mia as a moderator. */
export async function aCommittee(parlor: { readonly url: string }) {
  const anna = await aPerson(parlor, 'anna')
  const bob = await aPerson(parlor, 'bob')
  const mia = await aPerson(parlor, 'mia')
  const room = await anna.createRoom(aName('Committee'), 'private')
  await anna.act('PUT', room, 'members', await idOf(bob), { role: 'member' })
  await anna.act('PUT', room, 'members', await idOf(mia), { role: 'moderator' })
  return { anna, bob, mia, room, path: `/api/rooms/${room.id}` }
}
