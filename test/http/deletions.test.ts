import { describe, expect } from 'vitest'
import { aParlor, aPerson, test } from '../support/examples.ts'
import { expectRefusal } from '../support/reply.ts'
import { aMessage } from './a-message.ts'

describe('deleting a message', () => {
  test('takes its text away everywhere, and leaves its place', async () => {
    const parlor = await aParlor()
    const { anna, bob, room, message, before } = await aMessage(parlor, 'a secret')
    await anna.edit(room, message, 'a secret, edited')
    const next = await bob.post(room, 'an answer')
    const { cursor } = await bob.join(room)
    // Answers are kept for those who stand at the same place.
    for (const after of [before, undefined]) await bob.poll(room, after)
    await anna.deleteMessage(room, message)

    const gone = {
      ...message,
      body: '',
      editedAt: null,
      deletedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      version: expect.any(Number),
    }
    for (const after of [before, undefined]) {
      expect((await bob.poll(room, after)).messages).toEqual([gone, next])
    }
    expect((await bob.poll(room, cursor)).revised).toEqual([gone])
    expect((await bob.history(room)).messages).toEqual([gone, next])
    expect((await bob.join(room)).messages).toEqual([gone, next])
    expectRefusal(await anna.sendVersions(room, message), 'message_deleted')
    expectRefusal(await anna.sendEdit(room, message, 'again'), 'message_deleted')
    expectRefusal(await bob.sendEdit(room, message, 'again'), 'not_author')
    expect(await parlor.database.text()).not.toContain('a secret')
    await parlor.stop()
    await parlor.startAgain()
    expect((await bob.poll(room, cursor)).revised).toEqual([gone])
    expect((await bob.history(room)).messages).toEqual([gone, next])
  })

  test('twice is as once, even from outside', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'once')
    await anna.deleteMessage(room, message)
    const { cursor } = await bob.join(room)
    await anna.deleteMessage(room, message)
    await anna.leave()
    await anna.deleteMessage(room, message)
    const { revised, messages } = await bob.poll(room, cursor)
    expect(revised).toBeUndefined()
    expect(messages).toEqual([])
  })

  test('is for its author and for whoever created the room', async ({ parlor }) => {
    const { anna, bob, room, message } = await aMessage(parlor, 'by the owner')
    const carla = await aPerson(parlor, 'carla')
    await carla.join(room)
    const answer = await bob.post(room, 'by a guest')
    expectRefusal(await bob.sendDeletion(room, message), 'not_author')
    expectRefusal(await carla.sendDeletion(room, answer), 'not_author')
    expectRefusal(await carla.sendVersions(room, answer), 'not_author')
    expectRefusal(await anna.sendEdit(room, answer, 'by the owner'), 'not_author')
    expect((await bob.history(room)).messages).toEqual([message, answer])
    expect(await anna.versions(room, answer)).toMatchObject([{ body: 'by a guest' }])
    await anna.deleteMessage(room, answer)
    expect((await bob.history(room)).messages).toMatchObject([message, { body: '', seq: 2 }])
    await bob.leave()
    expectRefusal(await bob.sendDeletion(room, { ...answer, id: message.id }), 'not_in_room')
  })
})
