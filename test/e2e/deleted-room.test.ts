import { describe, expect } from 'vitest'
import { aName, aParlor, aPerson } from '../support/examples.ts'
import { aMember, aVisitor, test } from './browser.ts'
import type { Visitor } from './visitor.ts'

/** The words by which a page says that a room was deleted. */
function notice(visitor: Visitor, room: string) {
  const { page } = visitor
  const alert = page.getByRole('alert').or(page.getByRole('alertdialog'))
  return alert.filter({ hasText: room }).filter({ hasText: 'was deleted' })
}

describe('S6: when a room is deleted', () => {
  test('S6: one in the room is told and sees the list, one on the list sees it go, one logged out never sees it; whoever stepped out to the list is told by whom, and the one who did it that it was them', async ({
    browser,
    parlor,
  }) => {
    const [tea, books] = [aName('Tea'), aName('Books')]
    const anna = await aMember(browser, parlor, 'anna')
    const address = await anna.makeRoom(tea)
    await anna.makeRoom(books)
    const inside = await aMember(browser, parlor, 'bob')
    const steppedOut = await aMember(browser, parlor, 'elsa')
    const onTheList = await aVisitor(browser, parlor, 'carla')
    const loggedOut = await aVisitor(browser, parlor, 'dora')
    for (const visitor of [anna, steppedOut, inside]) await visitor.enter(address)
    for (const visitor of [anna, steppedOut]) {
      await visitor.page.getByRole('link', { name: 'Parlor' }).click()
      await visitor.heading('Rooms').waitFor()
    }
    await onTheList.joining(tea).waitFor()
    await loggedOut.logOut()

    await anna.deleteRoom(tea)

    await notice(inside, tea)
      .filter({ hasText: `by ${anna.name}` })
      .waitFor()
    await inside.heading('Rooms').waitFor()
    await inside.joining(books).waitFor()
    expect(await inside.joining(tea).count()).toBe(0)
    expect(await inside.page.getByRole('log').count()).toBe(0)

    await notice(steppedOut, tea)
      .filter({ hasText: `was deleted by ${anna.name}.` })
      .waitFor()
    await notice(anna, tea).filter({ hasText: 'was deleted by you.' }).waitFor()

    await onTheList.joining(tea).waitFor({ state: 'detached' })
    expect(await notice(onTheList, tea).count()).toBe(0)

    expect(await notice(loggedOut, tea).count()).toBe(0)
    await loggedOut.logIn()
    await loggedOut.joining(books).waitFor()
    expect(await loggedOut.joining(tea).count()).toBe(0)
    expect(await notice(loggedOut, tea).count()).toBe(0)
  })

  test('S6: what was begun there and left stays within reach of who sees it go from the list; whoever then opens its address is told so too', async ({
    browser,
    parlor,
  }) => {
    const anna = await aPerson(parlor)
    const tea = await anna.createRoom(aName('Tea'))
    const bob = await aMember(browser, parlor, 'bob')
    await bob.enter(`/rooms/${tea.id}`)
    const address = bob.page.url()
    await bob.composer().fill('«begun»')
    await bob.leave()
    await bob.joining(tea.name).waitFor()
    await anna.deleteRoom(tea)
    await bob.page.getByRole('list', { name: 'Not sent' }).getByText('«begun»').waitFor()
    expect(await notice(bob, tea.name).count()).toBe(0)

    await bob.page.goto(address)
    await notice(bob, tea.name)
      .filter({ hasText: `by ${anna.name}` })
      .waitFor()
    await bob.heading('Rooms').waitFor()
  })

  test('S6: what was being written there is not posted anywhere else, and stays within reach with what was not sent; and whoever was inside the last one is shown that there are none', async ({
    browser,
  }) => {
    const parlor = await aParlor()
    const anna = await aPerson(parlor)
    const tea = await anna.createRoom('Tea')
    const books = await anna.createRoom('Books')
    const bob = await aMember(browser, parlor, 'bob', {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await bob.enter(`/rooms/${tea.id}`)
    await bob.haveAllCode()
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

    await bob.join('Books')
    await bob.say('and this for the books')
    await bob.waitForMessages(['and this for the books'])

    // Neither going on nor a reload takes it away.
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

    await bob.join('Books')
    await anna.deleteRoom(books)
    await notice(bob, 'Books').waitFor()
    await bob.page.getByText('No rooms yet').waitFor()
  })
})
