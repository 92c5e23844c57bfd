import { expect } from 'vitest'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

test('messages of one person stand under one name for as long as each follows within five minutes', async ({
  browser,
  parlor,
}) => {
  const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
  const { page } = anna
  /** Milliseconds since the message before, and whether the name is shown. */
  const said: [after: number, named: boolean][] = [
    [0, true],
    [299_999, false],
    [300_000, true],
    [1, false],
    [300_001, true],
  ]
  for (const _ of said) await bob.post(room, '«said»')
  // At noon, so that no midnight comes between.
  let at = new Date().setHours(12, 0, 0, 0)
  const times = said.map(([after]) => {
    at += after
    return new Date(at).toISOString()
  })
  await page.route('**/api/me/room', async (route) => {
    const response = await route.fetch()
    const json = await response.json()
    for (const [index, message] of json.messages.entries()) message.postedAt = times[index]
    await route.fulfill({ response, json })
  })
  await enter()
  await expect.poll(() => anna.articles().count()).toBe(said.length)
  const named = await Promise.all(
    (await anna.articles().all()).map(async (article) => {
      const { height } = (await article.locator('.author').boundingBox()) ?? { height: 0 }
      return height > 8 && (await article.locator('.avatar').count()) === 1
    }),
  )
  expect(named).toEqual(said.map(([, shown]) => shown))
  // Who cannot see where a name stands is told it with each of them.
  for (const text of await anna.articles().allTextContents()) expect(text).toContain(bob.name)
})
