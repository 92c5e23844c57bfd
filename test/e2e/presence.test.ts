import { expect } from 'vitest'
import { aParlor } from '../support/examples.ts'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

test('who closed the browser is counted no more, whose window is hidden is away and counted, and nobody is away to themselves', async ({
  browser,
}) => {
  const parlor = await aParlor()
  const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
  const { page } = anna
  await enter()
  const inside = (count: string) => page.getByRole('button', { name: count, exact: true })
  const group = (title: string) =>
    page.locator('.people section').filter({ has: page.getByRole('heading', { name: title }) })
  /** Bob says nothing, and Anna's window polls. */
  const pass = async (seconds: number) => {
    for (let passed = 0; passed < seconds; passed += 4) {
      await page.waitForResponse('**/changes?*')
      await parlor.pass(4000)
    }
  }
  const turn = (state: 'hidden' | 'visible') =>
    page.evaluate(`
      Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))`)
  const annaToBob = async () =>
    (await bob.join(room)).people.find(({ username }) => username === anna.name)

  await inside('2 people').waitFor()
  await pass(16)
  await inside('1 person').waitFor()
  expect(await group('Away').locator('li bdi').allTextContents()).toEqual([bob.name])

  await turn('hidden')
  await pass(36)
  expect(await annaToBob()).toMatchObject({ state: 'away' })
  expect((await bob.rooms()).find(({ id }) => id === room.id)?.people).toBe(2)
  await inside('2 people').waitFor()
  expect(await group('Away').count()).toBe(0)
  const here = await group('Here').locator('li bdi').allTextContents()
  expect(new Set(here)).toEqual(new Set([anna.name, bob.name]))

  await turn('visible')
  await expect.poll(async () => (await annaToBob())?.state, { timeout: 30_000 }).toBe('here')
}, 90_000)
