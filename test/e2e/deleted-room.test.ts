import { describe, expect } from 'vitest'
import { aParlor, aPerson } from '../support/examples.ts'
import { aMember, aVisitor, test } from './browser.ts'
import type { Visitor } from './visitor.ts'

/** The words by which a page says that a room was deleted. */
function notice(visitor: Visitor, room: string) {
  const { page } = visitor
  const alert = page.getByRole('alert').or(page.getByRole('alertdialog'))
  return alert.filter({ hasText: room }).filter({ hasText: 'was deleted' })
}

describe('S6: when a room is deleted', () => {
  test('S6: one in the room is told and sees the list, one on the list sees it go, one logged out never sees it', async ({
    browser,
  }) => {
    const parlor = await aParlor()
    const anna = await aVisitor(browser, parlor, 'anna')
    const inside = await aVisitor(browser, parlor, 'bob')
    const onTheList = await aVisitor(browser, parlor, 'carla')
    const loggedOut = await aVisitor(browser, parlor, 'dora')
    await anna.createRoom('Tea')
    await anna.createRoom('Books')
    await inside.join('Tea')
    await onTheList.joining('Tea').waitFor()
    await loggedOut.logOut()

    await anna.deleteRoom('Tea')

    await notice(inside, 'Tea')
      .filter({ hasText: `by ${anna.name}` })
      .waitFor()
    await inside.heading('Rooms').waitFor()
    await inside.joining('Books').waitFor()
    expect(await inside.joining('Tea').count()).toBe(0)
    expect(await inside.page.getByRole('log').count()).toBe(0)

    await onTheList.joining('Tea').waitFor({ state: 'detached' })
    expect(await notice(onTheList, 'Tea').count()).toBe(0)

    expect(await notice(loggedOut, 'Tea').count()).toBe(0)
    await loggedOut.logIn()
    await loggedOut.joining('Books').waitFor()
    expect(await loggedOut.joining('Tea').count()).toBe(0)
    expect(await notice(loggedOut, 'Tea').count()).toBe(0)
  })

  test('S6: and it was the last one, whoever was inside is shown that there are none', async ({
    browser,
  }) => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const tea = await anna.createRoom('Tea')
    const bob = await aMember(browser, parlor, 'bob')
    await bob.enter(`/rooms/${tea.id}`)
    await anna.deleteRoom(tea)
    await notice(bob, 'Tea').waitFor()
    await bob.page.getByText('No rooms yet').waitFor()
  })

  test('whoever stepped out to the list is told by whom, and the one who did it that it was them', async ({
    browser,
  }) => {
    const parlor = await aParlor()
    const anna = await aVisitor(browser, parlor, 'anna')
    const bob = await aVisitor(browser, parlor, 'bob')
    const room = await (
      await anna.page.request.post('/api/rooms', { data: { name: 'Tea' } })
    ).json()
    for (const visitor of [anna, bob]) {
      await visitor.page.goto(`/rooms/${room.room.id}`)
      await visitor.composer().waitFor()
      await visitor.page.getByRole('link', { name: 'Parlor' }).click()
      await visitor.heading('Rooms').waitFor()
    }
    await anna.deleteRoom('Tea')
    await notice(bob, 'Tea')
      .filter({ hasText: `was deleted by ${anna.name}.` })
      .waitFor()
    await notice(anna, 'Tea').filter({ hasText: 'was deleted by you.' }).waitFor()
  })

  test('S6: whoever then opens its address is told so too', async ({ browser }) => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const tea = await anna.createRoom('Tea')
    const bob = await aMember(browser, parlor, 'bob')
    await bob.enter(`/rooms/${tea.id}`)
    const address = bob.page.url()
    await bob.leave()
    await anna.deleteRoom(tea)
    await bob.page.goto(address)
    await notice(bob, 'Tea')
      .filter({ hasText: `by ${anna.name}` })
      .waitFor()
    await bob.heading('Rooms').waitFor()
  })

  test('S6: what was being written there is not posted anywhere else', async ({ browser }) => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const tea = await anna.createRoom('Tea')
    await anna.createRoom('Books')
    const bob = await aMember(browser, parlor, 'bob')
    await bob.enter(`/rooms/${tea.id}`)
    await bob.page.context().setOffline(true)
    await bob.send('meant for the tea room')
    await anna.deleteRoom(tea)
    await bob.page.context().setOffline(false)
    await notice(bob, 'Tea').waitFor()
    await bob.join('Books')
    await bob.say('and this for the books')
    await bob.waitForMessages(['and this for the books'])
  })

  test('S6: what was being written there stays within reach, with what was not sent', async ({
    browser,
  }) => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const tea = await anna.createRoom('Tea')
    await anna.createRoom('Books')
    const bob = await aMember(browser, parlor, 'bob', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await bob.enter(`/rooms/${tea.id}`)
    await bob.page.context().setOffline(true)
    await bob.send('«sent without a line»')
    await bob.composer().fill('  «half a sentence»\nof two lines')
    await anna.deleteRoom(tea)
    await bob.page.context().setOffline(false)
    await notice(bob, 'Tea').waitFor()

    const unsent = bob.page.getByRole('list', { name: 'Not sent' })
    const texts = () => unsent.locator('.body').allTextContents()
    const both = ['«sent without a line»', '  «half a sentence»\nof two lines']
    await expect.poll(texts).toEqual(both)
    await bob.button('Copy text').click()
    await bob.button('Copied').waitFor()
    expect(await bob.page.evaluate('navigator.clipboard.readText()')).toBe(both.join('\n\n'))

    // Neither going on nor a reload takes it away.
    await bob.join('Books')
    await bob.leave()
    await bob.page.reload()
    await expect.poll(texts).toEqual(both)
    for (const text of both) {
      const item = unsent
        .getByRole('listitem')
        .filter({ hasText: text.trim().split('\n')[0] ?? '' })
      await item.getByRole('button', { name: 'Discard' }).click()
    }
    await unsent.waitFor({ state: 'detached' })
  })

  test('S6: what was begun there and left stays within reach of who sees it go from the list', async ({
    browser,
  }) => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const tea = await anna.createRoom('Tea')
    const bob = await aMember(browser, parlor, 'bob')
    await bob.enter(`/rooms/${tea.id}`)
    await bob.composer().fill('«begun»')
    await bob.leave()
    await bob.joining('Tea').waitFor()
    await anna.deleteRoom(tea)
    await bob.page.getByRole('list', { name: 'Not sent' }).getByText('«begun»').waitFor()
    expect(await notice(bob, 'Tea').count()).toBe(0)
  })
})
