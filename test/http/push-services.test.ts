import { describe, expect } from 'vitest'
import { aPerson } from '../support/examples.ts'
import { aRoomNobodyLooksAt, subscribe, testWithPushes } from './a-room-nobody-looks-at.ts'

const { test, aSharedRoom } = testWithPushes()

describe('a push service', () => {
  test('that is in trouble is asked again when it says so, and what came meanwhile is told at once', async () => {
    const { service, parlor, anna, room, told } = await aSharedRoom()
    service.answers(() => ({ status: 429, headers: { 'retry-after': '600' } }))
    await anna.post(room, 'one')
    await told()
    service.answers(() => ({ status: 201 }))
    await anna.post(room, 'two')
    await parlor.pass(590_000)
    expect(await told()).toEqual([])
    await parlor.pass(11_000)
    expect((await told()).map(({ notice }) => notice.count)).toEqual([2])
  })

  test('that wants to be left alone for ever is asked again within hours, and nobody else is told twice', async () => {
    const { service, parlor, anna, bob, room, browser, told } = await aSharedRoom()
    const other = service.aBrowser('slow.example.org')
    await subscribe(bob, other)
    for (const wait of ['99999999999999999', `1${'0'.repeat(290)}`]) {
      service.answers((path) =>
        path === other.path ? { status: 503, headers: { 'retry-after': wait } } : { status: 201 },
      )
      await anna.post(room, wait)
      for (let tries = 0; tries < 3; tries += 1) await parlor.pass(60_000)
      expect((await told()).map(({ path }) => path)).toEqual([browser.path])
      service.answers(() => ({ status: 201 }))
      await parlor.pass(6 * 60 * 60_000)
      expect((await told()).map(({ path }) => path)).toEqual([other.path])
    }
  })

  test('that is in trouble is not asked again at once for whoever subscribes again', async () => {
    const { service, anna, bob, room, browser, told } = await aSharedRoom()
    service.answers(() => ({ status: 503 }))
    await anna.post(room, 'one')
    await told()
    await subscribe(bob, browser)
    await anna.post(room, 'two')
    await told()
    expect(service.asked).toEqual([browser.path])
  })

  test('that never answers holds up the notices of no other room', async () => {
    const { parlor, service, anna, bob, room } = await aRoomNobodyLooksAt()
    const slow = service.aBrowser('slow.example.org')
    await subscribe(bob, slow)
    service.answers((path) => (path === slow.path ? 'never' : { status: 201 }))
    for (let rooms = 0; rooms < 6; rooms += 1) {
      const another = await anna.createRoom(`Another ${rooms}`)
      await bob.join(another)
      await bob.leave()
      await anna.join(another)
      await anna.post(another, 'hello')
    }
    await expect.poll(() => service.asked).toContain(slow.path)
    await bob.send('DELETE', `/api/rooms/${room.id}/members/me`)
    const cleo = await aPerson(parlor, 'cleo')
    await cleo.join(room)
    await cleo.leave()
    const quick = service.aBrowser()
    await subscribe(cleo, quick)
    await anna.join(room)
    await anna.post(room, 'and now?')
    await expect.poll(() => service.taken.map(({ path }) => path)).toContain(quick.path)
    const jobs = (await parlor.database.contents()).get('job') ?? []
    const underWay = jobs.filter((job) => Reflect.get(Object(job), 'leased_until') !== null)
    expect(underWay.length, 'notices that still wait').toBeGreaterThan(5)
  })

  test('that never answers holds up neither another nor anybody who posts', async () => {
    const { service, anna, bob, room, browser } = await aRoomNobodyLooksAt()
    const slow = service.aBrowser('slow.example.org')
    await subscribe(bob, slow)
    service.answers((path) => (path === slow.path ? 'never' : { status: 201 }))
    await anna.post(room, 'one')
    await expect.poll(() => service.asked).toContain(slow.path)
    await anna.post(room, 'two')
    await expect.poll(() => service.taken.map(({ path }) => path)).toContain(browser.path)
  })
})
