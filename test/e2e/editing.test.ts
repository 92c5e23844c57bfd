import { describe, expect } from 'vitest'
import { aPerson } from '../support/examples.ts'
import { aMember } from './browser.ts'
import { annaAndBob } from './conversation.ts'
import { article, choose, editField, toolbar } from './editing.ts'
import { onePage } from './one-page.ts'

const test = onePage({ permissions: ['clipboard-read', 'clipboard-write'] })

const phone = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } }

describe('a message', () => {
  test('is edited, and deleted after a question, and others see both at once', async ({
    browser,
    parlor,
    tea,
  }) => {
    const { anna, bob, room, enter } = tea
    const carla = await aMember(browser, parlor, 'carla')
    await enter()
    await carla.enter(`/rooms/${room.id}`)
    await bob.post(room, '«of Bob»')
    await anna.say('«furst»')
    await carla.waitForMessages(['«of Bob»', '«furst»'])

    await choose(anna, '«furst»', 'Edit')
    await editField(anna).fill('«first»')
    await anna.button('Save').click()
    await carla.waitForMessages(['«of Bob»', '«first»'])
    expect(await article(carla, '«first»').getByText('edited', { exact: true }).count()).toBe(1)
    await carla.page.locator('[aria-live]', { hasText: `${anna.name} edited: «first»` }).waitFor()

    // What Carla may not do with what Bob wrote is not offered.
    await article(carla, '«of Bob»').hover()
    const bar = toolbar(article(carla, '«of Bob»'))
    await bar.getByRole('button', { name: 'More actions' }).click()
    expect(await carla.page.getByRole('menuitem').allInnerTexts()).toEqual([
      'Copy text',
      'Copy link',
      'Mark unread from here',
      'About the author',
      'Report',
      'Block the author',
    ])
    expect(await bar.getByRole('button', { name: 'Edit' }).count()).toBe(0)
    await carla.page.keyboard.press('Escape')
    expect(await carla.page.getByRole('toolbar').count(), 'one toolbar in all').toBe(1)

    await choose(anna, '«first»', 'Delete message')
    await anna.page.getByRole('dialog', { name: 'Delete this message?' }).waitFor()
    await anna.button('Cancel').click()
    expect(await article(carla, '«first»').count()).toBe(1)
    await choose(anna, '«first»', 'Delete message')
    await anna.button('Delete').click()
    for (const visitor of [anna, carla]) {
      await visitor.articles().filter({ hasText: 'was deleted' }).waitFor()
      expect(await visitor.articles().count()).toBe(2)
      expect(await article(visitor, '«first»').count()).toBe(0)
      expect(await visitor.articles().last().textContent()).toContain(anna.name)
    }
    expect((await bob.history(room)).messages.map(({ body }) => body)).toEqual(['«of Bob»', ''])
  })

  test('shows its author what it said before, and gives its text and its address', async ({
    tea,
  }) => {
    const { anna, room, enter } = tea
    await enter()
    await anna.say('«one»')
    for (const [before, after] of [
      ['«one»', '«two»'],
      ['«two»', '«three»'],
    ] as const) {
      await choose(anna, before, 'Edit')
      await editField(anna).fill(after)
      await editField(anna).press('Enter')
      await anna.waitForMessages([after])
    }
    await anna.button('edited').click()
    const versions = anna.page.getByRole('dialog').getByRole('listitem')
    await expect.poll(() => versions.count()).toBe(3)
    const texts = await versions.locator('p').allInnerTexts()
    expect(texts).toEqual(['«three»', '«two»', '«one»'])
    await anna.button('Close').click()

    await choose(anna, '«three»', 'Copy text')
    const copied = () => anna.page.evaluate<string>('navigator.clipboard.readText()')
    await expect.poll(copied).toBe('«three»')
    await anna.page.getByRole('menu').waitFor({ state: 'detached' })
    await choose(anna, '«three»', 'Copy link')
    const { origin } = new URL(anna.page.url())
    await expect.poll(copied).toBe(`${origin}/rooms/${room.id}?at=1`)
  })

  test('is edited and deleted by keys alone, and the keyboard goes back to where it was', async ({
    tea,
  }) => {
    const { anna, bob, room, enter, keys } = tea
    await enter()
    await anna.say('«mine»')
    await bob.post(room, '«of Bob»')
    await article(anna, '«of Bob»').waitFor()
    await anna.composer().focus()
    await keys.press('ArrowUp')
    await keys.expectFocus('textbox "Edit message"')
    await keys.type(' more')
    await keys.press('Escape')
    await keys.expectFocus('textbox "Message"')
    expect(await editField(anna).count()).toBe(0)
    expect(await article(anna, '«mine» more').count()).toBe(0)
    // What is being written stays where it is: Up moves in it.
    await keys.type('a draft')
    await keys.press('ArrowUp')
    await keys.expectFocus('textbox "Message"')

    await keys.tabTo('log "Messages"', 'Shift+Tab')
    await keys.press('ArrowUp', 'e')
    expect(await editField(anna).count(), 'what Bob wrote').toBe(0)
    await keys.press('ArrowUp', 'e')
    await keys.expectFocus('textbox "Edit message"')
    await keys.press('Home')
    await keys.type('really ')
    await keys.press('Enter')
    await article(anna, 'really «mine»').waitFor()
    expect(await keys.focus()).toMatch(/^article/)
    // Until it is saved there is nothing to look back at.
    await article(anna, 'really «mine»').getByRole('button', { name: 'edited' }).waitFor()
    await keys.press('Tab')
    await keys.expectFocus('button "edited"')
    await keys.press('Tab')
    await keys.expectFocus('button "React"')
    await keys.press('ArrowRight')
    await keys.expectFocus('button "Reply"')
    await keys.press('ArrowRight')
    await keys.expectFocus('button "Edit"')
    await keys.press('ArrowRight')
    await keys.expectFocus('button "More actions"')
    await keys.press('Enter')
    await keys.expectFocus('menuitem "Copy text"')
    await keys.press('Escape')
    await keys.expectFocus('button "More actions"')
    await keys.press('Enter', 'ArrowUp')
    await keys.expectFocus('menuitem "Delete message"')
    await keys.press('Enter')
    // A key that comes before the question goes elsewhere, and the keyboard would return there.
    await keys.expectFocus('button "Cancel"')
    await keys.tabTo('button "Delete"')
    await keys.press('Enter')
    await anna.articles().filter({ hasText: 'was deleted' }).waitFor()
    expect(await keys.focus()).toMatch(/^article/)
    await anna.page.locator('[aria-live=polite]', { hasText: 'was deleted' }).waitFor()
  })

  test('is not saved empty or too long, and unchanged it is left alone', async ({ tea }) => {
    const { anna, bob, room, enter } = tea
    await enter()
    await anna.say('«as it was»')
    const asked: string[] = []
    anna.page.on('request', (request) => asked.push(request.method()))
    await choose(anna, '«as it was»', 'Edit')
    await editField(anna).fill(' \n ')
    await anna.button('Save').click()
    await anna.page.getByText('Without a text there is nothing to save').waitFor()
    await editField(anna).fill('x'.repeat(4001))
    await anna.page.getByText('1 character too many').waitFor()
    await editField(anna).press('Enter')
    expect(await editField(anna).inputValue()).toHaveLength(4001)
    await editField(anna).fill('«as it was»')
    await editField(anna).press('Enter')
    await editField(anna).waitFor({ state: 'detached' })
    expect(asked).not.toContain('PATCH')
    const [message] = (await bob.history(room)).messages
    expect(message).toMatchObject({ body: '«as it was»', editedAt: null })
  })
})

test('on a phone, a finger that rests on a message asks for what can be done, and Enter makes a line', async ({
  browser,
  parlor,
}) => {
  const { anna, bob, room, enter } = await annaAndBob(browser, parlor, phone)
  const { page } = anna
  await enter()
  await anna.say('«milk»')
  const box = await article(anna, '«milk»').boundingBox()
  const touch = await page.context().newCDPSession(page)
  const at = { x: (box?.x ?? 0) + 80, y: (box?.y ?? 0) + 20 }
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] })
  const sheet = page.getByRole('dialog', { name: 'More actions' })
  await sheet.waitFor()
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  expect(await sheet.getByRole('menuitem').allInnerTexts()).toEqual([
    'React',
    'Reply',
    'Edit',
    'Copy text',
    'Copy link',
    'Mark unread from here',
    'Delete message',
  ])
  for (const row of await sheet.getByRole('menuitem').all()) {
    expect((await row.boundingBox())?.height).toBeGreaterThanOrEqual(48)
  }
  await sheet.getByRole('menuitem', { name: 'Edit' }).tap()
  await editField(anna).press('End')
  await editField(anna).press('Enter')
  await editField(anna).pressSequentially('bread')
  expect(await editField(anna).inputValue()).toBe('«milk»\nbread')
  await anna.button('Save').tap()
  await expect.poll(async () => (await bob.history(room)).messages[0]?.body).toBe('«milk»\nbread')

  // A tap is no question, and a finger that moves scrolls.
  await article(anna, 'bread').tap()
  expect(await page.getByRole('toolbar').count()).toBe(0)
})

test('from right to left, what can be done stands at the left end of the message', async ({
  browser,
  parlor,
}) => {
  const { anna, room, enter } = await annaAndBob(browser, parlor)
  const { page } = anna
  await page.addInitScript("localStorage.setItem('language', 'ar')")
  await enter()
  await page.request.post(`/api/rooms/${room.id}/messages`, {
    data: { body: 'مرحبا', key: crypto.randomUUID() },
  })
  await article(anna, 'مرحبا').hover()
  const bar = page.getByRole('toolbar', { name: 'إجراءات الرسالة' })
  const [ofBar, ofArticle] = [await bar.boundingBox(), await anna.articles().first().boundingBox()]
  const middle = (ofArticle?.x ?? 0) + (ofArticle?.width ?? 0) / 2
  expect((ofBar?.x ?? 0) + (ofBar?.width ?? 0)).toBeLessThan(middle)
  await bar.getByRole('button').first().focus()
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Enter']) await page.keyboard.press(key)
  await page.getByRole('menuitem', { name: 'حذف الرسالة' }).waitFor()
  const menu = await page.getByRole('menu').boundingBox()
  expect(menu?.x).toBeLessThan(middle)
})

test('whoever created the room may delete what others wrote, and sees what it said', async ({
  browser,
  parlor,
}) => {
  const bob = await aPerson(parlor, 'bob')
  const anna = await aMember(browser, parlor)
  const created = await anna.page.request.post('/api/rooms', { data: { name: `${anna.name}s` } })
  const { room } = await created.json()
  await bob.join(room)
  const message = await bob.post(room, '«rude»')
  await bob.edit(room, message, '«less rude»')
  await anna.page.goto(`/rooms/${room.id}`)
  await anna.button('edited').click()
  await anna.page.getByRole('dialog').getByText('«rude»').waitFor()
  await anna.button('Close').click()
  await choose(anna, '«less rude»', 'Delete message')
  await anna.button('Delete').click()
  await anna.articles().filter({ hasText: `A message from` }).waitFor()
  expect((await bob.history(room)).messages[0]?.body).toBe('')
})
