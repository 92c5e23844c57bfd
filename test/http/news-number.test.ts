import { describe, expect, vi } from 'vitest'
import type { Room } from '../../src/protocol/rooms.ts'
import { soon } from '../support/engines.ts'
import { aParlor, aPerson, aRoom, test } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { aViewer } from './room-list.ts'

describe('the number that polls carry', () => {
  const newsOf = async (person: Person, room: Room): Promise<number> => {
    const { cursor } = await person.catchUp(room)
    const { headers } = await person.sendPoll(room, cursor)
    return Number(headers.get('parlor-news') ?? Number.NaN)
  }

  /** Anna is in one room, and belongs to another; Bob is in that one. */
  async function aScene(parlor: { readonly url: string }) {
    const anna = await aPerson(parlor, 'anna')
    const bob = await aPerson(parlor, 'bob')
    const other = await aRoom(bob, anna)
    const here = await aRoom(anna)
    await vi.waitFor(async () => expect(await newsOf(anna, here)).toBeGreaterThan(0), soon)
    return { anna, bob, here, other }
  }

  test('rises with a message in another room that one belongs to, and comes with its news', async ({
    parlor,
  }) => {
    const { anna, bob, here, other } = await aScene(parlor)
    const list = await aViewer(anna)
    const before = await newsOf(anna, here)
    await bob.post(other, 'hello')
    await expect.poll(() => newsOf(anna, here), soon).toBeGreaterThan(before)
    await vi.waitFor(async () => {
      await list.poll()
      expect(list.rooms.get(other.id)?.unread).toBe(1)
    }, soon)
  })

  test('rises when an edit mentions one there, and is another when it does so no longer', async ({
    parlor,
  }) => {
    const { anna, bob, here, other } = await aScene(parlor)
    const message = await bob.post(other, 'hello')
    const before = await newsOf(anna, here)
    const edited = await bob.edit(other, message, `hello @${anna.name}`)
    await expect.poll(() => newsOf(anna, here), soon).toBeGreaterThan(before)
    const mentioned = await newsOf(anna, here)
    await bob.edit(other, edited, 'hello')
    await expect.poll(() => newsOf(anna, here), soon).not.toBe(mentioned)
  })

  test('rises when such a room is deleted', async ({ parlor }) => {
    const { anna, bob, here, other } = await aScene(parlor)
    const before = await newsOf(anna, here)
    await bob.deleteRoom(other)
    await expect.poll(() => newsOf(anna, here), soon).toBeGreaterThan(before)
  })

  test('does not rise with what happens in the room itself, nor where one does not belong', async ({
    parlor,
  }) => {
    const { anna, bob, here, other } = await aScene(parlor)
    const before = await newsOf(anna, here)
    const carla = await aPerson(parlor, 'carla')
    const third = await aRoom(carla)
    await carla.post(third, 'hello')
    await anna.post(here, 'hello')
    await bob.leave()
    await anna.send('PUT', `/api/rooms/${here.id}/read`, { seq: 1 })
    expect(await newsOf(anna, here)).toBe(before)
    await bob.join(other)
    await bob.post(other, 'and now')
    await expect.poll(() => newsOf(anna, here), soon).toBeGreaterThan(before)
  })

  test('is the same after a restart, also with a deleted room, and rises on', async () => {
    const parlor = await aParlor()
    const { anna, bob, here, other } = await aScene(parlor)
    const gone = await aRoom(bob)
    await anna.join(gone)
    await bob.post(gone, 'hello')
    await anna.join(here)
    await bob.deleteRoom(gone)
    await bob.join(other)
    await bob.post(other, 'hello')
    const settled = async () => {
      const numbers = [await newsOf(anna, here), await newsOf(anna, here), await newsOf(anna, here)]
      expect(new Set(numbers).size).toBe(1)
      return numbers[0] ?? 0
    }
    // The message, both rooms, what the deleted one held, its end, three times to come to belong, and
    // as many markers: 1 + 2 + 1 + 1 + 3 + 3, and a thousand of each. Of mentions there are none.
    await vi.waitFor(async () => expect(await settled()).toBe(11_000), soon)
    await parlor.stop()
    await parlor.startAgain()
    await vi.waitFor(async () => expect(await settled()).toBe(11_000), soon)
    await bob.post(other, 'again')
    await vi.waitFor(async () => expect(await settled()).toBe(12_000), soon)
  })

  test('comes with polls that bring something, and those that memory does not answer', async ({
    parlor,
  }) => {
    const { anna, here } = await aScene(parlor)
    const { cursor } = await anna.join(here)
    await anna.post(here, 'hello')
    for (const after of [cursor, undefined]) {
      const { headers } = await anna.sendPoll(here, after)
      expect(headers.get('parlor-news')).toMatch(/^\d+$/)
    }
  })
})
