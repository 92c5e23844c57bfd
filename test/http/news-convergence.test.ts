import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import type { Room } from '../../src/protocol/rooms.ts'
import { processes, soon } from '../support/engines.ts'
import { aParlor, aPerson } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { RoomList } from './room-list.ts'

const runs = processes > 1 ? 3 : 10

type Step = 'create' | 'delete' | 'join' | 'leave' | 'post' | 'read' | 'news' | 'twice'

/** One person, and the list that their page has built from news. */
class Viewer extends RoomList {
  own: Room[] = []
  /** How many messages each room was ever shown with. */
  readonly most = new Map<string, number>()

  async carryOut(step: Step, all: Room[]): Promise<void> {
    const room = all.at(this.most.size % Math.max(1, all.length))
    switch (step) {
      case 'create': {
        const created = await this.person.createRoom(`Room ${all.length} of ${this.person.name}`)
        this.own.push(created)
        all.push(created)
        break
      }
      case 'delete': {
        const last = this.own.pop()
        if (last) await this.person.deleteRoom(last)
        break
      }
      case 'join':
        if (room) await this.person.send('PUT', '/api/me/room', { roomId: room.id })
        break
      case 'leave':
        await this.person.leave()
        break
      case 'post':
        if (room) await this.person.sendPost(room, 'hello')
        break
      case 'read':
        if (room) await this.person.send('PUT', `/api/rooms/${room.id}/read`, { seq: 1000 })
        break
      case 'news':
        await this.poll()
        break
      case 'twice':
        // The same cursor again, as after a reply that was lost.
        await this.person.news(this.cursor)
        await this.poll()
        break
      default:
        step satisfies never
    }
    this.expectNothingWentBack()
  }

  expectNothingWentBack(): void {
    for (const { id, messages } of this.rooms.values()) {
      expect(messages).toBeGreaterThanOrEqual(this.most.get(id) ?? 0)
      this.most.set(id, messages)
    }
  }
}

test('P10: whatever several people do at once, a list built from news is what a fresh one shows', {
  timeout: 120_000,
}, async () => {
  const parlor = await aParlor()
  const people = [
    await aPerson(parlor, 'anna'),
    await aPerson(parlor, 'bob'),
    await aPerson(parlor),
  ]
  const all: Room[] = []
  const viewers = people.map((person: Person) => new Viewer(person))
  const step = fc.constantFrom<Step[]>(
    ...(['create', 'join', 'join', 'post', 'post', 'post', 'news', 'news'] as const),
    ...(['delete', 'leave', 'read', 'twice'] as const),
  )
  const plans = fc.tuple(...people.map(() => fc.array(step, { minLength: 5, maxLength: 15 })))
  await fc.assert(
    fc.asyncProperty(plans, async (steps) => {
      await Promise.all(
        viewers.map(async (viewer, at) => {
          for (const each of steps[at] ?? []) await viewer.carryOut(each, all)
        }),
      )
      for (const viewer of viewers) await vi.waitFor(() => viewer.expectFresh(), soon)
    }),
    { numRuns: runs, endOnFailure: true },
  )
})

test('the first room that there is reaches whoever saw at another process that there was none', async () => {
  const parlor = await aParlor()
  // Each stays with one of the processes.
  const here = { url: parlor.url }
  const there = { url: parlor.url }
  const anna = await aPerson(here, 'anna')
  const list = new RoomList(anna)
  for (const _ of ['all of it', 'what is new']) await list.poll()
  const room = await (await aPerson(there, 'bob')).createRoom('Tea')
  await expect
    .poll(async () => {
      await list.poll()
      return [...list.rooms.keys()]
    }, soon)
    .toEqual([room.id])
})
