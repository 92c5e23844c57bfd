import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

// Minified it is small enough to be sent to each page anew.
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const desk = { width: 1280, height: 800 }
/** The narrowest that WCAG 2.2 asks for (1.4.10). */
const narrow = { width: 320, height: 640 }

/** No fault that axe finds, in light or in dark, wide or narrow, and nothing wider than the screen. */
export async function expectGood(page: Page, what: string): Promise<void> {
  await page.setViewportSize(desk)
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await expectToFit(page, what)
  // The other way round, colours are the same.
  const mirrored = await page.evaluate('document.dir === "rtl"')
  if (!mirrored) expect(await faults(page), `${what}, in light`).toEqual([])
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.setViewportSize(narrow)
  expect(await faults(page), `${what}, in dark and narrow`).toEqual([])
  await expectToFit(page, what)
  await page.setViewportSize(desk)
}

/** What axe finds, by all rules but those named. */
export async function faults(page: Page, ...except: string[]): Promise<string[]> {
  const rules = Object.fromEntries(except.map((rule) => [rule, { enabled: false }]))
  await page.evaluate(`globalThis.axe || (() => { ${axe} })()`)
  return page.evaluate<string[]>(`axe
    .run({
      runOnly: ${JSON.stringify(tags)},
      rules: ${JSON.stringify(rules)},
      resultTypes: ['violations'],
    })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`)
}

async function expectToFit(page: Page, what: string): Promise<void> {
  const [content, screen] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )
  expect(content, `${what} is as wide as the screen`).toBeLessThanOrEqual(screen)
  // What scrolls by itself must not hide anything at its sides either, nor stand out of the page.
  const wide = await page.evaluate<string[]>(`[...document.querySelectorAll('body *')]
    .filter((it) => {
      const style = getComputedStyle(it)
      const box = it.getBoundingClientRect()
      if (box.width < 2 || style.clipPath !== 'none' || it.closest('.avatar')) return false
      const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll'
      return (scrolls && it.scrollWidth > it.clientWidth) ||
        (box.right > innerWidth + 1 || box.left < -1) && !it.parentElement.closest('.body')
    })
    .map((it) => it.outerHTML.slice(0, 120))`)
  expect(wide, `${what}: nothing stands out at the sides`).toEqual([])
}
