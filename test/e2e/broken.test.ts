import { expect } from 'vitest'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

/** No message can be drawn without its time. */
const breakTimes = `
  globalThis.whole = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format')
  Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
    configurable: true,
    get() { throw new Error('broken by the test') },
  })`
const mendTimes = `Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', whole)`

test('a page that breaks while it is drawn says so, and is drawn again with all that was written', async ({
  browser,
  parlor,
}) => {
  const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
  const { page } = anna
  await enter()
  await talk(1)
  await message(1).waitFor()
  const field = anna.composer()
  await field.fill('half a sentence')
  await page.evaluate('globalThis.samePage = true')
  await page.evaluate(breakTimes)
  await talk(1, 2)
  const heading = anna.heading('Something broke')
  await heading.waitFor()
  await page.locator('h1:focus').waitFor()
  expect(await anna.button('Log out').isVisible()).toBe(true)

  await page.evaluate(mendTimes)
  await anna.button('Show the page again').click()
  await message(2).waitFor()
  expect(await field.inputValue()).toBe('half a sentence')
  expect(await page.evaluate('globalThis.samePage')).toBe(true)
})

test('a page that breaks again and again is fetched anew', async ({ browser, parlor }) => {
  const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
  const { page } = anna
  await enter()
  await anna.composer().fill('half a sentence')
  await page.evaluate(breakTimes)
  await talk(2)
  const again = anna.button('Show the page again')
  await again.click()
  await again.click()
  await message(2).waitFor()
  expect(await anna.composer().inputValue()).toBe('half a sentence')
})

test('even a page whose header breaks has a way on', async ({ browser, parlor }) => {
  const { anna, enter } = await annaAndBob(browser, parlor)
  const { page } = anna
  await enter()
  await anna.openPreferences()
  const languages = page.getByRole('combobox', { name: 'Language' })
  await languages.waitFor()
  await page.evaluate(`const entries = Object.entries
    Object.entries = (of) => { if ('ar' in of) throw new Error('broken'); return entries(of) }`)
  await languages.selectOption('de')
  await page.locator('h1').filter({ hasText: 'Etwas ist kaputtgegangen' }).waitFor()
})
