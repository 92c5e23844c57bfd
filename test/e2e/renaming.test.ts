import { expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { aVisitor, test } from './browser.ts'

test('a new name stands at once in every window, at all that its person has said', async ({
  browser,
  parlor,
}) => {
  const anna = await aVisitor(browser, parlor)
  const bob = await aVisitor(browser, parlor)
  const room = aName('Tea')
  await anna.createRoom(room)
  await anna.join(room)
  await anna.say('I was here')
  await bob.join(room)
  await bob.articles().filter({ hasText: anna.name }).waitFor()
  const second = await anna.anotherWindow(new URL(anna.page.url()).pathname)
  await second.articles().filter({ hasText: anna.name }).waitFor()

  const name = aName('Zoe')
  await anna.openPreferences()
  await anna.page.getByRole('textbox', { name: 'New username', exact: true }).fill(bob.name)
  await anna.button('Change username').click()
  await anna.page.getByRole('dialog').getByText('taken').waitFor()
  await anna.page.getByRole('textbox', { name: 'New username', exact: true }).fill(name)
  await anna.button('Change username').click()
  await anna.page.getByText(`You are now called ${name}.`).waitFor()
  await anna.page.keyboard.press('Escape')
  for (const { page } of [anna, second, bob]) {
    await page.getByRole('log').getByRole('article').filter({ hasText: name }).waitFor()
    expect(await page.locator('body').textContent()).not.toContain(anna.name)
  }
})
