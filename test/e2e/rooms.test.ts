import { describe, expect } from 'vitest'
import { aName, aParlor, aPerson } from '../support/examples.ts'
import { aVisitor } from './browser.ts'
import { test } from './one-page.ts'
import type { Visitor } from './visitor.ts'

test('S3, S10: the list says that there are none while there are none, shows the rooms that one can join, and stays current while others create and delete them, also for who comes back from the last one', async ({
  browser,
}) => {
  const parlor = await aParlor()
  const anna = await aVisitor(browser, parlor, 'anna')
  const bob = await aVisitor(browser, parlor, 'bob')
  const none = (visitor: Visitor) => visitor.page.getByText('No rooms yet')
  for (const each of [anna, bob]) await none(each).waitFor()
  await anna.createRoom('Tea')
  await anna.createRoom('Books')
  await bob.joining('Tea').waitFor()
  await bob.joining('Books').waitFor()
  expect(await none(bob).count()).toBe(0)
  await anna.deleteRoom('Books')
  await bob.joining('Books').waitFor({ state: 'detached' })
  await bob.join('Tea')
  await anna.join('Tea')
  await anna.leave()
  await anna.deleteRoom('Tea')
  for (const each of [anna, bob]) await none(each).waitFor()
  await anna.createRoom('Chess')
  await bob.joining('Chess').waitFor()
  await anna.deleteRoom('Chess')
  await none(bob).waitFor()
})

describe('whoever comes from the list', () => {
  test('and back to it never sees it as it was before, however slow the answer', async ({
    anna,
    parlor,
  }) => {
    const bob = await aPerson(parlor, 'bob')
    const [tea, books, chess] = [aName('Tea'), aName('Books'), aName('Chess')]
    await bob.createRoom(tea)
    const going = await bob.createRoom(books)
    await anna.joining(books).waitFor()
    await bob.deleteRoom(going)
    await bob.createRoom(chess)
    await anna.joining(chess).waitFor()
    await anna.joining(books).waitFor({ state: 'detached' })
    const shown = async () =>
      (await anna.page.getByRole('listitem').getByRole('heading').allInnerTexts()).filter((name) =>
        [tea, books, chess].includes(name),
      )
    await anna.join(tea)
    let letThrough = () => {}
    const held = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await anna.page.route(/api\/me\/news/, async (route) => {
      await held
      await route.continue()
    })
    await anna.page.getByRole('link', { name: 'Parlor' }).click()
    await anna.heading('Rooms').waitFor()
    await anna.joining(tea).waitFor()
    expect((await shown()).toSorted()).toEqual([chess, tea])
    letThrough()
  })

  test('has rows on a phone that lead in wherever they are touched', async ({
    browser,
    parlor,
  }) => {
    const screen = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }
    const anna = await aVisitor(browser, parlor, 'anna', screen)
    const tea = aName('Tea')
    const room = aName('A name that goes on and on, ')
    for (const name of [tea, room]) await anna.page.request.post('/api/rooms', { data: { name } })
    const row = anna.page.getByRole('listitem').filter({ hasText: tea })
    const box = await row.boundingBox()
    expect(box?.height).toBe(64)
    const long = anna.page.getByRole('heading', { name: room, exact: true })
    const whole = await long.evaluate(
      ({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
        scrollWidth === clientWidth && scrollHeight === clientHeight,
    )
    expect(whole, 'its name is not cut').toBe(true)
    expect(await anna.page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await row.getByText('Nothing said yet').click({ force: true })
    await anna.heading(tea).waitFor()
    await anna.page.goBack()
    // Asks, and does not lead in.
    await anna.openMenuOf(room)
    await anna.button(`Delete ${room}`).click()
    await anna.button('Delete room').waitFor()
    expect(new URL(anna.page.url()).pathname).toBe('/rooms')
  })

  test('by Ctrl+click, or with the middle button, opens a tab and leaves this page alone', async ({
    anna,
    browser,
  }) => {
    const room = aName('Tea')
    const address = await anna.makeRoom(room)
    const cdp = await browser.newBrowserCDPSession()
    /** Tabs that show the room, as the browser has them: Playwright misses one in three that a click opens. */
    const tabs = async () => {
      const { targetInfos } = await cdp.send('Target.getTargets')
      return targetInfos.filter(
        ({ type, url, title }) =>
          type === 'page' && url.endsWith(address) && title.startsWith(`${room} `),
      )
    }
    await anna.page.evaluate('globalThis.samePage = true')
    for (const way of [{ modifiers: ['Control' as const] }, { button: 'middle' as const }]) {
      await anna.joining(room).click(way)
      await expect.poll(async () => (await tabs()).length).toBe(1)
      expect(new URL(anna.page.url()).pathname).toBe('/rooms')
      expect(await anna.heading('Rooms').count()).toBe(1)
      expect(await anna.page.evaluate('globalThis.samePage')).toBe(true)
      for (const { targetId } of await tabs()) await cdp.send('Target.closeTarget', { targetId })
      await expect.poll(tabs).toEqual([])
    }
    await cdp.detach()
  })
})

describe('S4: creating a room', () => {
  test('S4: puts it on the list, for its creator and for others', async ({ anna, bob }) => {
    const room = aName('Tea')
    await anna.createRoom(room)
    await bob.joining(room).waitFor()
    await bob.join(room)
  })

  test('S4: opens it', async ({ anna }) => {
    const room = aName('Tea')
    await anna.roomName().fill(room)
    await anna.button('Create room').click()
    await anna.heading(room).waitFor()
    await anna.say('«the first»')
    await anna.page.goBack()
    await anna.joining(room).waitFor()
    expect(await anna.roomName().inputValue()).toBe('')
  })

  test('S4: by two quick taps creates it once, without an error', async ({ anna }) => {
    const room = aName('Tea')
    const asked: string[] = []
    await anna.page.route('**/api/rooms', async (route) => {
      if (route.request().method() === 'POST') asked.push(route.request().postData() ?? '')
      await route.continue()
    })
    await anna.page.evaluate(`
      globalThis.said = []
      new MutationObserver(() => {
        const errors = document.querySelectorAll('[role=alert], .error')
        for (const error of errors) said.push(error.textContent)
      }).observe(document, { childList: true, subtree: true })`)
    await anna.roomName().fill(room)
    await anna.button('Create room').dblclick()
    await anna.heading(room).waitFor()
    expect(asked).toEqual([JSON.stringify({ name: room, kind: 'open' })])
    expect(await anna.page.evaluate('said')).toEqual([])
  })

  test('S4: with a name that exists or is too long is refused, in words, and keeps what was typed until the next visit; one that was not refused is kept longer', async ({
    anna,
  }) => {
    const room = aName('Tea')
    await anna.createRoom(room)
    for (const [name, sentence] of [
      [room, 'already a room with that name'],
      ['x'.repeat(61), 'Use at most 60 characters.'],
    ] as const) {
      await anna.roomName().fill(name)
      await anna.button('Create room').click()
      await anna.page.getByText(sentence).waitFor()
      expect(await anna.roomName().inputValue()).toBe(name)
      expect(await anna.joining(room).count()).toBe(1)
      await anna.page.reload()
      await anna.joining(room).waitFor()
      expect(await anna.roomName().inputValue()).toBe('')
    }
    await anna.roomName().fill('Chess')
    await anna.page.context().setOffline(true)
    await anna.button('Create room').click()
    await anna.page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor()
    await anna.page.context().setOffline(false)
    await anna.page.reload()
    await anna.joining(room).waitFor()
    expect(await anna.roomName().inputValue()).toBe('Chess')
    await anna.roomName().fill('')
  })
})

describe('S5: deleting a room', () => {
  test('S5: takes one’s own room off the list, after asking once', async ({ anna }) => {
    const room = aName('Tea')
    await anna.createRoom(room)
    await anna.openMenuOf(room)
    await anna.button(`Delete ${room}`).click()
    await anna.button('Delete room').waitFor()
    expect(await anna.page.getByRole('dialog').textContent()).toContain(room)
    await anna.page.keyboard.press('Escape')
    await anna.button('Delete room').waitFor({ state: 'hidden' })
    await anna.joining(room).waitFor()
    await anna.deleteRoom(room)
    await anna.page.reload()
    await anna.heading('Rooms').waitFor()
    await expect.poll(() => anna.joining(room).count()).toBe(0)
  })

  test('S5: is offered only for the rooms that one created', async ({ anna, bob }) => {
    const [hers, his] = [aName('Tea'), aName('Books')]
    await anna.createRoom(hers)
    await bob.createRoom(his)
    for (const [visitor, own, other] of [
      [anna, hers, his],
      [bob, his, hers],
    ] as const) {
      await visitor.joining(other).waitFor()
      await visitor.openMenuOf(own)
      expect(await visitor.button(`Delete ${own}`).count()).toBe(1)
      await visitor.page.keyboard.press('Escape')
      expect(await visitor.button(`Options for ${other}`).count()).toBe(0)
    }
  })
})
