import Type from 'typebox'
import { describe, expect, vi } from 'vitest'
import { Pin, PinnedMessage } from '../../src/protocol/pins.ts'
import type { Room } from '../../src/protocol/rooms.ts'
import { soon } from '../support/engines.ts'
import { aPerson, aRoom, type Parlor, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { content, expectRefusal } from '../support/reply.ts'

describe('a pin', () => {
  test('is told by the poll, and stands in the room and its list, the newest first', async ({
    parlor,
  }) => {
    const { anna, bob, room, message } = await aMessage(parlor)
    const { cursor, pins } = await bob.join(room)
    expect(pins).toEqual([])
    const second = await bob.post(room, 'second')
    const first = await pin(anna, room, second.id)
    expect(first).toEqual({ messageId: second.id, seq: 2, pinnedAt: expect.any(String) })
    const other = await pin(anna, room, message.id)
    const told = await vi.waitFor(async () => {
      const answer = await bob.poll(room, cursor)
      expect(answer).toMatchObject({ messages: [second], pins: [first, other] })
      return answer
    }, soon)
    expect(await bob.poll(room, told.cursor)).not.toHaveProperty('pins')
    await vi.waitFor(async () => {
      expect((await bob.join(room)).pins).toEqual([other, first])
    }, soon)
    const { id, username } = (await anna.session()).user
    const author = { pinnedBy: { id, username } }
    expect(await listOf(bob, room)).toEqual([
      { message, ...author, pinnedAt: other.pinnedAt },
      { message: second, ...author, pinnedAt: first.pinnedAt },
    ])
  })

  test('made again is the same, and taken off again is off', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor)
    const once = await pin(anna, room, message.id)
    const { cursor } = await bob.join(room)
    expect(await pin(anna, room, message.id)).toEqual(once)
    const off = { messageId: message.id, seq: 1, pinnedAt: null }
    expect(await unpin(anna, room, message.id)).toEqual(off)
    expect(await unpin(anna, room, message.id)).toEqual(off)
    await vi.waitFor(async () => {
      expect((await bob.poll(room, cursor)).pins).toEqual([off])
    }, soon)
    expect(await listOf(bob, room)).toEqual([])
    await vi.waitFor(async () => expect((await bob.join(room)).pins).toEqual([]), soon)
  })

  test('goes with its message, and shows an edited one as it is', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor)
    await pin(anna, room, message.id)
    const { cursor } = await bob.join(room)
    await bob.edit(room, message, 'better')
    expect(await listOf(anna, room)).toMatchObject([{ message: { body: 'better' } }])
    await bob.deleteMessage(room, message)
    expect(await listOf(anna, room)).toEqual([])
    await vi.waitFor(async () => {
      expect(await anna.poll(room, cursor)).toMatchObject({
        pins: [{ messageId: message.id, pinnedAt: null }],
        revised: [{ id: message.id, body: '' }],
      })
    }, soon)
    expectRefusal(await send(anna, 'PUT', room, message.id), 'message_deleted')
  })

  test('is for moderators and owners, in their room, for what there is', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor)
    expectRefusal(await send(bob, 'PUT', room, message.id), 'not_allowed')
    expectRefusal(await send(bob, 'DELETE', room, message.id), 'not_allowed')
    expectRefusal(await send(anna, 'PUT', room, '999999999'), 'message_not_found')
    const elsewhere = await aRoom(anna)
    expectRefusal(await send(anna, 'PUT', elsewhere, message.id), 'message_not_found')
    expectRefusal(await send(anna, 'PUT', room, message.id), 'not_in_room')
    expectRefusal(await send(anna, 'PUT', { id: 'nowhere' }, message.id), 'room_not_found')
    expect(await listOf(bob, room)).toEqual([])
  })

  test('is one of twenty', async ({ parlor }) => {
    const { anna, room, message } = await aMessage(parlor)
    for (let i = 0; i < 20; i += 1) await pin(anna, room, (await anna.post(room, `${i}`)).id)
    expectRefusal(await send(anna, 'PUT', room, message.id), 'quota_exceeded')
    expect(await listOf(anna, room)).toHaveLength(20)
    await unpin(anna, room, (await listOf(anna, room))[0]?.message.id ?? '')
    expect((await pin(anna, room, message.id)).pinnedAt).not.toBeNull()
  })
})

async function aMessage(parlor: Parlor) {
  const anna = await aPerson(parlor)
  const bob = await aPerson(parlor)
  const room = await aRoom(anna, bob)
  const message = await bob.post(room, 'first')
  return { anna, bob, room, message }
}

type Place = Pick<Room, 'id'>

const send = (person: Person, method: 'PUT' | 'DELETE', { id }: Place, messageId: string) =>
  person.send(method, `/api/rooms/${id}/pins/${messageId}`)

const pin = async (person: Person, room: Place, messageId: string) =>
  content(await send(person, 'PUT', room, messageId), 200, Type.Object({ pin: Pin })).pin

const unpin = async (person: Person, room: Place, messageId: string) =>
  content(await send(person, 'DELETE', room, messageId), 200, Type.Object({ pin: Pin })).pin

async function listOf(person: Person, { id }: Place) {
  const reply = await person.send('GET', `/api/rooms/${id}/pins`)
  return content(reply, 200, Type.Object({ pins: Type.Array(PinnedMessage) })).pins
}
