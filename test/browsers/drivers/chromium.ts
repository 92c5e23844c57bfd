import { chromium, type Page } from 'playwright-core'
import type { Chromium } from '../../e2e/chromium.ts'
import type { Driver, Window } from './driver.ts'

/** The Chromium that came from npm, which everybody has: the flows themselves are tested in it. */
export async function startChromium(installed: Chromium): Promise<Driver> {
  const browser = await chromium.launch(installed)
  return {
    version: `Chromium ${browser.version()}`,
    touch: true,
    inputMethod: false,
    newProfile: async () => {
      const context = await browser.newContext()
      return {
        newWindow: async () => windowOf(await context.newPage()),
        close: () => context.close(),
      }
    },
    close: () => browser.close(),
  }
}

function windowOf(page: Page): Window {
  return {
    goto: async (url) => {
      await page.goto(url)
    },
    reload: async () => {
      await page.reload()
    },
    evaluate: (expression) => page.evaluate(expression),
    press: (chord) => page.keyboard.press(chord),
    type: (text) => page.keyboard.type(text),
    undo: () => page.keyboard.press('Control+z'),
    redo: () => page.keyboard.press('Control+Shift+z'),
    click: (x, y) => page.mouse.click(x, y),
    // Playwright's own taps want a profile that is a phone, where Enter makes a line.
    tap: async (x, y) => {
      const device = await page.context().newCDPSession(page)
      const touchPoints = [{ x, y }]
      await device.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints })
      await device.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
      await device.detach()
    },
    wheel: async (x, y, by) => {
      await page.mouse.move(x, y)
      await page.mouse.wheel(0, by)
    },
    screenshot: () => page.screenshot(),
  }
}
