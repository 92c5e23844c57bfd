import { describe, expect } from 'vitest'
import { aName, aParlor, aPerson } from '../support/examples.ts'
import { aNewcomer, aVisitor, type Browser, test } from './browser.ts'
import { Keyboard } from './keyboard.ts'

// Nothing here is clicked, and nothing is filled but what has the focus.

/** Anna with her hands on the keyboard, in a room of hers where these things were said. */
async function annaInARoom(browser: Browser, parlor: { readonly url: string }, said = 0) {
  const anna = await aVisitor(browser, parlor)
  const name = aName('Tea')
  const created = await anna.page.request.post('/api/rooms', { data: { name } })
  const { room } = await created.json()
  await anna.page.request.put('/api/me/room', { data: { roomId: room.id } })
  for (let n = 1; n <= said; n += 1) {
    const data = { body: `«${n}»`, key: crypto.randomUUID() }
    await anna.page.request.post(`/api/rooms/${room.id}/messages`, { data })
  }
  const keys = new Keyboard(anna.page)
  await anna.joining(name).waitFor()
  await keys.tabTo(`link "Join ${name}"`)
  await keys.press('Enter')
  await keys.expectFocus('textbox "Message"')
  return { anna, keys, room: name }
}

describe('by keyboard alone', () => {
  test('S1, S2: people create an account, log out, and log in again', async ({
    browser,
    parlor,
  }) => {
    const anna = await aNewcomer(browser, parlor)
    const keys = new Keyboard(anna.page)
    await anna.page.goto('/')
    await anna.button('Create account').waitFor()
    await keys.tabTo('textbox "Username"')
    await keys.tabTo('textbox "Username"')
    await keys.type(anna.name)
    await keys.press('Tab')
    await keys.type(anna.password)
    await keys.press('Enter')
    await keys.expectFocus('heading "Rooms"')

    await keys.tabTo('button "Log out"', 'Shift+Tab')
    await keys.press('Enter')
    await keys.expectFocus('heading "Parlor"')

    await keys.tabTo('textbox "Username"')
    await keys.type(anna.name)
    await keys.press('Tab')
    await keys.type(anna.password)
    await keys.press('Tab', 'Space')
    await keys.expectFocus('heading "Rooms"')
  })

  test('S3, S4, S7, S9, S10: people create a room, join it, write, read and leave', async ({
    browser,
    parlor,
  }) => {
    const anna = await aVisitor(browser, parlor)
    const keys = new Keyboard(anna.page)
    const room = aName('Tea')
    await keys.tabTo('textbox "Room name"')
    await keys.type(room)
    await keys.press('Enter')

    await keys.expectFocus('textbox "Message"')
    await keys.type('«by Enter»')
    await keys.press('Enter')
    await keys.type('«by the')
    await keys.press('Shift+Enter')
    await keys.type('button»')
    await keys.tabTo('button "Send"')
    await keys.press('Space')
    await keys.expectFocus('textbox "Message"')
    await anna.waitForMessages(['«by Enter»', '«by the\nbutton»'])

    await keys.tabTo('button "Leave room"', 'Shift+Tab')
    await keys.press('Enter')
    await keys.expectFocus('heading "Rooms"')
  })

  test('S5: people delete a room after a question that Escape and Cancel answer with no', async ({
    browser,
    parlor,
  }) => {
    const anna = await aVisitor(browser, parlor)
    const keys = new Keyboard(anna.page)
    const room = aName('Tea')
    await keys.tabTo('textbox "Room name"')
    await keys.type(room)
    await keys.press('Enter')
    await anna.heading(room).waitFor()
    await anna.leave()
    await anna.joining(room).waitFor()
    await keys.tabTo(`button "Options for ${room}"`)

    for (const no of ['Escape', 'Enter']) {
      await keys.press('Enter')
      // How much one wants to hear of the room stands first, and below it what changes the room.
      await keys.expectFocus('button "Everything"')
      await keys.press('ArrowUp')
      await keys.expectFocus(`button "Delete ${room}"`)
      await keys.press('Enter')
      await keys.expectFocus('button "Cancel"')
      await keys.press(no)
      await keys.expectFocus(`button "Options for ${room}"`)
    }
    await keys.press('Enter', 'ArrowUp', 'Enter')
    for (let round = 1; round <= 10; round += 1) {
      await keys.expectFocus('button "Cancel"')
      // Whoever asks again without a pause is asked again.
      await keys.press('Escape', 'Enter', 'ArrowUp', 'Enter')
    }
    await keys.expectFocus('button "Cancel"')
    await keys.tabTo('button "Delete room"')
    await keys.press('Enter')
    await anna.joining(room).waitFor({ state: 'detached' })
    await keys.expectFocus('heading "Rooms"')
  })

  test('S6: whoever was writing in a room that is deleted is taken to the list, and can close the notice', async ({
    browser,
  }) => {
    const parlor = await aParlor()
    const { anna, keys, room } = await annaInARoom(browser, parlor)
    await keys.type('half a sent')
    const { rooms } = await (await anna.page.request.get('/api/rooms')).json()
    await anna.page.request.delete(`/api/rooms/${rooms[0].id}`)
    const notice = anna.page.getByRole('alert').filter({ hasText: room })
    await notice.waitFor()
    await keys.expectFocus('heading "Rooms"')
    await keys.tabTo('button "Close"')
    await keys.press('Enter')
    await notice.waitFor({ state: 'detached' })
    await keys.expectFocus('heading "Rooms"')
  })

  test('people come from what they write to what was said, whoever else is there', async ({
    browser,
    parlor,
  }) => {
    const { anna, keys, room } = await annaInARoom(browser, parlor, 1)
    const bob = await aPerson(parlor, 'bob')
    await bob.join((await bob.rooms()).find(({ name }) => name === room) ?? expect.fail())
    await anna.button(bob.name).waitFor()
    await keys.press('Shift+Tab', 'Shift+Tab', 'ArrowUp')
    expect(await anna.page.locator('article:focus').textContent()).toContain('«1»')
  })

  test('S7: people go from message to message, back to the first one ever, and to the newest', async ({
    browser,
    parlor,
  }) => {
    const { anna, keys } = await annaInARoom(browser, parlor, 160)
    const message = (n: number) => anna.articles().filter({ hasText: `«${n}»` })
    await keys.tabTo('log "Messages"', 'Shift+Tab')
    await keys.press('ArrowUp')
    expect(await anna.page.locator('article:focus').textContent()).toContain('«160»')
    await keys.press('ArrowUp', 'ArrowUp', 'ArrowDown')
    expect(await anna.page.locator('article:focus').textContent()).toContain('«159»')

    expect(await message(1).count()).toBe(0)
    await expect
      .poll(async () => {
        await keys.press('Home')
        return message(1).count()
      })
      .toBe(1)
    await keys.press('End')
    await expect.poll(() => message(160).isVisible()).toBe(true)
    await keys.press('ArrowUp')
    expect(await anna.page.locator('article:focus').textContent()).toContain('«160»')
  })
})

describe('what one needs to find one’s way by keyboard', () => {
  test('the first Tab offers to skip to the content', async ({ browser, parlor }) => {
    const anna = await aVisitor(browser, parlor)
    const keys = new Keyboard(anna.page)
    await keys.press('Tab')
    await keys.expectFocus('link "Skip to the content"')
    await keys.press('Enter', 'Tab')
    await keys.expectFocus('textbox "Room name"')
  })

  test('a question mark shows all keys, Escape puts them away and leaves the keyboard where it was', async ({
    browser,
    parlor,
  }) => {
    const { anna, keys } = await annaInARoom(browser, parlor)
    await keys.type('?')
    expect(await anna.composer().inputValue()).toBe('?')
    await keys.tabTo('button "Leave room"', 'Shift+Tab')
    await keys.press('?')
    await anna.heading('Keyboard').waitFor()
    await keys.expectFocus('button "Close"')
    await keys.press('Escape')
    await anna.heading('Keyboard').waitFor({ state: 'detached' })
    await keys.expectFocus('button "Leave room"')
    await keys.press('/')
    await keys.expectFocus('searchbox "Search messages"')
  })

  test('colours, language and the keys can be chosen, and the people be shown', async ({
    browser,
    parlor,
  }) => {
    const { anna, keys } = await annaInARoom(browser, parlor)
    await keys.tabTo('button "1 person"', 'Shift+Tab')
    await keys.press('Enter')
    await expect.poll(() => anna.page.getByRole('complementary').count()).toBe(0)
    await keys.press('Enter')
    await anna.page.getByRole('complementary', { name: 'People' }).waitFor()

    await keys.tabTo('button "Your account"', 'Shift+Tab')
    await keys.press('Enter')
    await keys.expectFocus('button "Go to"')
    await keys.press('ArrowDown', 'ArrowDown', 'ArrowDown')
    await keys.expectFocus('button "Preferences"')
    await keys.press('Enter')
    await anna.heading('Preferences').waitFor()
    await keys.tabTo('radio "As the device"')
    await keys.press('ArrowDown', 'ArrowDown')
    await keys.expectFocus('radio "Dark"')
    expect(await anna.page.evaluate('document.documentElement.dataset.theme')).toBe('dark')
    await keys.tabTo('button "Keyboard shortcuts"')
    await keys.press('Enter')
    await anna.heading('Keyboard').waitFor()
    await keys.press('Enter')
    await keys.expectFocus('button "Your account"')
  })

  test('every page is announced by its heading, forwards and back', async ({ browser, parlor }) => {
    const { anna, keys } = await annaInARoom(browser, parlor)
    await anna.page.goBack()
    await keys.expectFocus('heading "Rooms"')
    await anna.page.goForward()
    await keys.expectFocus('textbox "Message"')
    await anna.page.goto('/no/such/page')
    await keys.tabTo('link "To the rooms"')
    await keys.press('Enter')
    await keys.expectFocus('heading "Rooms"')
  })
})
