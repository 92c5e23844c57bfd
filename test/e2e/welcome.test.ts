import { describe, expect } from 'vitest'
import { aName, aPassword, aPerson, aRoom } from '../support/examples.ts'
import { aNewcomer, aVisitor, test } from './browser.ts'

describe('S1: on a first visit', () => {
  test('S1: people can create an account, and are logged in with it, also after a reload, and can log in with it later', async ({
    browser,
    parlor,
  }) => {
    const anna = await aNewcomer(browser, parlor)
    await anna.page.goto('/')
    await anna.submit('Create account', anna.name, anna.password)
    await anna.heading('Rooms').waitFor()
    await anna.page.getByText(anna.name).first().waitFor()
    await anna.page.reload()
    await anna.heading('Rooms').waitFor()
    await anna.logOut()
    await anna.submit('Log in', anna.name, anna.password)
    await anna.heading('Rooms').waitFor()
    await anna.page.getByText(anna.name).first().waitFor()
  })

  test('S1: whoever comes to a page without being logged in is asked to log in first, which leads there', async ({
    browser,
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const room = await aRoom(anna)
    const somebody = await aNewcomer(browser, parlor)
    for (const path of ['/rooms', '/rooms/some-room', `/rooms/${room.id}`]) {
      await somebody.page.goto(path)
      await somebody.button('Log in').waitFor()
      await somebody.button('Create account').waitFor()
      expect(await somebody.button('Log out').count()).toBe(0)
    }
    await somebody.submit('Log in', anna.name, anna.password)
    await somebody.heading(room.name).waitFor()
  })

  test('S1: a refused name is explained and keeps what was typed, and a wrong password lets one try again', async ({
    browser,
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const impostor = await aNewcomer(browser, parlor)
    await impostor.page.goto('/')
    await impostor.submit('Create account', anna.name.toUpperCase(), impostor.password)
    await impostor.page.getByText('taken').waitFor()
    const username = impostor.form('Create account').getByRole('textbox', { name: 'Username' })
    expect(await username.inputValue()).toBe(anna.name.toUpperCase())
    await impostor.submit('Create account', impostor.name, impostor.password)
    await impostor.heading('Rooms').waitFor()
    await impostor.logOut()

    await impostor.submit('Log in', anna.name, aPassword())
    await impostor.page.getByText('do not match').waitFor()
    await impostor.submit('Log in', anna.name, anna.password)
    await impostor.heading('Rooms').waitFor()
    await impostor.page.getByText(anna.name).first().waitFor()
  })
})

test('S2: as long as someone is logged in, every page shows a way to log out; no page does afterwards, nor what was said in the room', async ({
  browser,
  parlor,
}) => {
  const anna = await aVisitor(browser, parlor)
  const room = aName('Tea')
  await anna.button('Log out').waitFor()
  for (const path of ['/rooms/no-such-room', '/no-such-page', '/rooms', '/']) {
    await anna.page.goto(path)
    await anna.button('Log out').waitFor()
  }
  await anna.createRoom(room)
  await anna.join(room)
  await anna.button('Log out').waitFor()
  await anna.say('for members only')
  await anna.logOut()
  await anna.page.goBack()
  await anna.button('Log in').waitFor()
  expect(await anna.page.getByText('for members only').count()).toBe(0)
  for (const path of ['/', '/rooms', '/no-such-page']) {
    await anna.page.goto(path)
    await anna.page.getByRole('heading').first().waitFor()
    expect(await anna.button('Log out').count()).toBe(0)
  }
})
