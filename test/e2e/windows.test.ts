import { describe, expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { annaAndBob } from './conversation.ts'
import { test } from './one-page.ts'
import { timeCanStop } from './stopped-time.ts'

describe('with two windows', () => {
  test('one that lost its room to the other says so, and can take the person back', async ({
    tea,
  }) => {
    const { anna, bob, room, enter } = tea
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

  test('whoever leaves is never told that another window left', async ({ browser, parlor }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    const { page } = anna
    const stop = await timeCanStop(page)
    let letThrough = () => {}
    const held = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await page.route('**/api/me/room', async (route) => {
      if (route.request().method() !== 'DELETE') return route.continue()
      const response = await route.fetch()
      await held
      await route.fulfill({ response })
    })
    await enter()
    const time = await stop()
    const refused = page.waitForResponse((reply) => reply.status() === 409)
    await anna.button('Leave room').click()
    const others = async () => (await bob.rooms()).find(({ id }) => id === room.id)?.people
    await expect.poll(others).toBe(1)
    // The server has it, the page has no word of that yet, and its poll is told that she is out.
    const leaving = /^DELETE/
    await time.pass(1000, leaving)
    expect(new URL((await refused).url()).pathname).toBe(`/api/rooms/${room.id}/changes`)
    await time.answered(leaving)
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(await anna.composer().count()).toBe(1)
    letThrough()
    await anna.heading('Rooms').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  test('a log-in in one logs in the other, and takes nobody into the room whose address that shows', async ({
    browser,
    parlor,
  }) => {
    const { anna, room } = await annaAndBob(browser, parlor)
    await anna.openList()
    await anna.logOut()
    const second = await anna.anotherWindow(`/rooms/${room.id}`)
    await second.button('Log in').waitFor()
    const joined: string[] = []
    second.page.on('request', (request) => {
      if (request.method() === 'PUT') joined.push(request.url())
    })
    await anna.submit('Log in', anna.name, anna.password)
    await anna.heading('Rooms').waitFor()
    await second.button('Log out').waitFor()
    await second.joining(room.name).waitFor()
    expect(new URL(second.page.url()).pathname).toBe('/rooms')
    expect(joined).toEqual([])
    const session = await second.page.request.get('/api/session')
    expect(await session.json()).toMatchObject({ room: null })
  })

  test('what was read in one is read in the other', async ({ tea }) => {
    const { anna, enter, talk, message, room } = tea
    await talk(1)
    await enter()
    await message(1).waitFor()
    await anna.leave()
    await talk(2, 2)
    const second = await anna.anotherWindow('/rooms')
    const badge = second.page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ hasText: room.name })
      .getByText('2 unread')
    await badge.waitFor()
    await anna.join(room.name)
    await badge.waitFor({ state: 'detached' })
  })

  test('what one is sending, both show, and it is sent once', async ({ tea }) => {
    const { anna, bob, room, enter } = tea
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
  test('is the newest there is, also by Back and in a page that slept', async ({
    browser,
    parlor,
  }) => {
    const { anna, room } = await annaAndBob(browser, parlor)
    const { page } = anna
    await anna.openList()
    await anna.join(room.name)
    await anna.composer().fill('first')
    await page.getByRole('link', { name: 'Parlor' }).click()
    await anna.heading('Rooms').waitFor()
    // Hears nothing, as a page that the browser has put to sleep.
    const asleep = await page.context().newPage()
    await asleep.addInitScript(
      `addEventListener('storage', (event) => event.stopImmediatePropagation(), true)`,
    )
    await asleep.goto(`/rooms/${room.id}`)
    const there = asleep.getByRole('textbox', { name: 'Message', exact: true })
    await there.waitFor()
    expect(await there.inputValue()).toBe('first')

    const third = await anna.anotherWindow(`/rooms/${room.id}`)
    await third.composer().fill('second')
    await page.goBack()
    await anna.composer().waitFor()
    expect(await anna.composer().inputValue()).toBe('second')
    expect(await there.inputValue()).toBe('first')
    await asleep.evaluate(`dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))`)
    await expect.poll(() => there.inputValue()).toBe('second')
  })

  test('is kept for each room by itself: over a change of rooms and over a reload', async ({
    tea,
  }) => {
    const { anna, bob, room, enter } = tea
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
