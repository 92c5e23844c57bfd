import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { aNewcomer, aVisitor, test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

const paper = (page: Page) =>
  page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor')

/** How light a colour is that a browser wrote as `rgb(…)`, from 0 to 255. */
function lightness(colour: string): number {
  const parts = (colour.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number)
  return parts.reduce((sum, part) => sum + part, 0) / 3
}

const left = async (it: Locator) => (await it.boundingBox())?.x ?? Number.NaN

describe('colours', () => {
  test('follow the device, unless one chose them, which is kept', async ({ browser, parlor }) => {
    const anna = await aNewcomer(browser, parlor, 'anna', { colorScheme: 'light' })
    const { page } = anna
    await page.goto('/')
    expect(lightness(await paper(page))).toBeGreaterThan(200)
    await page.emulateMedia({ colorScheme: 'dark' })
    expect(lightness(await paper(page))).toBeLessThan(60)
    await anna.button('Preferences').click()
    await page.getByRole('radio', { name: 'Light' }).click()
    expect(lightness(await paper(page))).toBeGreaterThan(200)
    await page.reload()
    await anna.button('Preferences').waitFor()
    expect(lightness(await paper(page))).toBeGreaterThan(200)
  })
})

describe('words', () => {
  test.for([
    ['de-AT', 'Anmelden', 'ltr'],
    ['ar-EG', 'تسجيل الدخول', 'rtl'],
    ['fi', 'Log in', 'ltr'],
  ] as const)(
    'are those of a browser that asks for %s',
    async ([locale, logIn, direction], { browser, parlor }) => {
      const anna = await aNewcomer(browser, parlor, 'anna', { locale })
      await anna.page.goto('/')
      await anna.button(logIn).waitFor()
      expect(await anna.page.evaluate('document.dir')).toBe(direction)
    },
  )

  test('can be changed at any time, mirror the page for those who write from the right, and stay', async ({
    browser,
    parlor,
  }) => {
    const anna = await aVisitor(browser, parlor)
    const { page } = anna
    const brand = page.locator('.brand')
    const out = page.locator('.site-header nav button').last()
    expect(await left(brand)).toBeLessThan(await left(out))
    await anna.openPreferences()
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ar')
    await page.locator('html[dir=rtl][lang=ar]').waitFor()
    await page.keyboard.press('Escape')
    expect(await left(brand)).toBeGreaterThan(await left(out))
    expect(await out.textContent()).not.toContain('Log out')
    await page.reload()
    await page.locator('html[dir=rtl] h1').waitFor()
    expect(await page.title()).not.toContain('Rooms')
  })

  test('of a message run the way they are written, whatever the page’s language', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    await bob.post(room, 'مرحبا بكم')
    await bob.post(room, 'hello')
    await enter()
    await expect.poll(() => anna.articles().count()).toBe(2)
    const directions = await anna
      .articles()
      .locator('.body')
      .evaluateAll((bodies) => bodies.map((it) => it.matches(':dir(rtl)')))
    expect(directions).toEqual([true, false])
  })
})

describe('on a wide screen', () => {
  test('the log, what is being sent and the composer stand in one column', async ({
    browser,
    parlor,
  }) => {
    const wide = { viewport: { width: 1440, height: 900 } }
    const { anna, enter, talk } = await annaAndBob(browser, parlor, wide)
    const { page } = anna
    await talk(1)
    await enter()
    const said = await left(anna.articles().first().locator('.body'))
    expect(await left(page.locator('.day-line').first())).toBe(
      await left(page.locator('.composer')),
    )
    await page.context().setOffline(true)
    await anna.send('from the train')
    await page.locator('.sending-item').waitFor()
    expect(await left(page.locator('.sending-item .body'))).toBe(said)
  })
})

describe('on a phone', () => {
  const phone: BrowserContextOptions = {
    viewport: { width: 360, height: 740 },
    hasTouch: true,
    isMobile: true,
  }

  test('a room is read before anything is written: its keyboard stays away, and the end stays in sight when it comes', async ({
    browser,
    parlor,
  }) => {
    const { anna, room, talk, message } = await annaAndBob(browser, parlor, phone)
    const { page } = anna
    await talk(30)
    await anna.openList()
    await anna.joining(room.name).tap()
    await message(30).waitFor()
    expect(await page.locator('textarea:focus').count()).toBe(0)
    expect(await page.locator('.people').count()).toBe(0)

    const field = anna.composer()
    await field.tap()
    // What a keyboard does to a page that asks for `interactive-widget=resizes-content`.
    await page.setViewportSize({ width: 360, height: 400 })
    await expect.poll(() => isWithin(page, '[data-seq="30"]')).toBe(true)
    expect(await isWithin(page, 'textarea')).toBe(true)
    await field.fill('from the train')
    await anna.button('Send').tap()
    await anna.articles().filter({ hasText: 'from the train' }).waitFor()
    await expect.poll(() => isWithin(page, '[data-seq="31"]')).toBe(true)
  })

  test('who is here lies over the log until one puts it away, by its button or by Escape', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter } = await annaAndBob(browser, parlor, phone)
    const { page } = anna
    await enter()
    const people = page.getByRole('complementary', { name: 'People' })
    // The name leads to what there is to know of the room, as its button does.
    const name = page.getByRole('heading', { level: 1 })
    await name.tap()
    await people.waitFor()
    await name.tap()
    await people.waitFor({ state: 'detached' })
    const button = page.getByRole('button', { name: /^\d+ people$/ })
    await button.tap()
    await people.waitFor()
    await button.tap()
    await people.waitFor({ state: 'detached' })
    await button.tap()
    await people.waitFor()
    await page.keyboard.press('Escape')
    await people.waitFor({ state: 'detached' })
    expect(await button.evaluate((it) => it.matches(':focus'))).toBe(true)
  })

  test('what the button of the account opened stays there while the code of a room comes', async ({
    browser,
    parlor,
  }) => {
    const { anna, room } = await annaAndBob(browser, parlor, phone)
    const come = Promise.withResolvers<void>()
    await anna.page.route('**/assets/room-*', async (route) => {
      await come.promise
      await route.continue()
    })
    await anna.openList()
    await anna.joining(room.name).tap()
    await anna.page.getByText('Entering the room').waitFor()
    await anna.button('Your account').tap()
    await anna.button('Preferences').tap()
    const typed = anna.page.getByRole('textbox', { name: 'New username' })
    await typed.fill('annalena')
    come.resolve()
    await anna.composer().waitFor()
    expect(await typed.inputValue()).toBe('annalena')
  })

  test('any room is gone to by a part of its name, without keys', async ({ browser, parlor }) => {
    const { anna, room } = await annaAndBob(browser, parlor, phone)
    await anna.openList()
    await anna.button('Your account').tap()
    await anna.button('Go to').tap()
    const dialog = anna.page.getByRole('dialog', { name: 'Go to' })
    await dialog.getByRole('combobox').fill(room.name.slice(2).toUpperCase())
    await dialog.getByRole('option').filter({ hasText: room.name }).tap()
    await anna.heading(room.name).waitFor()
  })

  test('whatever can be tapped is large enough for a finger', async ({ browser, parlor }) => {
    const { anna, bob, enter, room } = await annaAndBob(browser, parlor, phone)
    const { id } = await bob.post(room, '«1»')
    await bob.send('PUT', `/api/rooms/${room.id}/messages/${id}/reactions/${encodeURI('👍')}`)
    await anna.openList()
    await anna.joining(room.name).waitFor()
    expect(await tooSmall(anna.page), 'on the list').toEqual([])
    await enter()
    await anna.button('👍 1').waitFor()
    expect(await tooSmall(anna.page), 'in a room').toEqual([])
    await anna.button('Your account').tap()
    await anna.button('Preferences').waitFor()
    expect(await tooSmall(anna.page), 'in the menu').toEqual([])
    await anna.button('Preferences').tap()
    await anna.heading('Preferences').waitFor()
    expect(await tooSmall(anna.page), 'in the preferences').toEqual([])
  })
})

/** Whether the first such element stands within the window, all of it. */
function isWithin(page: Page, selector: string): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const box = document.querySelector('${selector}').getBoundingClientRect()
    return box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth
  })()`)
}

/** What can be tapped and is less than 44 pixels high or wide; links in running text may be. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('button, a, select, label.choice')]
    .filter((it) => !it.closest('.body') && !it.matches('.link, .skip-link'))
    .map((it) => [it.outerHTML.slice(0, 100), it.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 0 && Math.min(width, height) < 43.9)
    .map(([html, { width, height }]) => width + ' × ' + height + ': ' + html)`)
}
