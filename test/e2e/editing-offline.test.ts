import { describe, expect } from 'vitest'
import { keptInDatabases } from '../support/kept.ts'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'
import { article, choose, editField } from './editing.ts'

const allowed = { serviceWorkers: 'allow' } as const

describe('without a line', () => {
  test('an edit and a deletion wait where the messages stand, outlive the page, and go out with the line', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor, allowed)
    const { page } = anna
    await enter()
    await page.evaluate('navigator.serviceWorker.ready')
    for (const text of ['«one»', '«two»']) await anna.say(text)
    await page.context().setOffline(true)
    await choose(anna, '«one»', 'Edit')
    await editField(anna).fill('«one, better»')
    await editField(anna).press('Enter')
    await article(anna, '«one, better»').getByText('Waiting to be saved').waitFor()
    await choose(anna, '«two»', 'Delete message')
    await anna.button('Delete').click()
    await article(anna, '«two»').getByText('Waiting to be deleted').waitFor()
    await page.reload()
    await article(anna, '«one, better»').getByText('Waiting to be saved').waitFor()
    await article(anna, '«two»').getByText('Waiting to be deleted').waitFor()
    await page.context().setOffline(false)
    await anna.waitForMessages(['«one, better»', 'was deleted'])
    await expect.poll(() => page.locator('.amendment').count()).toBe(0)
    expect((await bob.history(room)).messages.map(({ body }) => body)).toEqual([
      '«one, better»',
      '',
    ])
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('«one, better»')

    // Nor does what was deleted stay in what the browser keeps, where it was when the page began anew.
    await expect.poll(() => page.evaluate<string>(keptInDatabases)).not.toContain('«two»')
    expect(await page.evaluate<string>(keptInDatabases)).toContain('«one, better»')
  })

  test('an edit does not take the place of a newer text, nor is it lost', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    const { page } = anna
    await enter()
    await anna.say('«first»')
    const [message] = (await bob.history(room)).messages
    const path = `/api/rooms/${room.id}/messages/${message?.id}`
    await page.context().setOffline(true)
    await choose(anna, '«first»', 'Edit')
    await editField(anna).fill('«of the tunnel»')
    await editField(anna).press('Enter')
    await article(anna, '«of the tunnel»').getByText('Waiting to be saved').waitFor()
    await page.request.patch(path, { data: { body: '«of the phone»' } })
    await page.context().setOffline(false)
    const shown = article(anna, '«of the phone»')
    await shown.getByText('Not saved: The message was given another text meanwhile.').waitFor()
    expect(await shown.locator('.quoted').textContent()).toBe('«of the tunnel»')
    expect((await bob.history(room)).messages[0]?.body).toBe('«of the phone»')

    await anna.button('Edit again').click()
    expect(await editField(anna).inputValue()).toBe('«of the tunnel»')
    await editField(anna).press('Enter')
    await expect
      .poll(async () => (await bob.history(room)).messages[0]?.body)
      .toBe('«of the tunnel»')
    await expect.poll(() => page.locator('.amendment').count()).toBe(0)

    // Deleted while it is being edited: what was typed can still be copied.
    await choose(anna, '«of the tunnel»', 'Edit')
    await editField(anna).fill('«typed»')
    await page.request.delete(path)
    await page.getByText('The message was deleted meanwhile.').waitFor()
    await editField(anna).press('Enter')
    expect(await editField(anna).inputValue()).toBe('«typed»')
  })
})
