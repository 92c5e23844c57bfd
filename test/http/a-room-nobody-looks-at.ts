import { expect, onTestFinished } from 'vitest'
import { annaAndBob, aParlorWith, type Parlor, testIn } from '../support/examples.ts'
import type { Person } from '../support/person.ts'
import { aPushService, type Browser } from '../support/push-service.ts'

type PushService = Awaited<ReturnType<typeof aPushService>>

/** `test` in a file whose tests share a server, the internet of which is one push service. */
export function testWithPushes() {
  let shared: { parlor: Parlor; service: PushService } | undefined
  let service: PushService | undefined
  const test = testIn({}, async (whenOver) => {
    service = await aPushService(whenOver)
    return { internet: service.internet }
  })
  test.beforeEach(({ parlor }) => {
    if (service) shared = { parlor, service }
  })
  const aSharedRoom = () => {
    if (!shared) throw new Error('This is for tests of this file.')
    return aRoomBetween(shared.parlor, shared.service)
  }
  return { test, aSharedRoom }
}

/** With a server and a push service for one test only. */
export async function aRoomNobodyLooksAt() {
  const service = await aPushService(onTestFinished)
  return aRoomBetween(await aParlorWith(service.internet), service)
}

/** Anna and Bob, who belong to a room that neither looks at; Bob's browser is told of what is new. */
async function aRoomBetween(parlor: Parlor, whole: PushService) {
  const service = ownPartOf(whole)
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

/** What a push service has to do with the browsers of one test, and with addresses that are no browser's. */
function ownPartOf(service: PushService) {
  const own = new Set<string>()
  const asked = service.asked.length
  service.answers(() => ({ status: 201 }))
  return {
    port: service.port,
    answers: service.answers,
    mostConnections: service.mostConnections,
    aBrowser(host?: string): Browser {
      const browser = service.aBrowser(host)
      own.add(browser.path)
      return browser
    },
    /** The addresses that were asked, in turn. */
    get asked() {
      return service.asked.slice(asked).filter((path) => own.has(path) || !path.startsWith('/to/'))
    },
    /** What was taken and not looked at. */
    get taken() {
      return service.taken.filter(({ path }) => own.has(path))
    },
    /** What was taken since this was last called. */
    news: () => service.news().filter(({ path }) => own.has(path)),
  }
}

/** The push service answers nobody until it is told to. */
export function holdsBack(service: Pick<PushService, 'answers'>): () => void {
  const { promise, resolve } = Promise.withResolvers<{ status: number }>()
  service.answers(() => promise)
  return () => resolve({ status: 201 })
}

export async function subscribe(person: Person, { subscription }: Browser, more: object = {}) {
  const reply = await person.send('PUT', '/api/me/push', { ...subscription, ...more })
  expect(reply.status).toBe(204)
}
