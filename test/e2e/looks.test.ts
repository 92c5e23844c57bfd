import { AxeBuilder } from '@axe-core/playwright'
import type { BrowserContextOptions } from 'playwright-core'
import { describe, expect } from 'vitest'
import { aName } from '../examples.ts'
import { aNewcomer, test } from './browser.ts'
import type { Visitor } from './visitor.ts'

// Colours are measured as they come to rest.
const still: BrowserContextOptions = { reducedMotion: 'reduce' }
const wide: BrowserContextOptions = { ...still, viewport: { width: 1440, height: 900 } }
const phone: BrowserContextOptions = {
  ...still,
  viewport: { width: 360, height: 740 },
  hasTouch: true,
  isMobile: true,
}

const looks: [string, BrowserContextOptions][] = [
  ['in light', { ...wide, colorScheme: 'light' }],
  ['in dark', { ...wide, colorScheme: 'dark' }],
  ['on a phone in light', { ...phone, colorScheme: 'light' }],
  ['on a phone in dark', { ...phone, colorScheme: 'dark' }],
]

describe.for(looks)('%s', ([_, options]) => {
  test('every page can be read and used by everyone, and fits the screen', async ({
    browser,
    parlor,
  }) => {
    const anna = await aNewcomer(browser, parlor, 'anna', options)
    await anna.page.goto('/')
    await anna.button('Create account').waitFor()
    await expectGood(anna, 'the welcome page')

    await anna.submit('Log in', anna.name, anna.password)
    await anna.page.getByText('do not match').waitFor()
    await expectGood(anna, 'the welcome page with a refusal')

    await anna.signUp()
    const room = aName('A room with quite a long name, for tea ')
    await anna.createRoom(room)
    await expectGood(anna, 'the list of rooms')

    await anna.button(`Delete ${room}`).click()
    await anna.button('Delete room').waitFor()
    await expectGood(anna, 'the question before deleting')
    await anna.page.keyboard.press('Escape')

    await anna.join(room)
    await expectGood(anna, 'an empty room')
    await anna.say('hello')
    await anna.say(`a link https://example.org/${'long'.repeat(60)} and\nlines`)
    await anna.say(
      `${'wordwithoutend'.repeat(40)} مرحبا שלום 👩‍👩‍👧‍👦 ${`a${'\u0301'.repeat(60)}`}`,
    )
    await expectGood(anna, 'a room with messages')
  })
})

test('the whole way can be gone with the keyboard alone', async ({ browser, parlor }) => {
  const anna = await aNewcomer(browser, parlor)
  const { page } = anna
  await page.goto('/')
  await anna.form('Create account').getByRole('textbox', { name: 'Username', exact: true }).focus()
  await page.keyboard.type(anna.name)
  await page.keyboard.press('Tab')
  await page.keyboard.type(anna.password)
  await page.keyboard.press('Enter')
  await anna.heading('Rooms').waitFor()

  const room = aName('Tea')
  await page.getByRole('textbox', { name: 'Room name', exact: true }).focus()
  await page.keyboard.type(room)
  await page.keyboard.press('Enter')
  await anna.joining(room).waitFor()
  await anna.joining(room).focus()
  await page.keyboard.press('Enter')
  await anna.heading(room).waitFor()

  const message = page.getByRole('textbox', { name: 'Message', exact: true })
  await message.focus()
  await page.keyboard.type('by keyboard')
  await page.keyboard.press('Enter')
  await anna.waitForMessages(['by keyboard'])
  await expect.poll(() => message.evaluate((it) => it.matches(':focus'))).toBe(true)
})

/** No fault that axe finds under WCAG 2.2 AA, and nothing wider than the screen. */
async function expectGood({ page }: Visitor, what: string): Promise<void> {
  const axe = new AxeBuilder({ page })
  const { violations } = await axe
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)
  expect(faults, what).toEqual([])
  const [content, screen] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )
  expect(content, `${what} is as wide as the screen`).toBeLessThanOrEqual(screen)
}
