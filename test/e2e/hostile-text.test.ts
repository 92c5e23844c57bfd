import { expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { aVisitor, test } from './browser.ts'
import { annaAndBob, twoInARoom } from './conversation.ts'

// A dialog, a script error or a policy violation fails each of these tests: see `aNewcomer`.
const hostile = [
  '<script>alert("script")</script>',
  '<img src=x onerror=alert("image")>',
  '"><svg onload=alert("svg")>',
  '<a href="javascript:alert(1)">click</a>',
  '{{constructor.constructor("alert(1)")()}}',
  '</article></main><h1>Hacked</h1>',
  '&lt;b&gt; stays as it is typed',
]

test('hostile messages are shown as the text that they are', async ({ browser, parlor }) => {
  const { anna, bob } = await twoInARoom(browser, parlor)
  for (const text of hostile) await anna.say(text)
  await bob.waitForMessages(hostile)
  for (const visitor of [anna, bob]) {
    expect(await visitor.heading('Hacked').count()).toBe(0)
    expect(
      await visitor.page.getByRole('log').locator('script, img[src=x], svg[onload]').count(),
    ).toBe(0)
  }
})

test('a hostile name of a room is shown as text, wherever it appears', async ({
  browser,
  parlor,
}) => {
  const anna = await aVisitor(browser, parlor)
  const room = `<img src=x onerror=alert(1)> ${aName('x')}`
  await anna.createRoom(room)
  await anna.join(room)
  expect(await anna.page.title()).toContain(room)
  await anna.leave()
  await anna.openMenuOf(room)
  await anna.button(`Delete ${room}`).click()
  expect(await anna.page.getByRole('dialog').textContent()).toContain(room)
  expect(await anna.page.locator('img[src=x]').count()).toBe(0)
})

test('only addresses of the web and of mail become links', async ({ browser, parlor }) => {
  const { anna, enter } = await annaAndBob(browser, parlor)
  await enter()
  await anna.say('see https://example.org/a?b=c&d and http://example.org.')
  await anna.say('not javascript:alert(1) nor data:text/html,<b> nor vbscript:x nor file:///etc')
  const links = anna.page.getByRole('log').locator('a')
  const found = await links.evaluateAll((them) =>
    them.map((it) => [it.getAttribute('href'), it.getAttribute('rel')]),
  )
  expect(found.map(([href]) => href)).toEqual([
    'https://example.org/a?b=c&d',
    expect.stringMatching(/^http:\/\/example\.org\/?$/),
  ])
  for (const [, rel] of found) expect(rel).toContain('noopener')
})
