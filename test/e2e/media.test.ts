import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { faults } from './axe.ts'
import { aVisitor, test } from './browser.ts'
import { annaAndBob, fill } from './conversation.ts'

/** What one can see of the elements that a selector finds, by their first words. */
function seen(page: Page, selector: string): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('${selector}')]
    .filter((it) => it.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .filter((it) => it.getBoundingClientRect().width > 1)
    .map((it) => it.className + ' ' + it.textContent.slice(0, 40))`)
}

describe('on paper', () => {
  test('a room is its transcript: all that is loaded, with names and times, and no controls', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter, talk, message } = await annaAndBob(browser, parlor, {
      colorScheme: 'dark',
    })
    const { page } = anna
    await fill(parlor, room, 150)
    await bob.post(room, Array.from({ length: 60 }, (_, n) => `line ${n + 1}`).join('\n'))
    await talk(1, 152)
    await enter()
    await message(152).waitFor()
    await anna.composer().fill('half a sentence')
    await page.emulateMedia({ media: 'print' })
    await page.evaluate('dispatchEvent(new Event("beforeprint"))')
    await expect.poll(() => anna.articles().count()).toBeGreaterThan(49)
    expect(await seen(page, 'button, textarea, input, .site-header, .people, .room-foot')).toEqual(
      [],
    )
    expect(await seen(page, 'h1, .day-line')).toHaveLength(2)
    expect(await seen(page, '.day-line span'), '“Today” is not for paper').toEqual([])
    const day = `getComputedStyle(document.querySelector('.day-line time'), '::after').content`
    expect(await page.evaluate(day)).toContain(`${new Date().getFullYear()}`)
    expect(await seen(page, 'article .author')).not.toEqual([])
    const articles = await anna.articles().count()
    expect(await seen(page, 'article > time')).toHaveLength(articles)
    const [ink, paper] = await page.evaluate<[string, string]>(`[
      getComputedStyle(document.querySelector('.message .body')).color,
      getComputedStyle(document.documentElement).backgroundColor]`)
    expect(lightness(ink), 'ink is dark, though the screen is too').toBeLessThan(80)
    expect(lightness(paper)).toBeGreaterThan(200)

    // Nothing is cut off: not a folded message, and not what is beyond the window.
    const cut = await page.evaluate<string[]>(`[...document.querySelectorAll('#app, #app *')]
      .filter((it) => getComputedStyle(it).overflowY !== 'visible' && !it.closest('.visually-hidden'))
      .filter((it) => it.scrollHeight > it.clientHeight + 8 && it.clientHeight > 0)
      .map((it) => it.className)`)
    expect(cut).toEqual([])
    const height = await page.evaluate<number>('document.documentElement.scrollHeight')
    expect(height).toBeGreaterThan(60 * 20)
    await page.evaluate('dispatchEvent(new Event("afterprint"))')
    await page.emulateMedia({ media: null })
    expect(await anna.composer().inputValue()).toBe('half a sentence')
  })
})

/** Axe reads the colours of text that we asked for, not those that the browser puts in their place. */
const ownColours = 'color-contrast'

describe('in colours that the reader has forced', () => {
  test.for(['light', 'dark'] as const)(
    '(%s ones) lines and marks say what our colours said',
    async (colorScheme, { browser, parlor }) => {
      const { anna, room, enter, talk, message, keys } = await annaAndBob(browser, parlor, {
        forcedColors: 'active',
        colorScheme,
      })
      const { page } = anna
      await talk(1)
      await enter()
      await message(1).waitFor()
      await anna.leave()
      await talk(2, 2)
      await anna.join(room.name)
      await message(3).waitFor()
      expect(await page.evaluate('matchMedia("(forced-colors: active)").matches')).toBe(true)

      // Where the keyboard is.
      const outline = () =>
        page.evaluate<[string, string]>(`(() => {
        const { outlineStyle, outlineWidth } = getComputedStyle(
          document.activeElement.matches('textarea')
            ? document.activeElement.parentElement
            : document.activeElement)
        return [outlineStyle, outlineWidth]
      })()`)
      expect(await outline(), 'the field').toEqual(['solid', '2px'])
      await keys.press('Tab')
      expect(await outline(), 'the button beside it').toEqual(['solid', '2px'])

      // Things that otherwise only a background tells from what is around them.
      const bordered = (selector: string) =>
        page.evaluate<boolean>(`(() => {
        const it = document.querySelector('${selector}')
        const { borderTopWidth, borderTopStyle, borderTopColor, backgroundColor } =
          getComputedStyle(it)
        return parseFloat(borderTopWidth) > 0 && borderTopStyle === 'solid' &&
          borderTopColor !== 'rgba(0, 0, 0, 0)' && borderTopColor !== backgroundColor
      })()`)
      for (const part of ['.message .avatar', '.composer-box', '.composer button[type=submit]']) {
        expect(await bordered(part), part).toBe(true)
      }
      expect(await seen(page, '.new-line')).toHaveLength(1)
      const rule = await page.evaluate<string>(
        'getComputedStyle(document.querySelector(".new-line"), "::before").borderTopWidth',
      )
      expect(rule).toBe('1px')
      await page.context().setOffline(true)
      await anna.send('«waits»')
      await page.locator('.sending-item').waitFor()
      expect(await bordered('.sending-item')).toBe(true)
      await page.locator('.connection-bar:not([hidden])').waitFor()
      expect(await bordered('.connection-bar')).toBe(true)
      await page.context().setOffline(false)
      await message(3).waitFor()
      expect(await faults(page, ownColours), 'in a room').toEqual([])
      await page.goto('/rooms')
      await anna.heading('Rooms').waitFor()
      expect(await faults(page, ownColours), 'on the list').toEqual([])
    },
  )
})

describe('enlarged', () => {
  test.for([
    ['to twice the size, on a laptop', { width: 640, height: 360 }],
    [
      'four times, as far as one must be able to go (WCAG 2.2, 1.4.10)',
      { width: 320, height: 256 },
    ],
  ] as const)(
    '%s, a room fits and everything can be reached',
    async ([, viewport], { browser, parlor }) => {
      const { anna, bob, room, enter, talk, message, keys } = await annaAndBob(browser, parlor, {
        viewport,
        deviceScaleFactor: 2,
      })
      const { page } = anna
      await talk(12)
      await bob.post(room, `${'unbreakable'.repeat(40)} https://example.org/${'path/'.repeat(60)}`)
      await enter()
      await message(12).waitFor()
      const wide = () => page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
      expect(await wide()).toBeLessThanOrEqual(0)
      const log = await page.getByRole('log').boundingBox()
      expect(log?.height, 'there is room to read').toBeGreaterThan(60)

      // All that the keyboard comes to stands within the window; a long link may be larger than it.
      const stops = new Set<string>()
      await page.evaluate('document.activeElement.blur()')
      for (let stop = 0; stop < 12; stop += 1) {
        await keys.press('Tab')
        const [name, inside] = await page.evaluate<[string, boolean]>(`(() => {
        const it = document.activeElement
        const { top, bottom, left, right } = it.getBoundingClientRect()
        const name = it.getAttribute('aria-label') ?? it.textContent.slice(0, 30)
        return [it === document.body ? '' : name,
          bottom >= 20 && top <= innerHeight - 20 && left >= -1 && right <= innerWidth + 1]
      })()`)
        if (name !== '') expect(inside, `${name} is in sight`).toBe(true)
        stops.add(name)
      }
      for (const name of ['Log out', 'Message', 'Send', 'Messages']) {
        expect(
          [...stops].some((each) => each.includes(name)),
          name,
        ).toBe(true)
      }
      await anna.say('«from afar»')
      await anna.openPreferences()
      await anna.button('Close').scrollIntoViewIfNeeded()
      expect(await wide()).toBeLessThanOrEqual(0)
      await anna.button('Close').click()
      await anna.leave()
      expect(await wide()).toBeLessThanOrEqual(0)
    },
  )
})

describe('motion', () => {
  const moving = (page: Page) =>
    page.evaluate<number>(`new Promise((done) => {
      let most = 0
      let frames = 0
      const look = () => {
        most = Math.max(most, document.getAnimations().length)
        // Its code may have to be fetched first.
        if (document.querySelector('dialog[open]')) frames += 1
        if (frames < 8) requestAnimationFrame(look)
        else done(most)
      }
      document.querySelector('.site-header button').click()
      look()
    })`)

  test('is small, and there is none for whoever asked for none', async ({ browser, parlor }) => {
    const { page } = await aVisitor(browser, parlor)
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    expect(await moving(page)).toBeGreaterThan(0)
    await page.keyboard.press('Escape')
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.mouse.move(0, 0)
    expect(await moving(page)).toBe(0)
  })
})

/** How light a colour is that a browser wrote as `rgb(…)`, from 0 to 255. */
function lightness(colour: string): number {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number)
  return parts.reduce((sum, part) => sum + part, 0) / 3
}
