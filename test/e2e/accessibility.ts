import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { faults, standingOut, widths } from './axe.ts'
import { aMember, test } from './browser.ts'
import { lead } from './one-page.ts'
import type { Visitor } from './visitor.ts'

const desk = { width: 1280, height: 800 }
/** The narrowest that WCAG 2.2 asks for (1.4.10). */
const narrow = { width: 320, height: 640 }

/**
 * Nothing wider than the screen, wide or narrow, and no fault that axe finds. Axe takes its time: it looks at
 * what is written from left to right on a desk and in light, at what is mirrored in dark and narrow.
 */
export async function expectGood(page: Page, what: string): Promise<void> {
  const mirrored = await page.evaluate<boolean>('document.dir === "rtl"')
  await page.emulateMedia({ colorScheme: mirrored ? 'dark' : 'light', reducedMotion: 'reduce' })
  for (const size of mirrored ? [desk, narrow] : [narrow, desk]) {
    await page.setViewportSize(size)
    await expectToFit(page, `${what}, ${size.width} pixels wide`)
  }
  expect(await faults(page), what).toEqual([])
  await page.setViewportSize(desk)
}

async function expectToFit(page: Page, what: string): Promise<void> {
  const [content, screen] = await widths(page)
  expect(content, `${what} is as wide as the screen`).toBeLessThanOrEqual(screen)
  // What scrolls by itself must not hide anything at its sides either, nor stand out of the page.
  expect(await standingOut(page), `${what}: nothing stands out at the sides`).toEqual([])
}

/** `test` with an Anna whose one page shows the tests of a file one frame after the other: see `openIn`. */
export function testOfFrames() {
  return test.extend('anna', { scope: 'file' }, ({ browser, parlor }, { onCleanup }) =>
    aMember(browser, parlor, 'anna', {}, onCleanup),
  )
}

/** Shows what is at an address, and has all of this browser speak this language. */
export async function openIn(visitor: Visitor, path: string, locale: string): Promise<void> {
  const { page } = visitor
  const language = locale.slice(0, 2)
  if (page.url() === 'about:blank') {
    await page.addInitScript(`localStorage.setItem('language', '${language}')`)
  }
  // By way of a page that is neither, so that nothing of the last one is taken for the next.
  else {
    await lead(page, '/no/such/page')
    await page.locator('.message-page').waitFor()
  }
  await lead(page, path)
  await page.locator(`html[lang=${language}] h1`).waitFor()
}

/** As `Visitor.openPreferences`, in any language. */
export async function openPreferences(page: Page): Promise<void> {
  await page.locator('nav.account button[title]').last().click()
  // After the name: where to go, what is for one, all as read, preferences.
  await page.locator('dialog.menu button').nth(2).click()
}

export async function enterANewRoom(anna: Visitor, locale: string): Promise<void> {
  await openIn(anna, await anna.makeRoom(aName('Tea')), locale)
  await anna.page.locator('textarea').waitFor()
}

export async function post({ page }: Visitor, body: string): Promise<void> {
  const { room } = await (await page.request.get('/api/session')).json()
  const data = { body, key: crypto.randomUUID() }
  const posted = await page.request.post(`/api/rooms/${room.id}/messages`, { data })
  expect(posted.status()).toBe(201)
}
