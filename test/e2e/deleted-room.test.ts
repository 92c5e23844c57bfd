import { describe, expect } from 'vitest'
import { aParlor } from '../examples.ts'
import { aVisitor, test } from './browser.ts'
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

    await notice(inside, 'Tea').waitFor()
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
    const anna = await aVisitor(browser, parlor, 'anna')
    const bob = await aVisitor(browser, parlor, 'bob')
    await anna.createRoom('Tea')
    await bob.join('Tea')
    await anna.deleteRoom('Tea')
    await notice(bob, 'Tea').waitFor()
    await bob.page.getByText('No rooms yet').waitFor()
  })

  test('S6: whoever then opens its address is told so too', async ({ browser }) => {
    const parlor = await aParlor()
    const anna = await aVisitor(browser, parlor, 'anna')
    const bob = await aVisitor(browser, parlor, 'bob')
    await anna.createRoom('Tea')
    await bob.join('Tea')
    const address = bob.page.url()
    await bob.leave()
    await anna.deleteRoom('Tea')
    await bob.page.goto(address)
    await notice(bob, 'Tea').waitFor()
    await bob.heading('Rooms').waitFor()
  })

  test('S6: what was being written there is not posted anywhere else', async ({ browser }) => {
    const parlor = await aParlor()
    const anna = await aVisitor(browser, parlor, 'anna')
    const bob = await aVisitor(browser, parlor, 'bob')
    await anna.createRoom('Tea')
    await anna.createRoom('Books')
    await bob.join('Tea')
    await bob.page.context().setOffline(true)
    await bob.send('meant for the tea room')
    await anna.deleteRoom('Tea')
    await bob.page.context().setOffline(false)
    await notice(bob, 'Tea').waitFor()
    await bob.join('Books')
    await bob.say('and this for the books')
    await bob.waitForMessages(['and this for the books'])
  })
})
