import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { annaAndBob, firstSeen } from './conversation.ts'
import { test } from './one-page.ts'

const polls = '**/changes?*'

/** Everything that stands in the room, as the server has it. */
async function said({ bob, room }: Pick<Awaited<ReturnType<typeof annaAndBob>>, 'bob' | 'room'>) {
  return (await bob.history(room)).messages.map(({ body }) => body)
}

describe('in bad weather', () => {
  test('one lost poll is nothing to trouble anyone with; after two, a bar says since when, when the next try is, and can try now', async ({
    tea,
  }) => {
    const { anna, bob, room, enter } = tea
    const { page } = anna
    const bar = page.locator('.connection-bar')
    let failed = 0
    const shownAfterOne: boolean[] = []
    await enter()
    await page.route(polls, async (route) => {
      if (failed === 1) shownAfterOne.push(await bar.isVisible())
      failed += 1
      if (failed === 1) return route.abort()
      const problem = { code: 'unavailable', title: 'Not now.', status: 503 }
      await route.fulfill({ status: 503, json: problem, headers: { 'retry-after': '3600' } })
    })
    await bar.filter({ hasText: /No connection since \d{1,2}:\d\d/ }).waitFor()
    expect(await bar.textContent()).toMatch(/Next try in [\d,]+ seconds\./)
    expect(failed).toBe(2)
    expect(shownAfterOne).toEqual([false])

    await page.unroute(polls)
    await bob.post(room, '«meanwhile»')
    // By itself it would wait for an hour.
    await anna.button('Try now').press('Enter')
    await anna.waitForMessages(['«meanwhile»'])
    await bar.waitFor({ state: 'hidden' })
    expect(await page.locator('[role=log]:focus').count(), 'the keyboard is not lost').toBe(1)
  })

  test('what is written without a line survives a reload without one, and goes out once and in order', async ({
    browser,
    parlor,
  }) => {
    const all = await annaAndBob(browser, parlor, { serviceWorkers: 'allow' })
    const { anna, enter } = all
    const { page } = anna
    await enter()
    await page.evaluate('navigator.serviceWorker.ready')
    await page.context().setOffline(true)
    // A page that is opened may have a line for a moment, before it has none.
    await page.route('**/messages', (route) => route.abort())
    const texts = ['«one»', '«two»', '«three»']
    for (const text of texts) await anna.send(text)
    const waiting = page.getByRole('list', { name: 'Being sent' }).getByRole('listitem')
    await expect.poll(() => waiting.count()).toBe(3)
    await page.reload()
    await expect.poll(() => waiting.count()).toBe(3)
    expect(await said(all)).toEqual([])
    await page.unroute('**/messages')
    await page.context().setOffline(false)
    await anna.waitForMessages(texts)
    expect(await said(all)).toEqual(texts)
    await expect.poll(() => waiting.count()).toBe(0)
  })

  test('a message that waits can be thrown away, and is not sent', async ({ tea }) => {
    const { anna, enter } = tea
    await enter()
    await anna.page.context().setOffline(true)
    await anna.send('«regretted»')
    await anna.send('«meant»')
    const regretted = anna.page.getByRole('listitem').filter({ hasText: '«regretted»' })
    await regretted.getByRole('button', { name: 'Discard' }).click()
    await anna.page.context().setOffline(false)
    await anna.waitForMessages(['«meant»'])
    expect(await said(tea)).toEqual(['«meant»'])
  })

  test('messages that wait have one row of buttons for all of them', async ({ tea }) => {
    const { anna, enter } = tea
    const { page } = anna
    await enter()
    await page.route('**/messages', (route) => route.abort())
    for (const text of ['«one»', '«two»', '«three»']) await anna.send(text)
    const items = page.getByRole('list', { name: 'Being sent' }).getByRole('listitem')
    await expect.poll(() => items.count()).toBe(3)
    await anna.button('Try again').waitFor()
    expect(await anna.button('Try again').count()).toBe(1)
    expect(await anna.button('Copy text').count()).toBe(1)
    await expect.poll(() => anna.button('Discard').count()).toBe(3)
    for (const item of await items.all()) {
      expect((await item.boundingBox())?.height).toBeLessThan(48)
    }
    await page.unroute('**/messages')
    await anna.button('Try again').click()
    await anna.waitForMessages(['«one»', '«two»', '«three»'])
    expect(await said(tea)).toEqual(['«one»', '«two»', '«three»'])
  })

  test('messages that go their way offer nothing to press in passing', async ({ tea }) => {
    const { anna, enter } = tea
    const { page } = anna
    await enter()
    await page.evaluate(`
      globalThis.buttons = new Set()
      new MutationObserver(() => {
        for (const it of document.querySelectorAll('.sending button')) buttons.add(it.textContent)
      }).observe(document, { childList: true, subtree: true })`)
    await page.route('**/messages', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      await route.continue()
    })
    for (const text of ['«one»', '«two»', '«three»']) await anna.send(text)
    await anna.waitForMessages(['«one»', '«two»', '«three»'])
    expect(await page.evaluate('[...buttons]')).toEqual([])
  })

  test('the keyboard stays where it is while a message is tried again and again', async ({
    tea,
  }) => {
    const { anna, keys, enter } = tea
    await enter()
    let tries = 0
    await anna.page.route('**/messages', (route) => {
      tries += 1
      return route.abort()
    })
    await anna.send('«regretted»')
    await anna.button('Discard').focus()
    const before = tries
    await expect.poll(() => tries).toBeGreaterThan(before + 1)
    await keys.expectFocus('button "Discard"')
    await keys.press('Enter')
    await anna.page.getByRole('list', { name: 'Being sent' }).waitFor({ state: 'detached' })
  })

  test('a message that the server refuses says why, holds up no other, and can be tried again', async ({
    tea,
  }) => {
    const { anna, enter } = tea
    const { page } = anna
    await enter()
    const posts = (url: URL) => url.pathname.endsWith('/messages')
    await page.route(posts, (route) => {
      if (!route.request().postData()?.includes('refused')) return route.continue()
      const problem = { code: 'too_large', title: 'That is too large.', status: 413 }
      return route.fulfill({ status: 413, json: problem })
    })
    await anna.send('«refused»')
    await page.getByText('Not sent: That is too large.').waitFor()
    await anna.say('«another»')
    await page.unroute(posts)
    await anna.button('Try again').click()
    await anna.waitForMessages(['«another»', '«refused»'])
  })

  test('older messages that do not come are not asked for with every scroll, and can be asked for again', async ({
    tea,
  }) => {
    const { anna, enter, talk, message } = tea
    const { page } = anna
    let asked = 0
    await talk(60)
    await page.route('**/messages?before=*', (route) => {
      asked += 1
      return route.abort()
    })
    await enter()
    await message(60).waitFor()
    await page.getByRole('log').press('Home')
    const notice = page.getByText('Older messages could not be loaded.')
    await notice.waitFor()
    await page.getByRole('log').press('PageDown')
    await expect.poll(() => firstSeen(page)).toBeGreaterThan(11)
    await page.getByRole('log').press('Home')
    await expect.poll(() => firstSeen(page)).toBe(11)
    expect(await notice.isVisible()).toBe(true)
    expect(asked).toBe(1)
    await page.unroute('**/messages?before=*')
    await anna.button('Try again').click()
    await message(1).waitFor({ state: 'attached' })
  })
})

test('a room whose code comes after its messages asks for no older ones by itself', async ({
  browser,
  parlor,
}) => {
  const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
  const { page } = anna
  let asked = 0
  await talk(60)
  await page.route('**/messages?before=*', (route) => {
    asked += 1
    return route.continue()
  })
  const polled = page.waitForResponse(polls)
  await page.route('**/assets/room-*.js', async (route) => {
    await polled
    await route.continue()
  })
  await enter()
  await message(60).waitFor()
  await expect.poll(() => firstSeen(page)).toBeGreaterThan(11)
  expect(asked).toBe(0)
})

test('polls go on once a second in a tab that nobody looks at', async ({ browser, parlor }) => {
  const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
  await hide(anna.page)
  await enter()
  await bob.post(room, '«unseen»')
  await anna.articles().filter({ hasText: '«unseen»' }).waitFor({ state: 'attached' })
  await expect
    .poll(async () => (await anna.page.evaluate<number[]>('pauses()')).length)
    .toBeGreaterThanOrEqual(3)
})

/**
 * Makes pages loaded from now on believe that nobody looks, and slows their own timers down to one
 * tick a minute, which is what browsers do to hidden tabs; this browser has no way to hide one.
 */
function hide(page: Page): Promise<unknown> {
  return page.addInitScript(`
    Object.defineProperty(Document.prototype, 'visibilityState', { get: () => 'hidden' })
    for (const timer of ['setTimeout', 'setInterval']) {
      const quick = globalThis[timer]
      globalThis[timer] = (run, ms, ...rest) => quick(run, Math.max(60_000, ms ?? 0), ...rest)
    }`)
}
