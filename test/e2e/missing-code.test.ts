import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect } from 'vitest'
import { de } from '../../src/web/locale/de.ts'
import { aName, aPerson } from '../support/examples.ts'
import { aMember, aNewcomer, test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

const assets = join(import.meta.dirname, '../../dist/web/assets')
const source = join(import.meta.dirname, '../../src/web')

const byName = (a: string, b: string) => (a < b ? -1 : 1)

/** The scripts that a page fetches when it needs them, and not before, apart from what `lazy` fetches. */
function chunks(): string[] {
  const lazily = new Set(
    readdirSync(source, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.tsx?$/.test(file))
      .flatMap((file) => [
        ...readFileSync(join(source, file), 'utf8').matchAll(
          /lazy\(\s*async \(\) => \(await import\('[^']*?([\w-]+)\.tsx'\)/g,
        ),
      ])
      .map(([, name]) => name),
  )
  const scripts = readdirSync(assets).filter((file) => file.endsWith('.js'))
  const fetched = scripts.flatMap((file) =>
    Array.from(
      readFileSync(join(assets, file), 'utf8').matchAll(/import\([`"']\.\/([\w-]+)-[\w-]{8}\.js/g),
      ([, name = '']) => name,
    ),
  )
  return [...new Set(fetched)].filter((name) => !lazily.has(name))
}

describe('a part of the page’s code that does not load', () => {
  test('is one of those that tests do without, here or where what they are for is tested', () => {
    // The words of all areas are fetched alike, and so are the colours of code: `writing.test.ts`.
    const names = chunks().filter((name) => !/^colour-|.-(?:ar|de)$/.test(name))
    expect(names.sort(byName)).toEqual([
      '_emoji_words-en',
      'ar',
      'attaching',
      'caller',
      'code-colours',
      'copying',
      'de',
      'known-emoji',
      'message-actions',
    ])
  })

  test.for([
    ['de', ['clock-worker', 'de']],
    ['ar', ['ar']],
    [
      'en',
      [
        'attaching',
        'copying',
        'help-dialog',
        'known-emoji',
        'message-actions',
        'preferences-dialog',
      ],
    ],
  ] as const)(
    'leaves a page on which one reads and writes, and is no reason to load it anew (%s: %s)',
    async ([locale, names], { browser, parlor }) => {
      const bob = await aPerson(parlor, 'bob')
      const room = await bob.createRoom(aName('Tea'))
      await bob.join(room)
      const { page } = await aMember(browser, parlor, 'anna', { locale })
      const asked = new Set<string>()
      for (const name of names) {
        await page.context().route(`**/assets/${name}-*.js`, (route) => {
          asked.add(name)
          return route.abort()
        })
      }
      await page.goto(`/rooms/${room.id}`)
      await page.evaluate('globalThis.samePage = true')
      const refused = page.getByRole('alert').filter({ hasText: 'could not be loaded' })
      if (locale === 'en') {
        await page.getByRole('log').waitFor()
        await page.getByRole('button', { name: 'Your account' }).click()
        await refused.waitFor()
        await page.locator('main h1').press('?')
        await expect.poll(() => refused.count()).toBe(2)
        const file = { name: 'tea.txt', mimeType: 'text/plain', buffer: Buffer.from('tea') }
        await page.locator('form input[type=file]').setInputFiles(file)
        await expect.poll(() => refused.count()).toBe(3)
        expect(await page.getByRole('button', { name: 'Load it anew' }).count()).toBe(3)
      }
      const articles = page.locator('article')
      await bob.post(room, '«of Bob»')
      await articles.filter({ hasText: '«of Bob»' }).waitFor()
      await page.locator('textarea').pressSequentially('«of Anna» :tear')
      await page.keyboard.press('Enter')
      await articles.filter({ hasText: '«of Anna» :tear' }).waitFor()
      // Polls go on, and not only the first few.
      for (const text of ['«one»', '«two»', '«three»']) {
        await bob.post(room, text)
        await articles.filter({ hasText: text }).waitFor()
      }
      expect(await page.evaluate('globalThis.samePage')).toBe(true)
      expect(await page.getByText('Parlor was updated.').count()).toBe(0)
      expect([...asked].toSorted(byName), 'the chunks were asked for').toEqual(
        [...names].toSorted(byName),
      )
    },
  )

  test('(room) is said, and the list of rooms goes on', async ({ browser, parlor }) => {
    const bob = await aPerson(parlor, 'bob')
    const room = await bob.createRoom(aName('Tea'))
    const { page } = await aMember(browser, parlor)
    await page.context().route('**/assets/room-*.js', (route) => route.abort())
    await page.goto(`/rooms/${room.id}`)
    await page.getByRole('alert').filter({ hasText: 'could not be loaded' }).waitFor()
    await page.getByRole('button', { name: 'Load it anew' }).waitFor()
    await page.goto('/rooms')
    await page.getByRole('link', { name: `Join ${room.name}` }).waitFor()
    const later = await bob.createRoom(aName('Later'))
    await page.getByRole('link', { name: `Join ${later.name}` }).waitFor()
  })

  test('if it is the words of a language: English, said so, with times as at home, until they come', async ({
    browser,
    parlor,
  }) => {
    const bob = await aPerson(parlor, 'bob')
    const room = await bob.createRoom(aName('Tea'))
    await bob.join(room)
    await bob.post(room, '«now»')
    const anna = await aNewcomer(browser, parlor, 'anna', {
      locale: 'de-DE',
      timezoneId: 'Europe/Berlin',
    })
    const { page, name: username, password } = anna
    await page.request.post('/api/accounts', { data: { username, password } })
    await page.clock.setFixedTime('2026-03-12T15:05:00Z')
    await page.context().route('**/assets/de-*.js', (route) => route.abort())
    await page.goto(`/rooms/${room.id}`)
    await anna.articles().filter({ hasText: '«now»' }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.getByText('The words of Deutsch could not be loaded').waitFor()
    expect(await anna.articles().locator('time').textContent()).toMatch(/^\d\d:\d\d$/)

    await page.context().unroute('**/assets/de-*.js')
    await anna.button('Load it anew').click()
    await page.getByRole('button', { name: de.composer.send, exact: true }).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('de')
    expect(await page.locator('.bar').count()).toBe(0)
  })

  test('if it is the words of one part: that part is in English, the page is not', async ({
    browser,
    parlor,
  }) => {
    const { page } = await aNewcomer(browser, parlor, 'anna', { locale: 'de-DE' })
    await page.context().route('**/assets/preferences-de-*.js', (route) => route.abort())
    await page.goto('/')
    await page.getByRole('button', { name: de.preferences.title }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('As the device').waitFor()
    await dialog.getByRole('button', { name: de.close }).waitFor()

    await dialog.getByRole('combobox').selectOption('ar')
    await dialog.getByText('مثل الجهاز').waitFor()
  })

  test('if it is the words of a language that never come nor fail: English meanwhile', async ({
    browser,
    parlor,
  }) => {
    const anna = await aNewcomer(browser, parlor, 'anna', { locale: 'de-DE' })
    await anna.page.context().route('**/assets/de-*.js', () => {})
    await anna.page.goto('/')
    await anna.button('Log in').waitFor()
  })
})

describe('the clock in a worker', () => {
  test('may be forbidden: the page polls by timers of its own', async ({ browser, parlor }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
    await anna.page.addInitScript(`globalThis.Worker = class {
      constructor() { throw new DOMException('not allowed by the test', 'SecurityError') }
    }`)
    await enter()
    for (const n of [1, 2, 3]) {
      await talk(1, n)
      await message(n).waitFor()
    }
  })

  test('may die later: the page polls on by timers of its own', async ({ browser, parlor }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
    await anna.page.addInitScript(`globalThis.Worker = class extends Worker {
      constructor(...how) { super(...how); globalThis.theWorker = this }
    }`)
    await enter()
    await talk(1)
    await message(1).waitFor()
    await anna.page.evaluate(`theWorker.terminate()
      theWorker.dispatchEvent(new ErrorEvent('error'))`)
    for (const n of [2, 3, 4]) {
      await talk(1, n)
      await message(n).waitFor()
    }
  })
})

describe('a tab that is open while the server is upgraded', () => {
  test('finds code gone, says so, and is loaded anew once nothing is lost by it; not twice', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    const { page } = anna
    await enter()
    await page
      .context()
      .route('**/assets/known-emoji-*.js', (route) => route.fulfill({ status: 404, body: '' }))
    await page.context().route(page.url(), async (route) => {
      if (route.request().isNavigationRequest()) return route.continue()
      const reply = await route.fetch()
      const body = (await reply.text()).replace(/assets\/index-[\w-]+\.js/, 'assets/index-NEWER.js')
      return route.fulfill({ response: reply, body })
    })
    const isSamePage = () => page.evaluate('globalThis.samePage === true')
    await page.evaluate('globalThis.samePage = true')
    await anna.composer().pressSequentially('half a sentence :tea')
    await page.getByText('Parlor was updated.').waitFor()
    // A poll, and the look that goes with it, later.
    await page.waitForResponse('**/changes?*')
    await page.waitForResponse('**/changes?*')
    expect(await isSamePage()).toBe(true)

    await page.keyboard.press('Enter')
    await expect.poll(() => isSamePage().catch(() => true)).toBe(false)
    await anna.waitForMessages(['half a sentence :tea'])

    await page.evaluate('globalThis.samePage = true')
    await anna.composer().pressSequentially('more :tea')
    await page.getByText('Parlor was updated.').waitFor()
    await page.keyboard.press('Enter')
    await anna.waitForMessages(['half a sentence :tea', 'more :tea'])
    await page.waitForResponse('**/changes?*')
    await page.waitForResponse('**/changes?*')
    expect(await isSamePage()).toBe(true)
    expect(await page.getByText('Parlor was updated.').isVisible()).toBe(true)
  })
})
