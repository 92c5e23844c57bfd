import { join } from 'node:path'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { expect, inject, onTestFinished } from 'vitest'
import { aName, aPassword, test as parlorTest, type WhenOver } from '../support/examples.ts'
import { Visitor } from './visitor.ts'

/** `test` with one Chromium for all files of a worker; every visitor has a profile of their own. */
// biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it what the fixture needs.
export const test = parlorTest.extend('browser', { scope: 'worker' }, async ({}, { onCleanup }) => {
  const browser = await chromium.launch(inject('chromium'))
  onCleanup(() => browser.close())
  return browser
})

export type Browser = Awaited<ReturnType<typeof chromium.launch>>

/**
 * What tests are not about and would only wait for: fades of 150 ms, and the service worker, which
 * serves nothing but a page without a line. `start.test.ts` has both, as everybody has.
 */
const plain: BrowserContextOptions = { serviceWorkers: 'block', reducedMotion: 'reduce' }

/** Somebody with a browser profile of their own, without an account yet, who has gone nowhere. */
export async function aNewcomer(
  browser: Browser,
  parlor: { readonly url: string },
  name = 'anna',
  options: BrowserContextOptions = {},
  whenOver: WhenOver = onTestFinished,
): Promise<Visitor> {
  const { page, faults } = await aPage(browser, parlor, options)
  whenOver(async () => {
    await page.context().close()
    expect(faults, 'faults in the browser').toEqual([])
  })
  return new Visitor(page, aName(name), aPassword())
}

/** An empty page in a profile of its own, and the faults that are found in it and in its other windows. */
export async function aPage(
  browser: Browser,
  parlor: { readonly url: string },
  options: BrowserContextOptions = {},
): Promise<{ page: Page; faults: string[] }> {
  const context = await browser.newContext({ baseURL: parlor.url, ...plain, ...options })
  context.setDefaultTimeout(30_000)
  const faults: string[] = []
  context.on('page', (page) => collectFaults(page, faults))
  await context.addInitScript({ path: join(import.meta.dirname, 'in-page.js') })
  return { page: await context.newPage(), faults }
}

/** Somebody with an account, logged in, who has not opened a page yet: each costs a third of a second. */
export async function aMember(...newcomer: Parameters<typeof aNewcomer>): Promise<Visitor> {
  const visitor = await aNewcomer(...newcomer)
  await signUp(visitor)
  return visitor
}

/** Makes an account of them, and logs them in, without a page. */
export async function signUp({ page, name: username, password }: Visitor): Promise<void> {
  const signedUp = await page.request.post('/api/accounts', { data: { username, password } })
  expect(signedUp.status()).toBe(201)
}

/** Somebody with an account, logged in, who sees the list of rooms. */
export async function aVisitor(...newcomer: Parameters<typeof aNewcomer>): Promise<Visitor> {
  const visitor = await aMember(...newcomer)
  await visitor.openList()
  return visitor
}

/** Errors in scripts, and whatever the content security policy had to stop. */
function collectFaults(page: Page, faults: string[]): void {
  page.on('pageerror', (error) => faults.push(String(error)))
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted|Unrecognized feature|Uncaught/i.test(message.text()))
      faults.push(message.text())
  })
  page.on('dialog', (dialog) => {
    faults.push(`a ${dialog.type()} dialog: ${dialog.message()}`)
    dialog.dismiss().catch(() => {})
  })
}
