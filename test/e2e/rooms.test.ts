import { describe, expect } from 'vitest'
import { aName, aParlor, aPerson } from '../support/examples.ts'
import { aVisitor, test } from './browser.ts'

describe('S3: the list of rooms', () => {
  test('S3: says that there are none while there are none', async ({ browser }) => {
    const anna = await aVisitor(browser, await aParlor())
    await anna.page.getByText('No rooms yet').waitFor()
  })

  test('S3: shows the rooms that one can join', async ({ browser }) => {
    const parlor = await aParlor()
    const anna = await aVisitor(browser, parlor, 'anna')
    await anna.createRoom('Tea')
    await anna.createRoom('Books')
    const bob = await aVisitor(browser, parlor, 'bob')
    await bob.joining('Tea').waitFor()
    await bob.joining('Books').waitFor()
    expect(await bob.page.getByText('No rooms yet').count()).toBe(0)
    await bob.join('Books')
  })

  test('S3: stays current while others create and delete rooms', async ({ browser }) => {
    const parlor = await aParlor()
    const anna = await aVisitor(browser, parlor, 'anna')
    const bob = await aVisitor(browser, parlor, 'bob')
    await bob.page.getByText('No rooms yet').waitFor()
    await anna.createRoom('Tea')
    await bob.joining('Tea').waitFor()
    await anna.deleteRoom('Tea')
    await bob.page.getByText('No rooms yet').waitFor()
  })
})

describe('whoever comes from the list', () => {
  test('and back to it never sees it as it was before, however slow the answer', async ({
    browser,
  }) => {
    const parlor = await aParlor()
    const bob = await aPerson(parlor, 'bob')
    await bob.createRoom('Tea')
    const books = await bob.createRoom('Books')
    const anna = await aVisitor(browser, parlor, 'anna')
    await anna.joining('Books').waitFor()
    await bob.deleteRoom(books)
    await bob.createRoom('Chess')
    await anna.joining('Chess').waitFor()
    const shown = () => anna.page.getByRole('listitem').getByRole('heading').allInnerTexts()
    await anna.join('Tea')
    await anna.page.route(/api\/me\/news/, () => {})
    await anna.page.getByRole('link', { name: 'Parlor' }).click()
    await anna.heading('Rooms').waitFor()
    await anna.joining('Tea').waitFor()
    expect((await shown()).toSorted()).toEqual(['Chess', 'Tea'])
  })

  test('has rows on a phone that lead in wherever they are touched', async ({ browser }) => {
    const parlor = await aParlor()
    const screen = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }
    const anna = await aVisitor(browser, parlor, 'anna', screen)
    const room = 'A name that goes on and on, and on'
    for (const name of ['Tea', room]) await anna.page.request.post('/api/rooms', { data: { name } })
    const row = anna.page.getByRole('listitem').filter({ hasText: 'Tea' })
    const box = await row.boundingBox()
    expect(box?.height).toBe(64)
    expect(await anna.page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    await row.getByText('Nothing said yet').click({ force: true })
    await anna.heading('Tea').waitFor()
    await anna.page.goBack()
    // Asks, and does not lead in.
    await anna.openMenuOf(room)
    await anna.button(`Delete ${room}`).click()
    await anna.button('Delete room').waitFor()
    expect(new URL(anna.page.url()).pathname).toBe('/rooms')
  })

  test('by Ctrl+click, or with the middle button, opens a tab and leaves this page alone', async ({
    browser,
    parlor,
  }) => {
    const anna = await aVisitor(browser, parlor)
    const room = aName('Tea')
    await anna.createRoom(room)
    await anna.page.evaluate('globalThis.samePage = true')
    for (const way of [{ modifiers: ['Control' as const] }, { button: 'middle' as const }]) {
      const opening = anna.page.context().waitForEvent('page')
      await anna.joining(room).click(way)
      const opened = await opening
      await opened.getByRole('heading', { name: room, exact: true }).waitFor()
      expect(new URL(anna.page.url()).pathname).toBe('/rooms')
      expect(await anna.heading('Rooms').count()).toBe(1)
      expect(await anna.page.evaluate('globalThis.samePage')).toBe(true)
      await opened.close()
    }
  })
})

describe('S4: creating a room', () => {
  test('S4: puts it on the list, for its creator and for others', async ({ browser, parlor }) => {
    const anna = await aVisitor(browser, parlor, 'anna')
    const bob = await aVisitor(browser, parlor, 'bob')
    const room = aName('Tea')
    await anna.createRoom(room)
    await bob.joining(room).waitFor()
    await bob.join(room)
  })

  test('S4: opens it', async ({ browser, parlor }) => {
    const anna = await aVisitor(browser, parlor)
    const room = aName('Tea')
    await anna.roomName().fill(room)
    await anna.button('Create room').click()
    await anna.heading(room).waitFor()
    await anna.say('«the first»')
    await anna.page.goBack()
    await anna.joining(room).waitFor()
    expect(await anna.roomName().inputValue()).toBe('')
  })

  test('S4: by two quick taps creates it once, without an error', async ({ browser, parlor }) => {
    const anna = await aVisitor(browser, parlor)
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

  test('S4: with a name that was refused forgets it until the next visit, and one that was not keeps it', async ({
    browser,
    parlor,
  }) => {
    const anna = await aVisitor(browser, parlor)
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
  })

  test('S4: with a name that exists is refused, in words, and keeps what was typed', async ({
    browser,
    parlor,
  }) => {
    const anna = await aVisitor(browser, parlor)
    const room = aName('Tea')
    await anna.createRoom(room)
    const name = anna.page.getByRole('textbox', { name: 'Room name', exact: true })
    await name.fill(room)
    await anna.button('Create room').click()
    await anna.page.getByText('already a room with that name').waitFor()
    expect(await name.inputValue()).toBe(room)
    expect(await anna.joining(room).count()).toBe(1)
  })
})

describe('S5: deleting a room', () => {
  test('S5: takes one’s own room off the list, after asking once', async ({ browser, parlor }) => {
    const anna = await aVisitor(browser, parlor)
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

  test('S5: is offered only for the rooms that one created', async ({ browser, parlor }) => {
    const anna = await aVisitor(browser, parlor, 'anna')
    const bob = await aVisitor(browser, parlor, 'bob')
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
