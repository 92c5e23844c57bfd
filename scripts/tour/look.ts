import type { Page } from 'playwright-core'
import { faults, standingOut, widths } from '../../test/e2e/axe.ts'
import { words } from './words.ts'

/** What would be wrong with a page as it is now, in the eyes of somebody picky. */
export async function look(page: Page, { byTouch }: { byTouch: boolean }): Promise<string[]> {
  const [content, screen] = await widths(page)
  return [
    ...(content > screen ? [`${content} pixels wide on a screen of ${screen}`] : []),
    ...(await standingOut(page)).map((it) => `stands out: ${it}`),
    ...(await faults(page)).map((it) => `axe: ${it.replaceAll(/\s+/g, ' ').slice(0, 400)}`),
    ...(await cutOff(page)).map((it) => `cut off: ${it}`),
    ...(await inEnglish(page)).map((it) => `in English: ${it}`),
    ...(byTouch ? await tooSmall(page) : []).map((it) => `too small for a finger: ${it}`),
  ]
}

/** Where the keyboard is, if it is nowhere. */
export async function lost(page: Page): Promise<string[]> {
  const isLost = await page.evaluate<boolean>(
    '!document.activeElement || document.activeElement === document.body',
  )
  return isLost ? ['the keyboard is nowhere'] : []
}

const cutOff = (page: Page) =>
  page.evaluate<
    string[]
  >(`[...document.querySelectorAll('button, a.button, label, h1, h2, h3, legend, dt, dd, summary, p, .badge, .tag')]
    .filter((it) => {
      const style = getComputedStyle(it)
      if (it.getClientRects().length === 0 || style.clipPath !== 'none') return false
      if (style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none') return false
      for (let at = it; at; at = at.parentElement)
        if (getComputedStyle(at).clipPath !== 'none') return false
      if (it.closest('.emoji-tabs, .rail, pre') || style.display === 'inline') return false
      return it.scrollWidth > it.clientWidth + 1 ||
        (style.overflowY === 'hidden' && it.scrollHeight > it.clientHeight + 1)
    })
    .map((it) => it.outerHTML.slice(0, 160))`)

/** Words of ours that stand in English on a page in another language. */
async function inEnglish(page: Page): Promise<string[]> {
  const language = await page.evaluate<string>('document.documentElement.lang')
  if (language !== 'de' && language !== 'ar') return []
  const there = new Set(textsOf(words[language]))
  const english = textsOf(words.en).filter((text) => text.length > 3 && !there.has(text))
  return page.evaluate<string[]>(`(() => {
    const ours = new Set(${JSON.stringify(english)})
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = []
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.textContent.trim()
      if (ours.has(text) && !node.parentElement.closest('[lang]:not(html)')) found.push(text)
    }
    const names = ['aria-label', 'title', 'placeholder']
    for (const it of document.querySelectorAll('[aria-label], [title], [placeholder]'))
      found.push(...names.map((name) => it.getAttribute(name)).filter((text) => ours.has(text)))
    return found
  })()`)
}

function textsOf(texts: unknown): string[] {
  if (typeof texts === 'string') return [texts]
  if (typeof texts !== 'object' || texts === null) return []
  return Object.values(texts).flatMap(textsOf)
}

/** 44 pixels, links in running text aside. */
const tooSmall = (page: Page) =>
  page.evaluate<
    string[]
  >(`[...document.querySelectorAll('button, a[href], input, select, textarea, summary')]
    .filter((it) => {
      if (it.disabled || it.matches('[type=hidden]') || it.closest('[inert]')) return false
      const modal = [...document.querySelectorAll('dialog:modal')].at(-1)
      if (modal && !modal.contains(it)) return false
      const target = it.closest('label.choice') ?? it
      const box = target.getBoundingClientRect()
      const style = getComputedStyle(it)
      if (box.width < 2 || style.clipPath !== 'none' || style.visibility !== 'visible') return false
      if (it.matches('p a, .body a, p .link')) return false
      return Math.round(box.height) < 44 || Math.round(box.width) < 44
    })
    .map((it) => {
      const box = it.getBoundingClientRect()
      return Math.round(box.width) + 'x' + Math.round(box.height) + ' ' + it.outerHTML.replace(/<svg.*?<.svg>/g, '').slice(0, 140)
    })`)
