import { describe, expect } from 'vitest'
import { aName, aParlor } from '../examples.ts'
import { aVisitor, type Browser, test } from './browser.ts'

async function twoInARoom(browser: Browser, parlor: { readonly url: string }) {
  const anna = await aVisitor(browser, parlor, 'anna')
  const bob = await aVisitor(browser, parlor, 'bob')
  const room = aName('Tea')
  await anna.createRoom(room)
  await anna.join(room)
  await bob.join(room)
  return { anna, bob, room }
}

describe('while the network is down', () => {
  test('what one writes waits, and goes out once and in order when it is back', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob } = await twoInARoom(browser, parlor)
    await anna.page.context().setOffline(true)
    for (const text of ['«one»', '«two»', '«three»']) await anna.send(text)
    await bob.say('«meanwhile»')
    await anna.page.context().setOffline(false)
    const all = ['«meanwhile»', '«one»', '«two»', '«three»']
    await bob.waitForMessages(all)
    await anna.waitForMessages(all)
  })

  test('what one writes survives closing the page', async ({ browser, parlor }) => {
    const { anna, bob } = await twoInARoom(browser, parlor)
    const address = anna.page.url()
    await anna.page.context().setOffline(true)
    await anna.send('«unsent»')
    await anna.page.getByText('«unsent»').waitFor()
    await anna.page.close()
    await anna.page.context().setOffline(false)
    const page = await anna.page.context().newPage()
    await page.goto(address)
    await bob.waitForMessages(['«unsent»'])
  })

  test('the page says so, and says no more once it is back', async ({ browser, parlor }) => {
    const { anna } = await twoInARoom(browser, parlor)
    const words = anna.page.getByText(/reconnecting|offline|no connection/i)
    expect(await words.count()).toBe(0)
    await anna.page.context().setOffline(true)
    await words.first().waitFor()
    await anna.page.context().setOffline(false)
    await words.first().waitFor({ state: 'detached' })
  })
})

test('an answer that got lost on its way leaves one message, not two', async ({
  browser,
  parlor,
}) => {
  const { anna, bob } = await twoInARoom(browser, parlor)
  let lost = 0
  await anna.page.route(/\/messages$/, async (route) => {
    if (route.request().method() !== 'POST' || lost === 1) return route.continue()
    lost += 1
    await route.fetch()
    await route.abort('connectionreset')
  })
  await anna.say('«once»')
  await bob.say('«after»')
  for (const visitor of [anna, bob]) await visitor.waitForMessages(['«once»', '«after»'])
  expect(lost).toBe(1)
})

test('impatient taps on the button send a message once', async ({ browser, parlor }) => {
  const { anna, bob } = await twoInARoom(browser, parlor)
  await anna.composer().fill('«tapped»')
  await anna.button('Send').dblclick()
  await bob.say('«after»')
  for (const visitor of [anna, bob]) await visitor.waitForMessages(['«tapped»', '«after»'])
})

test('a restart of the server is survived without a reload', async ({ browser }) => {
  const parlor = await aParlor()
  const { anna, bob } = await twoInARoom(browser, parlor)
  await anna.say('«before»')
  await bob.waitForMessages(['«before»'])
  await anna.page.evaluate('globalThis.samePage = true')
  await parlor.stop()
  await anna.send('«during»')
  await parlor.startAgain()
  await bob.waitForMessages(['«before»', '«during»'])
  await anna.waitForMessages(['«before»', '«during»'])
  expect(await anna.page.evaluate('globalThis.samePage')).toBe(true)
})

test('whoever is logged out from another window is asked to log in', async ({
  browser,
  parlor,
}) => {
  const { anna } = await twoInARoom(browser, parlor)
  const second = await anna.anotherWindow('/rooms')
  await second.button('Log out').click()
  await second.button('Log in').waitFor()
  await anna.button('Log in').waitFor()
})
