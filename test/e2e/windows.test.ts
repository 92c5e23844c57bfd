import { describe, expect } from 'vitest'
import { aName } from '../examples.ts'
import { test } from './browser.ts'
import { annaAndBob } from './conversation.ts'

describe('with two windows', () => {
  test('one that lost its room to the other says so, and can take the person back', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    const other = await bob.createRoom(aName('Books'))
    await enter()
    await anna.composer().fill('half a sentence')
    const second = await anna.anotherWindow(`/rooms/${other.id}`)
    const notice = anna.page.getByRole('alert').filter({ hasText: other.name })
    await notice.waitFor()
    expect(await anna.composer().count()).toBe(0)

    await anna.button('Come back here').click()
    await notice.waitFor({ state: 'detached' })
    expect(await anna.composer().inputValue()).toBe('half a sentence')
    await anna.say('«back»')
    await second.page.getByRole('alert').filter({ hasText: room.name }).waitFor()

    const third = await anna.anotherWindow(`/rooms/${room.id}`)
    await third.leave()
    await anna.page.getByText('Another window of yours left this room.').waitFor()
  })

  test('what was read in one is read in the other', async ({ browser, parlor }) => {
    const { anna, enter, talk, message, room } = await annaAndBob(browser, parlor)
    await talk(1)
    await enter()
    await message(1).waitFor()
    await anna.leave()
    await talk(2, 2)
    const second = await anna.anotherWindow('/rooms')
    const badge = second.page
      .getByRole('listitem')
      .filter({ hasText: room.name })
      .getByText('2 unread')
    await badge.waitFor()
    await anna.join(room.name)
    await badge.waitFor({ state: 'detached' })
  })

  test('what one is sending, both show, and it is sent once', async ({ browser, parlor }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    await enter()
    const second = await anna.anotherWindow(`/rooms/${room.id}`)
    await second.composer().waitFor()
    await anna.page.context().setOffline(true)
    await anna.send('«one»')
    await second.page.getByText('«one»').waitFor()
    await second.send('«two»')
    await anna.page.getByText('«two»').waitFor()
    await anna.page.context().setOffline(false)
    for (const window of [anna, second]) await window.waitForMessages(['«one»', '«two»'])
    expect((await bob.history(room)).messages).toHaveLength(2)
  })
})

describe('what was begun', () => {
  test('is kept for each room by itself: over a change of rooms and over a reload', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    const other = await bob.createRoom(aName('Books'))
    await enter()
    await anna.composer().fill('about tea\nand cups')
    await anna.leave()
    await anna.join(other.name)
    expect(await anna.composer().inputValue()).toBe('')
    await anna.composer().fill('about books')
    await anna.page.reload()
    expect(await anna.composer().inputValue()).toBe('about books')
    await anna.leave()
    await anna.join(room.name)
    expect(await anna.composer().inputValue()).toBe('about tea\nand cups')
    await anna.composer().press('Enter')
    await anna.waitForMessages(['about tea\nand cups'])
    await anna.page.reload()
    expect(await anna.composer().inputValue()).toBe('')
  })

  test('is asked about when another window logs out, and is gone with it', async ({
    browser,
    parlor,
  }) => {
    const { anna, room, enter } = await annaAndBob(browser, parlor)
    await enter()
    await anna.composer().fill('half a sentence')
    const second = await anna.anotherWindow('/rooms')
    await second.button('Log out').click()
    await second.button('Discard and log out').click()
    await anna.button('Log in').waitFor()
    await anna.logIn()
    await anna.join(room.name)
    expect(await anna.composer().inputValue()).toBe('')
  })
})
