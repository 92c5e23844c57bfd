import { randomUUID } from 'node:crypto'
import { describe, expect } from 'vitest'
import { annaAndBob, aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import { expectRefusal } from '../support/reply.ts'

describe('S6: once a room is deleted', () => {
  test.for(['poll', 'post', 'read its history', 'join it again'])(
    'whoever was inside and tries to %s is told which room it was, and who deleted it',
    async (attempt, { parlor }) => {
      const { anna, bob, room } = await annaAndBob(parlor)
      await bob.post(room, 'the last words')
      const { cursor } = await bob.join(room)
      await anna.deleteRoom(room)

      const path = `/api/rooms/${room.id}`
      const json = { body: 'anybody here?', key: randomUUID() }
      const attempts: Record<string, () => Promise<Awaited<ReturnType<typeof bob.send>>>> = {
        poll: () => bob.sendPoll(room, cursor),
        post: () => bob.send('POST', `${path}/messages`, json),
        'read its history': () => bob.send('GET', `${path}/messages`),
        'join it again': () => bob.send('PUT', '/api/me/room', { roomId: room.id }),
      }
      const reply = await attempts[attempt]?.()
      if (reply === undefined) throw new Error(`no attempt to ${attempt}`)
      const problem = expectRefusal(reply, 'room_deleted')
      expect(problem.room).toEqual({ id: room.id, name: room.name })
      expect(problem.deletedBy).toEqual(room.createdBy)
    },
  )

  test('nobody is in it any more', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    await anna.deleteRoom(room)
    expect((await anna.session()).room).toBeNull()
    expect((await bob.session()).room).toBeNull()
    await bob.leave()
    const other = await aRoom(bob)
    await bob.post(other, 'on with life')
  })

  test('it stays deleted after a restart', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    await anna.deleteRoom(room)
    await parlor.stop()
    await parlor.startAgain()
    const problem = expectRefusal(await anna.sendPoll(room), 'room_deleted')
    expect(problem.room).toEqual({ id: room.id, name: room.name })
    expect(problem.deletedBy).toEqual(room.createdBy)
    expect(await anna.rooms()).toEqual([])
  })

  test('what was said in it is removed within minutes, whether or not there was anything before', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const kept = await aRoom(anna)
    await anna.post(kept, 'stays')
    const messages = async () => (await parlor.database.contents()).get('message')
    const minute = 60_000
    await parlor.pass(minute)
    for (const count of [1, 520]) {
      const room = await aRoom(anna)
      for (let at = 0; at < count; at += 20) {
        const some = Array.from({ length: Math.min(20, count - at) }, () => anna.post(room, 'goes'))
        await Promise.all(some)
      }
      await anna.deleteRoom(room)
      await parlor.pass(minute)
      // Of several processes one may be at it still, when another has found nothing to do.
      await expect.poll(messages).toEqual([expect.objectContaining({ body: 'stays' })])
      await parlor.pass(minute)
    }
  })

  test('posts that raced with the deletion were either answered or refused as deleted', async ({
    parlor,
  }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    const posts = Array.from({ length: 10 }, (_, at) => bob.sendPost(room, `${at}`))
    const [deleted, ...replies] = await Promise.all([
      anna.send('DELETE', `/api/rooms/${room.id}`),
      ...posts,
    ])
    expect(deleted.status).toBe(204)
    for (const reply of replies) if (reply.status !== 201) expectRefusal(reply, 'room_deleted')
    expectRefusal(await bob.sendPost(room, 'too late'), 'room_deleted')
  })
})
