import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { aName, aPerson } from '../support/examples.ts'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'
import { timeCanStop } from './stopped-time.ts'

/** Notes what would be shown, and lets the test turn the page away from the person. */
function watchNotifications(page: Page, answer: 'granted' | 'denied'): Promise<unknown> {
  return page.addInitScript(`
    globalThis.asked = 0
    globalThis.notified = []
    globalThis.Notification = class extends EventTarget {
      static permission = 'default'
      static async requestPermission() {
        asked += navigator.userActivation.isActive ? 1 : 1000
        return Notification.permission = '${answer}'
      }
      constructor(title, { body, tag, renotify }) {
        super()
        notified.push([title, body])
        if (tag && renotify) rung += 1
        globalThis.last = this
      }
      close() { putAway += 1 }
    }
    globalThis.rung = 0
    globalThis.putAway = 0
    globalThis.away = false
    Document.prototype.hasFocus = () => !away
    globalThis.turn = (where) => {
      away = where === 'away'
      dispatchEvent(new Event(away ? 'blur' : 'focus'))
    }`)
}

/** Notes what a screen reader would say by itself: what is put into a region that is live. */
function listen(page: Page): Promise<unknown> {
  return page.addInitScript(`
    globalThis.heard = []
    const isLive = (node) => {
      const element = node instanceof Element ? node : node.parentElement
      const region = element?.closest('[aria-live], [role=log], [role=status], [role=alert]')
      return region ? (region.getAttribute('aria-live') ?? 'polite') !== 'off' : false
    }
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        const said = type === 'characterData' ? [target] : addedNodes
        if (isLive(target)) for (const node of said) heard.push(node.textContent)
      }
    }).observe(document, { childList: true, characterData: true, subtree: true })`)
}

describe('new messages', () => {
  test('are counted in the title and marked on the icon while one looks elsewhere, and no more afterwards', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk, message, room } = await annaAndBob(browser, parlor)
    const { page } = anna
    await watchNotifications(page, 'granted')
    const icon = () => page.locator('link[rel=icon]').getAttribute('href')
    await enter()
    await talk(1)
    await message(1).waitFor()
    expect(await page.title()).toBe(`${room.name} · Parlor`)
    await page.evaluate('turn("away")')
    await talk(2, 2)
    await expect.poll(() => page.title()).toBe(`(2) ${room.name} · Parlor`)
    expect(await icon()).toBe('/icon-unread.svg')
    await page.evaluate('turn("here")')
    await expect.poll(() => page.title()).toBe(`${room.name} · Parlor`)
    expect(await icon()).toBe('/icon.svg')
  })

  test('are notified of when one asked for it, only while one looks elsewhere, and never of one’s own', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, enter, talk, message, room } = await annaAndBob(browser, parlor)
    const { page } = anna
    await watchNotifications(page, 'granted')
    const notified = () => page.evaluate<string[][]>('notified')
    await enter()
    await page.evaluate('turn("away")')
    await talk(1)
    await message(1).waitFor()
    expect(await page.evaluate('asked'), 'before one asked for it').toBe(0)
    expect(await notified()).toEqual([])

    await page.evaluate('turn("here")')
    await anna.openPreferences()
    await page.getByRole('checkbox', { name: /notifications/ }).click()
    await expect.poll(() => page.evaluate('asked')).toBe(1)
    await anna.button('Close').click()
    await talk(1, 2)
    await message(2).waitFor()
    expect(await notified(), 'while the page is in front').toEqual([])

    await page.evaluate('turn("away")')
    await anna.say('«mine»')
    await talk(1, 3)
    await expect.poll(notified).toEqual([[`${bob.name} in ${room.name}`, '«3»']])

    // One takes the place of the last; browsers are silent then, unless they are told to ring again.
    await talk(1, 4)
    await expect.poll(async () => (await notified()).length).toBe(2)
    expect(await page.evaluate('rung')).toBe(2)

    // A tab that is loaded anew behind another window finds all of it again, and none of it is new.
    await page.addInitScript('Notification.permission = "granted"; turn("away")')
    await page.reload()
    await message(4).waitFor()
    await talk(1, 5)
    await expect.poll(notified).toEqual([[`${bob.name} in ${room.name}`, '«5»']])
    // Whoever comes next to this browser does not read it.
    await anna.button('Log out').click()
    await expect.poll(() => page.evaluate('putAway')).toBe(1)
  })

  test('are notified of in rooms that are not shown, too, once nobody has read them at once; what somebody says who is blocked is not', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, enter } = await annaAndBob(browser, parlor)
    const { page } = anna
    const other = await bob.createRoom(aName('Books'))
    const carol = await aPerson(parlor, 'carol')
    const { user } = await carol.session()
    const quiet = await carol.createRoom(aName('Quiet'))
    for (const { id: roomId } of [other, quiet]) {
      await page.request.put('/api/me/room', { data: { roomId } })
    }
    // Otherwise what somebody blocked says there would be read already.
    await bob.join(quiet)
    await bob.post(quiet, '«unread»')
    expect((await page.request.put(`/api/me/blocks/${user.id}`)).status()).toBe(204)
    await watchNotifications(page, 'granted')
    await page.addInitScript(`localStorage.setItem('notifications', 'on')`)
    await enter()
    await page.getByRole('link', { name: other.name, exact: true }).waitFor()
    await page.evaluate('Notification.permission = "granted"; turn("away")')
    await carol.join(quiet)
    await carol.post(quiet, '«of somebody blocked»')
    await expect.poll(() => page.title()).toMatch(/^\(2\) /)
    await bob.join(other)
    await bob.post(other, '«elsewhere»')
    await expect
      .poll(() => page.evaluate('notified'))
      .toEqual([[`${bob.name} in ${other.name}`, '«elsewhere»']])
    const read = { rooms: { [other.id]: 1 } }
    expect((await page.request.put('/api/me/read', { data: read })).status()).toBe(204)
    await expect.poll(() => page.evaluate('putAway'), { message: 'read elsewhere' }).toBe(1)
    await bob.post(other, '«where it leads»')
    await expect.poll(() => page.evaluate('notified.length')).toBe(2)
    await page.evaluate('last.dispatchEvent(new Event("click"))')
    await anna.heading(other.name).waitFor()
    expect(new URL(page.url()).search).toBe('?at=2')
    // The same of what was pushed, of which the service worker tells the page.
    const data = `{ data: { open: '/rooms/${other.id}?at=1' } }`
    await page.evaluate(
      `navigator.serviceWorker.dispatchEvent(new MessageEvent('message', ${data}))`,
    )
    await expect.poll(() => new URL(page.url()).search).toBe('?at=1')
  })

  test('are called from the room that one has left open by what one wants to hear of it, and not in one’s quiet hours', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    const { page } = anna
    await watchNotifications(page, 'granted')
    await page.addInitScript(`localStorage.setItem('notifications', 'on')
      Notification.permission = "granted"; away = true`)
    await page.request.put('/api/me/room', { data: { roomId: room.id } })
    await page.request.put(`/api/me/rooms/${room.id}`, { data: { notify: 'mentions' } })
    await enter()
    await bob.post(room, '«nobody is meant»')
    await bob.post(room, `**«called»**, @${anna.name}`)
    const called = [`${bob.name} in ${room.name}`, `«called», @${anna.name}`]
    await expect.poll(() => page.evaluate('notified')).toEqual([called])
    expect(await page.title()).toMatch(/^\(1\) /)

    const minute = Math.floor(Date.now() / 60_000) % (24 * 60)
    const [from, to] = [minute - 120, minute + 120].map((at) => (at + 24 * 60) % (24 * 60))
    const quietHours = { quietHours: { from, to, timeZone: 'UTC' } }
    const chosen = await page.request.put('/api/me/quiet-hours', { data: quietHours })
    expect(chosen.status()).toBe(204)
    await enter()
    const asked = page.waitForResponse('**/api/me/quiet-hours')
    await bob.post(room, `«at night», @${anna.name}`)
    await asked
    await expect.poll(() => page.title()).toMatch(/^\(\d\) /)
    await page.evaluate('new Promise((done) => setTimeout(done))')
    expect(await page.evaluate('notified'), 'at night').toEqual([])
  })

  test('are notified of by the service worker where pages may not, each time to be heard', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk } = await annaAndBob(browser, parlor)
    const { page } = anna
    await page.addInitScript(`
      globalThis.shown = []
      globalThis.Notification = class {
        static permission = 'granted'
        static requestPermission = async () => 'granted'
        constructor() { throw new TypeError('Illegal constructor.') }
      }
      localStorage.setItem('notifications', 'on')
      navigator.serviceWorker.getRegistration = async () => ({
        showNotification: (title, { body, tag, renotify }) => shown.push([body, tag !== '', renotify]),
      })
      Document.prototype.hasFocus = () => false`)
    await enter()
    await talk(1)
    await expect.poll(() => page.evaluate('shown')).toEqual([['«1»', true, true]])
    await talk(1, 2)
    await expect.poll(() => page.evaluate('shown')).toHaveLength(2)
  })

  test('are not notified of when the browser does not allow it, and the page says so', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    await watchNotifications(anna.page, 'denied')
    await enter()
    await anna.openPreferences()
    const choice = anna.page.getByRole('checkbox', { name: /notifications/ })
    await choice.click()
    await anna.page.getByRole('alert').filter({ hasText: 'does not allow' }).waitFor()
    expect(await choice.isChecked()).toBe(false)
  })

  test('are read out once each to who cannot see them, up to three at a time; neither what was said before nor one’s own is', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter, talk, message } = await annaAndBob(browser, parlor)
    const { page } = anna
    await listen(page)
    const stop = await timeCanStop(page)
    const heard = async () => {
      const all = await page.evaluate<string[]>('heard.splice(0)')
      return all.filter((text) => /«|message/.test(text))
    }
    await talk(3)
    await enter()
    await message(3).waitFor()
    const time = await stop()
    expect(await heard()).toEqual([])

    await talk(1, 4)
    await time.pass(1000)
    await time.pass(1000)
    expect(await heard()).toEqual([`${bob.name}: «4»`])
    await anna.send('«mine»')
    await time.answered()
    await time.pass(1000)
    await message(4).waitFor()
    expect(await heard()).toEqual([])

    await talk(2, 5)
    await bob.post(room, '**«7»**')
    await time.pass(1000)
    expect(await heard()).toEqual([5, 6, 7].map((n) => `${bob.name}: «${n}»`))
    await talk(4, 8)
    await time.pass(1000)
    expect(await heard()).toEqual(['4 new messages'])
  })
})
