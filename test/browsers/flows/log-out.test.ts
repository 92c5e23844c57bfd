import { describe, expect } from 'vitest'
import { everything } from '../../support/kept.ts'
import { annaAndBob, test } from '../browser.ts'
import { button, composer, text } from '../visitor.ts'

describe('logging out', () => {
  test('S2: asks before it discards what was begun, and leaves nothing in the browser', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter, talk, message } = await annaAndBob(browser, parlor)
    await talk(1)
    await enter()
    await anna.sees(message(1))
    await anna.fill(composer, 'a draft of mine')
    const secrets = [anna.name, bob.name, room.id, '«1»', 'a draft of mine']
    const kept = async () => {
      const all = await anna.evaluate<string>(everything)
      return secrets.filter((secret) => all.includes(secret))
    }
    // Each was there before, or its absence afterwards would say nothing.
    await expect.poll(kept).toEqual(secrets)

    await anna.click(button('Log out'))
    await anna.sees(text('You have begun to write in 1 room.'))
    await anna.click(button('Stay logged in'))
    expect(await anna.value(composer)).toBe('a draft of mine')
    await anna.click(button('Log out'))
    await anna.click(button('Discard and log out'))
    await anna.sees(button('Log in'))
    await expect.poll(kept).toEqual([])
    expect(await anna.evaluate('document.cookie')).toBe('')

    await anna.goto(`/rooms/${room.id}`)
    await anna.sees(button('Log in'))
    await anna.submit('Log in')
    await anna.sees(composer)
    expect(await anna.value(composer)).toBe('')
  })
})
