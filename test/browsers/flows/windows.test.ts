import { describe, expect } from 'vitest'
import { aName } from '../../support/examples.ts'
import { annaAndBob, test } from '../browser.ts'
import { alert, button, composer, heading, joining, text } from '../visitor.ts'

describe('with two windows of one person', () => {
  test('S11: one that lost its room to the other says so, and can take the person back', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    const other = await bob.createRoom(aName('Books'))
    await enter()
    await anna.fill(composer, 'half a sentence')
    const second = await anna.anotherWindow('/rooms')
    await second.click(joining(other.name))
    await second.sees(heading(other.name))
    await anna.sees({ ...alert, text: other.name })
    expect(await anna.count(composer)).toBe(0)
    const people = new Map((await bob.rooms()).map(({ id, people }) => [id, people]))
    expect([people.get(room.id), people.get(other.id)]).toEqual([1, 1])

    await anna.click(button('Come back here'))
    await anna.sees(composer)
    expect(await anna.value(composer)).toBe('half a sentence')
    await second.sees({ ...alert, text: room.name })
  })

  test('both show what one sends, and a log-out empties both', async ({ browser, parlor }) => {
    const { anna, room, enter, talk, message } = await annaAndBob(browser, parlor)
    await enter()
    await talk(1)
    const second = await anna.anotherWindow(`/rooms/${room.id}`)
    await second.sees(composer)
    await anna.say('«hers»')
    await second.sees({ ...message(1) })
    await second.seesMessages('«1»', '«hers»')
    await second.click(button('Log out'))
    for (const window of [second, anna]) {
      await window.sees(button('Log in'))
      await window.seesNo(text(room.name))
    }
  })
})
