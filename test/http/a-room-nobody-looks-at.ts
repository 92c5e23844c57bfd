import { expect, onTestFinished } from 'vitest'
import { annaAndBob, aParlorWith } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { aPushService, type Browser } from '../support/push-service.ts'

/** Anna and Bob, who belong to a room that neither looks at; Bob's browser is told of what is new. */
export async function aRoomNobodyLooksAt() {
  const service = await aPushService(onTestFinished)
  const parlor = await aParlorWith(service.internet)
  const { anna, bob, room } = await annaAndBob(parlor)
  await bob.leave()
  const browser = service.aBrowser()
  await subscribe(bob, browser)
  /** What devices are told by now. */
  const told = async () => {
    await parlor.pass(0)
    // What the server had begun by itself before it was asked to is waited for as well.
    await expect.poll(underWay).toEqual([])
    return service.news()
  }
  const underWay = async () => {
    const jobs = (await parlor.database.contents()).get('job') ?? []
    return jobs.filter((job) => Reflect.get(Object(job), 'leased_until') !== null)
  }
  return { service, parlor, anna, bob, room, browser, told }
}

export async function subscribe(person: Person, { subscription }: Browser, more: object = {}) {
  const reply = await person.send('PUT', '/api/me/push', { ...subscription, ...more })
  expect(reply.status).toBe(204)
}
