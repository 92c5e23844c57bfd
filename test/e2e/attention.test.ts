import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

/** Notes what would be shown, and lets the test turn the page away from the person. */
function watchNotifications(page: Page, answer: 'granted' | 'denied'): Promise<unknown> {
  return page.addInitScript(`
    globalThis.asked = 0
    globalThis.notified = []
    globalThis.Notification = class extends EventTarget {
      static permission = 'default'
      static async requestPermission() {
        asked += navigator.userActivation.isActive ? 1 : 1000
        return Notification.permission = '${answer}'
      }
      constructor(title, { body, tag, renotify }) {
        super()
        notified.push([title, body])
        if (tag && renotify) rung += 1
      }
    }
    globalThis.rung = 0
    globalThis.away = false
    Document.prototype.hasFocus = () => !away
    globalThis.turn = (where) => {
      away = where === 'away'
      dispatchEvent(new Event(away ? 'blur' : 'focus'))
    }`)
}

describe('new messages', () => {
  test('are counted in the title and marked on the icon while one looks elsewhere, and no more afterwards', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk, message, room } = await annaAndBob(browser, parlor)
    const { page } = anna
    await watchNotifications(page, 'granted')
    const icon = () => page.locator('link[rel=icon]').getAttribute('href')
    await enter()
    await talk(1)
    await message(1).waitFor()
    expect(await page.title()).toBe(`${room.name} · Parlor`)
    await page.evaluate('turn("away")')
    await talk(2, 2)
    await expect.poll(() => page.title()).toBe(`(2) ${room.name} · Parlor`)
    expect(await icon()).toBe('/icon-unread.svg')
    await page.evaluate('turn("here")')
    await expect.poll(() => page.title()).toBe(`${room.name} · Parlor`)
    expect(await icon()).toBe('/icon.svg')
  })

  test('are notified of when one asked for it, only while one looks elsewhere, and never of one’s own', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, enter, talk, message, room } = await annaAndBob(browser, parlor)
    const { page } = anna
    await watchNotifications(page, 'granted')
    const notified = () => page.evaluate<string[][]>('notified')
    await enter()
    await page.evaluate('turn("away")')
    await talk(1)
    await message(1).waitFor()
    expect(await page.evaluate('asked'), 'before one asked for it').toBe(0)
    expect(await notified()).toEqual([])

    await page.evaluate('turn("here")')
    await anna.button('Preferences').click()
    await page.getByRole('checkbox', { name: /notifications/ }).click()
    await expect.poll(() => page.evaluate('asked')).toBe(1)
    await anna.button('Close').click()
    await talk(1, 2)
    await message(2).waitFor()
    expect(await notified(), 'while the page is in front').toEqual([])

    await page.evaluate('turn("away")')
    await anna.say('«mine»')
    await talk(1, 3)
    await expect.poll(notified).toEqual([[`${bob.name} in ${room.name}`, '«3»']])

    // One takes the place of the last; browsers are silent then, unless they are told to ring again.
    await talk(1, 4)
    await expect.poll(async () => (await notified()).length).toBe(2)
    expect(await page.evaluate('rung')).toBe(2)
  })

  test('are notified of by the service worker where pages may not, each time to be heard', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk } = await annaAndBob(browser, parlor)
    const { page } = anna
    await page.addInitScript(`
      globalThis.shown = []
      globalThis.Notification = class {
        static permission = 'granted'
        static requestPermission = async () => 'granted'
        constructor() { throw new TypeError('Illegal constructor.') }
      }
      localStorage.setItem('notifications', 'on')
      navigator.serviceWorker.getRegistration = async () => ({
        showNotification: (title, { body, tag, renotify }) => shown.push([body, tag !== '', renotify]),
      })
      Document.prototype.hasFocus = () => false`)
    await enter()
    await talk(1)
    await expect.poll(() => page.evaluate('shown')).toEqual([['«1»', true, true]])
    await talk(1, 2)
    await expect.poll(() => page.evaluate('shown')).toHaveLength(2)
  })

  test('are not notified of when the browser does not allow it, and the page says so', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    await watchNotifications(anna.page, 'denied')
    await enter()
    await anna.button('Preferences').click()
    const choice = anna.page.getByRole('checkbox', { name: /notifications/ })
    await choice.click()
    await anna.page.getByRole('alert').filter({ hasText: 'does not allow' }).waitFor()
    expect(await choice.isChecked()).toBe(false)
  })

  test('are read out to who cannot see them; what was said before is not', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, enter, talk, message } = await annaAndBob(browser, parlor)
    await talk(3)
    await enter()
    await message(3).waitFor()
    const spoken = anna.page.locator('[aria-live=polite]')
    expect(await spoken.textContent()).toBe('')
    await talk(1, 4)
    await expect.poll(() => spoken.textContent()).toBe(`${bob.name}: «4»`)
    await anna.say('«mine»')
    expect(await spoken.textContent()).not.toContain('mine')
  })
})
