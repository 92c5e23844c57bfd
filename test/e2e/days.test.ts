import { describe, expect } from 'vitest'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

describe('a room that stays open', () => {
  test.for(['Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns'])(
    'in %s calls a day yesterday when midnight has passed, and then by its date',
    async (timezoneId, { browser, parlor }) => {
      const { anna, enter, talk, message } = await annaAndBob(browser, parlor, { timezoneId })
      const { page } = anna
      await page.clock.install()
      await talk(1)
      await enter()
      await message(1).waitFor()
      await anna.heading('Today').waitFor()
      // To the very end of the day, and over it.
      const left = await page.evaluate<number>('new Date().setHours(24, 0, 0, 0) - Date.now()')
      await page.clock.fastForward(Math.max(0, left - 60_000))
      expect(await anna.heading('Today').count()).toBe(1)
      await page.clock.fastForward(60_000)
      await anna.heading('Yesterday').waitFor()
      expect(await anna.heading('Today').count()).toBe(0)
      await page.clock.fastForward(24 * 3_600_000)
      await page.getByRole('heading', { name: /^\w+day, \w+ \d+$/ }).waitFor()
    },
  )

  test('tells times by the zone that its reader has travelled to', async ({ browser, parlor }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor, { locale: 'sv-SE' })
    const { page } = anna
    await page.clock.install()
    await talk(1)
    await enter()
    const time = message(1).locator('time')
    const at = new Date((await time.getAttribute('datetime')) ?? '')
    const hour = (timeZone: string) =>
      at.toLocaleTimeString('sv', { timeZone, hour: '2-digit', minute: '2-digit' })
    const devtools = await page.context().newCDPSession(page)
    for (const timezoneId of ['Asia/Tokyo', 'America/Los_Angeles']) {
      await devtools.send('Emulation.setTimezoneOverride', { timezoneId })
      await page.clock.fastForward(31_000)
      await expect.poll(() => time.textContent(), { message: timezoneId }).toBe(hour(timezoneId))
    }
  })
})
