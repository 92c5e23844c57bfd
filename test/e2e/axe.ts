import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

// Minified it is small enough to be sent to each page anew.
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds, by all rules but those named. */
export async function faults(page: Page, ...except: string[]): Promise<string[]> {
  const rules = Object.fromEntries(except.map((rule) => [rule, { enabled: false }]))
  if (!(await page.evaluate('"axe" in globalThis'))) await page.evaluate(axe)
  return page.evaluate<string[]>(`axe
    .run({
      runOnly: ${JSON.stringify(tags)},
      rules: ${JSON.stringify(rules)},
      resultTypes: ['violations'],
    })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => id + ': ' + html + ' ' + failureSummary)))`)
}

/** How wide the page and the screen are. */
export const widths = (page: Page) =>
  page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]',
  )

/** What scrolls by itself and hides something at its sides, or stands out of the page. */
export const standingOut = (page: Page) =>
  page.evaluate<string[]>(`[...document.querySelectorAll('body *')]
    .filter((it) => {
      const style = getComputedStyle(it)
      const box = it.getBoundingClientRect()
      if (box.width < 2 || style.clipPath !== 'none' || it.closest('.avatar')) return false
      // Three dots say that a name goes on.
      if (getComputedStyle(it.parentElement).textOverflow === 'ellipsis') return false
      // Code keeps its lines, and a row of groups goes on: both are reached by keys.
      if (it.matches('pre') || it.closest('.emoji-tabs')) return false
      const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll'
      return (scrolls && it.scrollWidth > it.clientWidth) ||
        (box.right > innerWidth + 1 || box.left < -1) && !it.parentElement.closest('.body')
    })
    .map((it) => it.outerHTML.slice(0, 120))`)
