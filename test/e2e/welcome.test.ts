import { describe, expect } from 'vitest'
import { aName, aPassword, aPerson, aRoom } from '../support/examples.ts'
import { aNewcomer, aVisitor, test } from './browser.ts'

describe('S1: on a first visit', () => {
  test('S1: people can create an account, and are logged in with it', async ({
    browser,
    parlor,
  }) => {
    const anna = await aNewcomer(browser, parlor)
    await anna.page.goto('/')
    await anna.submit('Create account', anna.name, anna.password)
    await anna.heading('Rooms').waitFor()
    await anna.page.getByText(anna.name).first().waitFor()
  })

  test('S1: people can log in with an account that they have', async ({ browser, parlor }) => {
    const anna = await aVisitor(browser, parlor)
    await anna.logOut()
    await anna.logIn()
    await anna.page.getByText(anna.name).first().waitFor()
  })

  test.for(['/rooms', '/rooms/some-room'])(
    'S1: whoever comes to %s without being logged in is asked to log in first',
    async (path, { browser, parlor }) => {
      const anna = await aNewcomer(browser, parlor)
      await anna.page.goto(path)
      await anna.button('Log in').waitFor()
      await anna.button('Create account').waitFor()
      expect(await anna.button('Log out').count()).toBe(0)
    },
  )

  test('S1: a link to a room leads there after logging in', async ({ browser, parlor }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const somebody = await aNewcomer(browser, parlor)
    await somebody.page.goto(`/rooms/${room.id}`)
    await somebody.submit('Log in', anna.name, anna.password)
    await somebody.heading(room.name).waitFor()
  })

  test('S1: a refused name is explained and keeps what was typed', async ({ browser, parlor }) => {
    const anna = await aPerson(parlor)
    const impostor = await aNewcomer(browser, parlor)
    await impostor.page.goto('/')
    await impostor.submit('Create account', anna.name.toUpperCase(), impostor.password)
    await impostor.page.getByText('taken').waitFor()
    const username = impostor.form('Create account').getByRole('textbox', { name: 'Username' })
    expect(await username.inputValue()).toBe(anna.name.toUpperCase())
    await impostor.submit('Create account', impostor.name, impostor.password)
    await impostor.heading('Rooms').waitFor()
  })

  test('S1: a wrong password is refused and lets one try again', async ({ browser, parlor }) => {
    const { name, password } = await aPerson(parlor)
    const anna = await aNewcomer(browser, parlor)
    await anna.page.goto('/')
    await anna.submit('Log in', name, aPassword())
    await anna.page.getByText('do not match').waitFor()
    await anna.submit('Log in', name, password)
    await anna.heading('Rooms').waitFor()
  })

  test('S1: a session survives a reload', async ({ browser, parlor }) => {
    const anna = await aVisitor(browser, parlor)
    await anna.page.reload()
    await anna.heading('Rooms').waitFor()
  })
})

describe('S2: as long as someone is logged in', () => {
  test('S2: every page shows a way to log out, and no page does afterwards', async ({
    browser,
    parlor,
  }) => {
    const anna = await aVisitor(browser, parlor)
    const room = aName('Tea')
    await anna.button('Log out').waitFor()
    await anna.createRoom(room)
    await anna.join(room)
    await anna.button('Log out').waitFor()
    for (const path of ['/rooms/no-such-room', '/no-such-page', '/rooms', '/']) {
      await anna.page.goto(path)
      await anna.button('Log out').waitFor()
    }
    await anna.logOut()
    for (const path of ['/', '/rooms', '/no-such-page']) {
      await anna.page.goto(path)
      await anna.page.getByRole('heading').first().waitFor()
      expect(await anna.button('Log out').count()).toBe(0)
    }
  })

  test('S2: logging out inside a room works, and going back shows nothing of it', async ({
    browser,
    parlor,
  }) => {
    const anna = await aVisitor(browser, parlor)
    const room = aName('Tea')
    await anna.createRoom(room)
    await anna.join(room)
    await anna.say('for members only')
    await anna.logOut()
    await anna.page.goBack()
    await anna.button('Log in').waitFor()
    expect(await anna.page.getByText('for members only').count()).toBe(0)
  })
})
