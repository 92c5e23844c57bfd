import { describe, expect, vi } from 'vitest'
import { JoinedRoom } from '../../src/protocol/rooms.ts'
import { soon } from '../support/engines.ts'
import { annaAndBob, aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import { content, expectInvalid, expectRefusal } from '../support/reply.ts'

describe('joining a room', () => {
  test('gives the room, its people and the newest messages, oldest first', async ({ parlor }) => {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoom(anna)
    const first = await anna.post(room, 'first')
    const second = await anna.post(room, 'second')

    const joined = await bob.join(room)
    expect(joined.room).toMatchObject({ id: room.id, name: room.name, people: 2, messages: 2 })
    expect(joined.messages).toEqual([first, second])
    expect(joined.hasOlder).toBe(false)
    const people = joined.people.map(({ username, state }) => `${username} is ${state}`)
    expect(people.toSorted()).toEqual([`${anna.name} is here`, `${bob.name} is here`])
    expect((await bob.session()).room?.id).toBe(room.id)
  })

  test('brings one page of a long history, and says that there is more', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const numbers = Array.from({ length: 51 }, (_, at) => at + 1)
    for (const number of numbers.slice(0, 50)) await anna.post(room, `message ${number}`)
    const whole = await anna.join(room)
    expect(whole.messages.map(({ seq }) => seq)).toEqual(numbers.slice(0, 50))
    expect(whole.hasOlder).toBe(false)
    await anna.post(room, 'message 51')
    const { messages, hasOlder } = await anna.join(room)
    expect(messages.map(({ seq }) => seq)).toEqual(numbers.slice(1))
    expect(hasOlder).toBe(true)
  })

  test('gives a cursor from which everything later follows, and nothing earlier', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    await anna.post(room, 'before')
    const { cursor } = await anna.join(room)
    const after = await anna.post(room, 'after')
    expect((await anna.catchUp(room, cursor, 1)).messages).toEqual([after])
  })

  test('a second time changes nothing', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const first = await anna.join(room)
    const second = await anna.join(room)
    expect(second).toEqual(first)
  })

  test('leaves any other room', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const tea = await aRoom(anna)
    const books = await aRoom(anna)
    expect((await anna.session()).room?.id).toBe(books.id)
    const counts = async () => {
      const list = await anna.rooms()
      return [tea, books].map((room) => list.find(({ id }) => id === room.id)?.people)
    }
    await expect.poll(counts, soon).toEqual([0, 1])
  })

  test('that does not exist is refused and leaves the person where they are', async ({
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const reply = await anna.send('PUT', '/api/me/room', { roomId: 'nowhere' })
    expectRefusal(reply, 'room_not_found')
    expect((await anna.session()).room?.id).toBe(room.id)
  })

  test.for([
    {},
    { roomId: '' },
    { roomId: null },
    { roomId: { $ne: '' } },
    { roomId: ['x'] },
    [[]],
  ])('with %j is refused', async (json, { parlor }) => {
    const anna = await aPerson(parlor)
    expectRefusal(await anna.send('PUT', '/api/me/room', json), 'invalid_input')
  })

  test('without saying which one names the field that is missing', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    expectInvalid(await anna.send('PUT', '/api/me/room', {}), 'roomId')
  })
})

describe('a person is in at most one room', () => {
  test('when a second window joins another room, the first is told so', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    const tea = await aRoom(anna)
    const books = await anna.createRoom(`${tea.name} and books`)
    const { cursor } = await anna.join(tea)
    const other = await anna.inAnotherWindow()
    await other.join(books)

    expectRefusal(await anna.sendPoll(tea, cursor), 'not_in_room')
    expectRefusal(await anna.sendPost(tea, 'am I here?'), 'not_in_room')
    expect((await anna.session()).room?.id, 'both windows agree').toBe(books.id)
    await anna.poll(books)
  })

  test('even when many windows join different rooms at once', async () => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const rooms = await Promise.all(['Tea', 'Books', 'Chess'].map((name) => anna.createRoom(name)))
    const windows = [anna, await anna.inAnotherWindow(), await anna.inAnotherWindow()]
    for (let round = 0; round < 5; round += 1) {
      const joining = windows.map(async (window, at) => {
        const roomId = rooms[(at + round) % 3]?.id
        const reply = await window.send('PUT', '/api/me/room', { roomId })
        expect(content(reply, 200, JoinedRoom).room.id).toBe(roomId)
      })
      await Promise.all(joining)
      const { room } = await anna.session()
      const inside = async () => (await anna.rooms()).filter(({ people }) => people > 0)
      await expect.poll(inside, soon).toMatchObject([{ id: room?.id, people: 1 }])
    }
  })
})

describe('leaving', () => {
  test('shuts the room to polls and writing until one joins again', async ({ parlor }) => {
    const { anna, bob, room } = await annaAndBob(parlor)
    await bob.leave()
    expect((await bob.session()).room).toBeNull()
    expectRefusal(await bob.sendPoll(room), 'not_in_room')
    expectRefusal(await bob.sendPost(room, 'hello'), 'not_in_room')

    const missed = await anna.post(room, 'meanwhile')
    expect((await bob.join(room)).messages).toEqual([missed])
  })

  test('when in no room does no harm', async ({ parlor }) => {
    const anna = await aPerson(parlor)
    await anna.leave()
    await anna.leave()
    expect((await anna.session()).room).toBeNull()
  })
})

test('those inside learn who came and who left', async ({ parlor }) => {
  const anna = await aPerson(parlor, 'anna')
  const bob = await aPerson(parlor, 'bob')
  const room = await aRoom(anna)
  const { cursor } = await anna.join(room)
  const peopleAfter = (after: string) =>
    vi.waitFor(async () => {
      const answer = await anna.poll(room, after)
      expect(answer.people).toBeDefined()
      return answer
    }, soon)

  await bob.join(room)
  const came = await peopleAfter(cursor)
  expect(came.people?.map(({ username, state }) => [username, state])).toEqual([[bob.name, 'here']])
  await bob.leave()
  const left = await peopleAfter(came.cursor)
  expect(left.people?.map(({ username, state }) => [username, state])).toEqual([[bob.name, 'gone']])
  const quiet = await anna.poll(room, left.cursor)
  expect(quiet.people).toBeUndefined()
})
