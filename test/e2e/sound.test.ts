import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { annaAndBob } from './conversation.ts'
import { test } from './one-page.ts'

/** Listens in on what the browser really plays, and lets the test turn the page away. */
function listen(page: Page): Promise<unknown> {
  return page.addInitScript(`
    globalThis.begun = []
    globalThis.ended = 0
    globalThis.contexts = []
    globalThis.AudioContext = class extends AudioContext {
      constructor() { super(); contexts.push(this) }
    }
    globalThis.OscillatorNode = class extends OscillatorNode {
      start(at) {
        begun.push(this.frequency.value)
        this.addEventListener('ended', () => { ended += 1 })
        super.start(at)
      }
    }
    Document.prototype.hasFocus = () => !globalThis.away
    globalThis.turn = (where) => {
      globalThis.away = where === 'away'
      dispatchEvent(new Event(globalThis.away ? 'blur' : 'focus'))
    }`)
}

describe('the sound', () => {
  test('is two notes for what others say while one looks elsewhere, and only if one asked for it', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
    const { page } = anna
    await listen(page)
    const begun = async () => (await page.evaluate<number[]>('begun')).map(Math.round)
    await enter()
    await page.evaluate('turn("away")')
    await talk(1)
    await message(1).waitFor()
    expect(await begun(), 'before one asked for it').toEqual([])

    await page.evaluate('turn("here")')
    await anna.openPreferences()
    await page.getByRole('checkbox', { name: /sound/ }).click()
    expect(await begun(), 'to hear what one asked for').toEqual([659, 880])
    await anna.button('Close').click()
    await talk(1, 2)
    await message(2).waitFor()
    expect(await begun(), 'while the page is in front').toHaveLength(2)

    await page.evaluate('turn("away")')
    await anna.say('«mine»')
    expect(await begun(), 'for what one said oneself').toHaveLength(2)
    await talk(1, 3)
    await expect.poll(begun).toEqual([659, 880, 659, 880])
    await talk(1, 4)
    await message(4).waitFor()
    expect(await begun(), 'for what follows at once').toHaveLength(4)
    // All of it is played, and nothing is left running.
    await expect.poll(() => page.evaluate('ended')).toBe(4)
    const states = () => page.evaluate<string[]>('contexts.map(({ state }) => state)')
    await expect.poll(states).toEqual(['closed', 'closed'])
  })

  test('does not pile up on a page that the browser lets make none yet', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
    const { page } = anna
    await listen(page)
    // To the browser, whatever a test does in a page is a touch of it; this page has seen none.
    await page.addInitScript(`
      localStorage.setItem('sound', 'on')
      Object.defineProperty(navigator, 'userActivation', { value: { hasBeenActive: false } })
      globalThis.away = true`)
    await enter()
    await talk(2)
    await message(2).waitFor()
    await expect.poll(() => page.title()).toMatch(/^\(2\)/)
    expect(await page.evaluate('begun')).toEqual([])
  })
})

describe('a notification', () => {
  // The Chromium for tests shows none, whatever permission it is given: `Notification.permission`
  // stays `denied`. What the page asks the browser to show is noted instead.
  test('is shown by the service worker where a page may not show one itself, as on phones', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, enter, talk, room } = await annaAndBob(browser, parlor, {
      serviceWorkers: 'allow',
    })
    const { page } = anna
    await listen(page)
    await page.addInitScript(`
      globalThis.shown = []
      globalThis.Notification = class {
        static permission = 'granted'
        static async requestPermission() { return 'granted' }
        constructor() { throw new TypeError('Illegal constructor.') }
      }
      ServiceWorkerRegistration.prototype.showNotification = async (title, { body, tag }) => {
        shown.push([title, body, tag])
      }`)
    await page.addInitScript(`localStorage.setItem('notifications', 'on')`)
    await enter()
    await page.evaluate('navigator.serviceWorker.ready')
    await page.evaluate('turn("away")')
    await talk(1)
    await expect
      .poll(() => page.evaluate('shown'))
      .toEqual([[`${bob.name} in ${room.name}`, '«1»', `room ${room.id}`]])
  })

  test('that the browser itself forbids cannot be chosen', async ({ tea }) => {
    const { anna, enter } = tea
    await enter()
    expect(await anna.page.evaluate('Notification.permission')).toBe('denied')
    await anna.openPreferences()
    const choice = anna.page.getByRole('checkbox', { name: /notifications/ })
    await choice.click()
    await anna.page.getByRole('alert').filter({ hasText: 'does not allow' }).waitFor()
    expect(await choice.isChecked()).toBe(false)
  })
})
