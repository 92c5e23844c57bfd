import { describe, expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

describe('a link in a message', () => {
  test('to a room of this Parlor leads there in the same window, whatever the sentence ends in', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    const other = await bob.createRoom(aName('Books'))
    await bob.post(room, `Come to ${parlor.url}/rooms/${other.id}.`)
    await enter()
    await anna.page.evaluate('globalThis.sameWindow = true')
    const link = anna.articles().getByRole('link')
    expect(await link.textContent()).toBe(`${parlor.url}/rooms/${other.id}`)
    expect(await link.getAttribute('target')).toBeNull()
    await link.click()
    await anna.heading(other.name).waitFor()
    expect(await anna.page.evaluate('sameWindow')).toBe(true)
    expect(anna.page.context().pages()).toHaveLength(1)
    await anna.page.goBack()
    await anna.heading(room.name).waitFor()
  })

  test('leads into the room even where the full stop after it was taken along', async ({
    browser,
    parlor,
  }) => {
    const { anna, room } = await annaAndBob(browser, parlor)
    for (const sign of ['.', ').', '。', '%E3%80%82', '%E2%80%8B']) {
      await anna.page.goto(`/rooms/${room.id}${sign}`)
      await anna.heading(room.name).waitFor()
    }
  })

  test('reads from left to right, names no opener, and opens a window of its own', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    await bob.post(room, 'انظر www.example.org/a، و https://example.org/b؟ و anna@example.org.')
    await enter()
    const links = anna.articles().getByRole('link')
    await links.first().waitFor()
    const found = await links.evaluateAll((them) =>
      them.map((it) => ['href', 'dir', 'target', 'rel'].map((name) => it.getAttribute(name))),
    )
    const rest = ['ltr', '_blank', 'noopener noreferrer nofollow']
    expect(found).toEqual([
      ['https://www.example.org/a', ...rest],
      ['https://example.org/b', ...rest],
      ['mailto:anna@example.org', ...rest],
    ])
  })

  test('to an address of this Parlor that is no room is a link like any other', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    await bob.post(room, `${parlor.url}/api/openapi.json and https://example.org/rooms/${room.id}`)
    await enter()
    const links = anna.articles().getByRole('link')
    await expect
      .poll(() => links.evaluateAll((them) => them.map((it) => it.getAttribute('target'))))
      .toEqual(['_blank', '_blank'])
  })
})
