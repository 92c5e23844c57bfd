import { describe, expect } from 'vitest'
import { aName } from '../../support/examples.ts'
import { annaAndBob, test } from '../browser.ts'
import { article, heading } from '../visitor.ts'

describe('a link in a message', () => {
  test('to a room of this Parlor leads there in the same window, and back', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    const other = await bob.createRoom(aName('Books'))
    await bob.post(room, `Come to ${parlor.url}/rooms/${other.id}.`)
    await enter()
    await anna.evaluate('void (globalThis.sameWindow = true)')
    await anna.click({ role: 'link', within: article })
    await anna.sees(heading(other.name))
    expect(await anna.evaluate('globalThis.sameWindow')).toBe(true)
    await anna.evaluate('void history.back()')
    await anna.sees(heading(room.name))
  })

  test('ends where a sentence goes on, in any script, and reads from left to right', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    await bob.post(
      room,
      'انظر www.example.org/a، و https://example.org/b؟ そして https://example.org/c。 anna@example.org',
    )
    await enter()
    await anna.sees({ role: 'link', within: article })
    const found = await anna.evaluate<string[][]>(
      `[...document.querySelectorAll('article a')].map((it) =>
        [it.getAttribute('href'), it.dir, it.target, it.rel])`,
    )
    const rest = ['ltr', '_blank', 'noopener noreferrer nofollow']
    expect(found).toEqual([
      ['https://www.example.org/a', ...rest],
      ['https://example.org/b', ...rest],
      ['https://example.org/c', ...rest],
      ['mailto:anna@example.org', ...rest],
    ])
  })
})
