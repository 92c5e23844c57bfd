import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { everything } from '../support/kept.ts'
import { aNewcomer, test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

describe('logging out', () => {
  test('leaves no name, message, draft or unsent text in the page or in what the browser keeps', async ({
    browser,
    parlor,
  }) => {
    const all = await annaAndBob(browser, parlor, { serviceWorkers: 'allow' })
    const { anna, bob, room, enter, talk, message } = all
    const { page } = anna
    await enter()
    await page.evaluate('navigator.serviceWorker.ready')
    await talk(2)
    await message(2).waitFor()
    // Each was there before, or its absence afterwards would say nothing.
    await page.goto('/rooms')
    await anna.joining(room.name).waitFor()
    await page.goBack()
    await anna.composer().fill('a draft of mine')
    const secrets = [anna.name, bob.name, room.name, room.id, '«2»', 'a draft of mine']
    await expect.poll(async () => absentFrom(await everythingOf(page), secrets)).toEqual([])

    await anna.composer().fill('')
    await anna.say('sent')
    await page.route(/messages/, (route) => route.abort())
    await page.getByRole('article').last().press('e')
    await page.getByRole('textbox', { name: 'Edit message' }).fill('a change of mine')
    await page.keyboard.press('Enter')
    await page.locator('.amendment').getByText('Waiting to be saved').waitFor()
    await anna.composer().fill('unsent of mine')
    await page.keyboard.press('Enter')
    await page.getByText('Waiting to be sent').waitFor()
    await anna.composer().fill('a draft of mine')
    await anna.button('Emoji').click()
    await page.getByRole('combobox', { name: 'Skin tone' }).selectOption({ index: 3 })
    await page.keyboard.press('Escape')
    await expect.poll(() => everythingOf(page)).toContain('skin-tone')
    await anna.button('Log out').click()
    const dialog = page.getByRole('dialog', { name: 'Log out and discard what is not sent?' })
    await dialog.getByText('1 message is not sent yet.').waitFor()
    await dialog.getByText('1 change of a message is not saved yet.').waitFor()
    await dialog.getByText('You have begun to write in 1 room.').waitFor()
    await anna.button('Stay logged in').click()
    expect(await anna.composer().inputValue()).toBe('a draft of mine')
    expect(await everythingOf(page)).toContain('unsent of mine')

    await anna.button('Log out').click()
    await anna.button('Discard and log out').click()
    await anna.button('Log in').waitFor()
    secrets.push('unsent of mine', 'a change of mine', 'skin-tone')
    await expect.poll(async () => presentIn(await everythingOf(page), secrets)).toEqual([])
    // Nor does it come back with the same person.
    await anna.logIn()
    await anna.join(room.name)
    expect(await anna.composer().inputValue()).toBe('')
    expect(await page.locator('.sending-item').count()).toBe(0)
  })

  test('in a room lets the next who logs in there begin at the list', async ({
    browser,
    parlor,
  }) => {
    const { anna, room, enter } = await annaAndBob(browser, parlor)
    await enter()
    await anna.logOut()
    expect(new URL(anna.page.url()).pathname).toBe('/')
    const asked: string[] = []
    anna.page.on('request', (request) =>
      asked.push(`${request.method()} ${new URL(request.url()).pathname}`),
    )
    await anna.submit('Log in', anna.name, anna.password)
    await anna.heading('Rooms').waitFor()
    await anna.joining(room.name).waitFor()
    expect(new URL(anna.page.url()).pathname).toBe('/rooms')
    expect(asked).not.toContain('PUT /api/me/room')
    expect(asked).toContain('GET /api/me/news')
  })

  test('asks nothing if all was sent', async ({ browser, parlor }) => {
    const { anna, enter } = await annaAndBob(browser, parlor)
    await enter()
    await anna.say('«sent»')
    await anna.button('Log out').click()
    await anna.button('Log in').waitFor()
  })

  test('empties the other windows of the browser, too, one that slept as soon as it wakes', async ({
    browser,
    parlor,
  }) => {
    const { anna, room, enter, talk, message } = await annaAndBob(browser, parlor)
    await enter()
    await talk(1)
    await message(1).waitFor()
    const awake = await anna.anotherWindow('/rooms')
    // Hears nothing and asks nothing, as a page that the browser has put to sleep.
    const asleep = await anna.page.context().newPage()
    await asleep.addInitScript(`globalThis.BroadcastChannel = class extends EventTarget { postMessage() {} }
      addEventListener('storage', (event) => event.stopImmediatePropagation(), true)`)
    await asleep.goto(`/rooms/${room.id}`)
    await asleep.getByText('«1»').waitFor()
    await asleep.route('**/api/**', () => {})

    await anna.button('Log out').click()
    await awake.button('Log in').waitFor()
    expect(presentIn(await everythingOf(awake.page), [anna.name, room.name])).toEqual([])
    expect(await asleep.getByText('«1»').count()).toBe(1)
    await asleep.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`)
    await asleep.getByRole('button', { name: 'Log in', exact: true }).waitFor()
    const secrets = [anna.name, room.name, room.id.concat('"'), '«1»']
    await expect.poll(async () => presentIn(await everythingOf(asleep), secrets)).toEqual([])
  })
})

describe('a session that was ended elsewhere', () => {
  test('takes what others said from the browser, and keeps what one wrote for the same person alone', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter, talk, message } = await annaAndBob(browser, parlor)
    const { page } = anna
    await enter()
    await talk(1)
    await message(1).waitFor()
    await anna.composer().fill('a draft of mine')
    await page.context().request.delete('/api/session')
    await page.getByText('What you had written is kept').waitFor()
    await expect
      .poll(async () => presentIn(await everythingOf(page), ['«1»', bob.name]))
      .toEqual([])

    const carla = await aNewcomer(browser, parlor, 'carla')
    await anna.submit('Create account', carla.name, carla.password)
    await anna.composer().waitFor()
    expect(await anna.composer().inputValue()).toBe('')
    await anna.logOut()
    await anna.logIn()
    await anna.join(room.name)
    expect(await anna.composer().inputValue()).toBe('a draft of mine')
  })
})

const presentIn = (all: string, texts: string[]) => texts.filter((text) => all.includes(text))
const absentFrom = (all: string, texts: string[]) => texts.filter((text) => !all.includes(text))
const everythingOf = (page: Page) => page.evaluate<string>(everything)
