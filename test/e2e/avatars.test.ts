import { expect } from 'vitest'
import { aName, aPerson } from '../support/examples.ts'
import { aVisitor, test } from './browser.ts'

test('twelve people in a room have twelve colours, each the same in list and log, in both windows, and for as long as one is there', async ({
  browser,
  parlor,
}) => {
  const host = await aPerson(parlor, 'host')
  const room = await host.createRoom(aName('Tea'))
  const anna = await aVisitor(browser, parlor)
  await anna.page.goto(`/rooms/${room.id}`)
  await anna.composer().waitFor()
  const others = [host]
  for (let n = 1; n < 11; n += 1) others.push(await aPerson(parlor, `guest ${n}`))
  const colours = async (page: typeof anna.page) => {
    const found = await page.evaluate<[string, string][]>(`
      [...document.querySelectorAll('.people li, article')].map((it) => [
        it.querySelector('bdi').textContent,
        getComputedStyle(it.querySelector('.avatar')).backgroundColor,
      ])`)
    const byName = new Map<string, string>()
    for (const [name, colour] of found) {
      expect(byName.get(name) ?? colour, name).toBe(colour)
      byName.set(name, colour)
    }
    return byName
  }
  let before = await colours(anna.page)
  for (const other of others) {
    await other.join(room)
    await other.post(room, `${other.name} is here`)
    await anna
      .articles()
      .filter({ hasText: `${other.name} is here` })
      .waitFor()
    const now = await colours(anna.page)
    for (const [name, colour] of before) expect(now.get(name), name).toBe(colour)
    before = now
  }
  expect(before.size).toBe(12)
  expect(new Set(before.values()).size).toBe(12)
  const second = await anna.anotherWindow(`/rooms/${room.id}`)
  await expect.poll(async () => (await colours(second.page)).size).toBe(12)
  expect(await colours(second.page)).toEqual(before)
  await host.leave()
  await anna.page
    .locator('.people li')
    .filter({ hasText: host.name })
    .waitFor({ state: 'detached' })
  expect((await colours(anna.page)).get(host.name)).toBe(before.get(host.name))
})
