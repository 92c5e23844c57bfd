import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { aNewcomer } from './browser.ts'
import { Keyboard } from './keyboard.ts'
import { test } from './one-page.ts'

/** The field that has the focus, with what stands in it and the sentence beside it. */
async function fieldInHand(page: Page) {
  const field = page.locator(':focus[aria-invalid=true]')
  await field.waitFor()
  const sentence = page.locator(`[id="${await field.getAttribute('aria-describedby')}"]`)
  return {
    name: await field.getAttribute('name'),
    holds: await field.inputValue(),
    beside: await sentence.textContent(),
  }
}

describe('what is not accepted is explained beside its field, which gets the keyboard and keeps what was typed', () => {
  test('on the welcome page', async ({ browser, parlor }) => {
    const anna = await aNewcomer(browser, parlor)
    const { page } = anna
    const keys = new Keyboard(page)
    await page.goto('/')
    await anna.button('Log in').waitFor()
    await keys.tabTo('textbox "Username"')

    await keys.press('Enter')
    const empty = { name: 'username', holds: '', beside: 'Please fill this in.' }
    expect(await fieldInHand(page)).toEqual(empty)

    await keys.type('nobody at all')
    await keys.press('Tab')
    await keys.type('not a password of anyone')
    await keys.press('Enter')
    await page.getByText('do not match').waitFor()
    expect(await fieldInHand(page)).toMatchObject({
      name: 'password',
      holds: 'not a password of anyone',
      beside: expect.stringContaining('do not match'),
    })

    // The form beside it.
    await keys.tabTo('textbox "Username"')
    await keys.type('x')
    await keys.press('Tab')
    await keys.type('short')
    await keys.press('Enter')
    await page.getByText('Use at least 8 characters.').waitFor()
    expect(await fieldInHand(page)).toEqual({
      name: 'username',
      holds: 'x',
      beside: 'Use at least 2 characters.',
    })

    await keys.press('Control+a')
    await keys.type(anna.name)
    await keys.press('Tab', 'Control+a')
    await keys.type('password')
    await keys.press('Enter')
    await expect.poll(async () => (await fieldInHand(page)).name).toBe('password')
    const { holds, beside } = await fieldInHand(page)
    expect(holds).toBe('password')
    expect(beside).not.toContain('characters')
  })

  test('on the list of rooms', async ({ anna }) => {
    const { page } = anna
    const keys = new Keyboard(page)
    const room = aName('Tea')
    await page.getByRole('textbox', { name: 'Room name' }).focus()

    for (const [typed, sentence] of [
      ['   ', 'Please fill this in.'],
      ['x'.repeat(61), 'Use at most 60 characters.'],
    ] as const) {
      await keys.press('Control+a')
      await keys.type(typed)
      await keys.press('Enter')
      await page.getByText(sentence).waitFor()
      expect(await fieldInHand(page)).toEqual({ name: 'name', holds: typed, beside: sentence })
    }

    await keys.press('Control+a')
    await keys.type(room)
    await keys.press('Enter')
    await anna.heading(room).waitFor()
    await anna.leave()
    await anna.joining(room).waitFor()
    await keys.tabTo('textbox "Room name"')
    await keys.type(room.toUpperCase())
    await keys.press('Enter')
    await page.getByText('already a room with that name').waitFor()
    expect(await fieldInHand(page)).toMatchObject({ name: 'name', holds: room.toUpperCase() })
  })

  test('when the server cannot be reached', async ({ anna }) => {
    const keys = new Keyboard(anna.page)
    await anna.page.getByRole('textbox', { name: 'Room name' }).focus()
    await anna.page.context().setOffline(true)
    await keys.press('Control+a')
    await keys.type('Tea')
    await keys.press('Enter')
    await anna.page.getByRole('alert').filter({ hasText: 'cannot be reached' }).waitFor()
    expect(await anna.page.locator(':focus').inputValue()).toBe('Tea')
  })
})
