import { describe, expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { expectGood } from './accessibility.ts'
import { aMember, aVisitor } from './browser.ts'
import { test } from './one-page.ts'
import type { Visitor } from './visitor.ts'

const phone = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true }

const idOf = async ({ page }: Visitor): Promise<string> =>
  (await (await page.request.get('/api/session')).json()).user.id

/** Makes somebody belong to a private room. */
async function bringIn(owner: Visitor, address: string, person: Visitor, role = 'member') {
  const path = `/api${address}/members/${await idOf(person)}`
  expect((await owner.page.request.put(path, { data: { role } })).status()).toBe(204)
}

async function makePrivate({ page }: Visitor, name: string): Promise<string> {
  const reply = await page.request.post('/api/rooms', { data: { name, kind: 'private' } })
  return `/rooms/${(await reply.json()).room.id}`
}

/** Where the keyboard is, by its accessible name. */
async function expectFocus({ page }: Visitor, name: string): Promise<void> {
  await expect.poll(() => page.locator(':focus').ariaSnapshot()).toContain(`"${name}"`)
}

/** The heading of the page of a room, whatever dialog stands before it. */
function roomCalled({ page }: Visitor, name: string) {
  return page.getByRole('heading', { level: 1, name, exact: true })
}

describe('a private room', () => {
  test('is made and set by keyboard, and those inside see at once what was set', async ({
    browser,
    parlor,
  }) => {
    const anna = await aVisitor(browser, parlor, 'anna')
    const name = aName('Committee')
    await anna.roomName().fill(name)
    await anna.page.keyboard.press('Tab')
    await anna.page.keyboard.press('Space')
    await anna.page.keyboard.press('Tab')
    await anna.page.keyboard.press('Enter')
    await anna.heading(name).waitFor()
    const address = new URL(anna.page.url()).pathname
    const bob = await aMember(browser, parlor, 'bob')
    const eve = await aMember(browser, parlor, 'eve', { locale: 'de' })
    await eve.page.goto('/rooms')
    await eve.heading('Räume').waitFor()
    await bringIn(anna, address, bob)
    await bob.enter(address)

    await anna.button('Room settings').focus()
    await anna.page.keyboard.press('Enter')
    const settings = anna.page.getByRole('dialog', { name: 'Room settings' })
    const board = aName('Board')
    await settings.getByRole('textbox', { name: 'Name of the room' }).fill(board)
    await settings.getByRole('textbox', { name: 'Topic' }).fill('What we decide')
    // What was typed stays while something else is chosen.
    await settings.getByRole('radio', { name: 'Everybody here' }).check()
    await settings.getByText('All that was ever said in it').waitFor()
    await anna.page.keyboard.press('ArrowDown')
    await settings.getByText('Only those who belong see the room').waitFor()
    await anna.page.keyboard.press('Enter')
    await settings.waitFor({ state: 'detached' })
    await anna.heading(board).waitFor()
    await bob.heading(board).waitFor()
    await bob.page.getByText('What we decide', { exact: true }).waitFor()

    await anna.button('Room settings').click()
    await settings.getByRole('radio', { name: 'Everybody here' }).check()
    await settings.getByText('All that was ever said in it').waitFor()
    await expectGood(anna.page, 'the settings of a room')
    expect(await eve.page.getByText(board).count()).toBe(0)
    await settings.getByRole('button', { name: 'Save' }).click()
    await eve.page.getByText(board).waitFor()
  })

  test('is left for good from its row, by whoever does not own it', async ({ browser, parlor }) => {
    const anna = await aMember(browser, parlor, 'anna')
    const bob = await aMember(browser, parlor, 'bob', phone)
    const name = aName('Committee')
    await bringIn(anna, await makePrivate(anna, name), bob)
    await bob.openList()
    await bob.joining(name).waitFor()
    await bob.page.getByText('Private room').first().waitFor({ state: 'attached' })
    await bob.openMenuOf(name)
    expect(await bob.button(`Delete ${name}`).count()).toBe(0)
    await bob.button('Leave for good').click()
    await bob.page.getByText('come back only if you are invited').waitFor()
    await bob.button('Leave for good').click()
    await bob.joining(name).waitFor({ state: 'detached' })
  })
})

test('whoever moderates a private room sees what was reported there, adds people, and archives it', async ({
  anna,
  bob,
}) => {
  const name = aName('Committee')
  const address = await makePrivate(anna, name)
  const tea = await anna.makeRoom(aName('Tea'))
  await bob.enter(tea)
  await anna.enter(tea)
  const people = anna.page.getByRole('complementary', { name: 'People' })
  await people.getByRole('button', { name: bob.name, exact: true }).click()
  const person = anna.page.getByRole('dialog', { name: bob.name })
  await person.getByRole('combobox', { name: 'Add to a private room' }).selectOption(name)
  await expectGood(anna.page, 'what one can do about somebody')
  await person.getByRole('button', { name: 'Add', exact: true }).click()
  await person.waitFor({ state: 'detached' })

  const topic = 'What we decide'
  await anna.page.request.patch(`/api${address}`, { data: { topic } })
  await anna.enter(address)
  await anna.page.getByText(topic, { exact: true }).waitFor()
  await anna.say('«something rude»')
  await bob.enter(address)
  const { messages } = await (await bob.page.request.get(`/api${address}/messages`)).json()
  const thumb = `/api${address}/messages/${messages[0].id}/reactions/${encodeURIComponent('👍')}`
  expect((await bob.page.request.put(thumb)).status()).toBe(200)
  const me = await (await bob.page.request.get('/api/session')).json()
  await bob.page.route('**/api/me/news*', (route) => route.abort())
  // Nor do they come with a poll that asks for none.
  await bob.page.route('**/changes?*', (route) => {
    const url = new URL(route.request().url())
    url.searchParams.delete('news')
    return route.continue({ url: url.href })
  })
  const mute = await anna.page.request.put(`/api${address}/mutes/${me.user.id}`, {
    data: { until: '2099-03-05T12:00:00.000Z' },
  })
  expect(mute.status()).toBe(204)
  const onlyReads = bob.page.getByText('You may read here, but not write until Mar 5.')
  // Whoever writes before the page knows it is told as well.
  await bob.send('but why?')
  await bob.page.getByRole('list', { name: 'Being sent' }).getByText('Mar 5.').waitFor()
  await bob.page.unroute('**/changes?*')
  await bob.page.unroute('**/api/me/news*')
  await bob.page.getByRole('status').filter({ has: onlyReads }).waitFor()
  const message = bob.page.getByRole('textbox', { name: 'Message', exact: true })
  await message.waitFor({ state: 'detached' })
  await expectFocus(bob, 'Messages')
  expect(await bob.button('Invite people').count(), 'for those who moderate').toBe(0)
  await bob.button('Discard').click()
  await bob.page.reload()
  await bob.page.getByRole('status').filter({ has: onlyReads }).waitFor()
  expect(await message.count(), 'from the beginning').toBe(0)
  expect(await bob.articles().getByRole('button', { name: 'Add a reaction' }).count()).toBe(0)
  await anna.page.request.delete(`/api${address}/mutes/${me.user.id}`)
  await message.waitFor()
  // What waits for its turn goes as soon as nobody has to wait any more.
  await anna.page.request.patch(`/api${address}`, { data: { slowMode: 3600 } })
  await bob.page.getByText('Slow mode: A message every 60 minutes').waitFor()
  await bob.say('one')
  await bob.send('two')
  await bob.page.getByText('Waiting to be sent').waitFor()
  await anna.page.request.patch(`/api${address}`, { data: { slowMode: 0 } })
  await bob.articles().filter({ hasText: 'two' }).waitFor()
  const report = `/api${address}/messages/${messages[0].id}/reports`
  const told = await bob.page.request.post(report, { data: { reason: 'Too loud.' } })
  expect(told.status()).toBe(201)

  await anna.button('Room settings').click()
  await anna.button('Reports').click()
  const reports = anna.page.getByRole('dialog', { name: `Reports in “${name}”` })
  await reports.getByText('Too loud.').waitFor()
  await reports.getByText('«something rude»').waitFor()
  await expectGood(anna.page, 'the reports of a room')
  await reports.getByRole('button', { name: 'Dealt with', exact: true }).click()
  await reports.getByText('Nothing here.').waitFor()
  await reports.getByRole('button', { name: 'Close', exact: true }).click()

  // Also of what was said since one came in.
  await anna.button('Room settings').click()
  await anna.button('Delete room…').click()
  await anna.page.getByText('3 messages go with it, for good.').waitFor()
  await anna.button('Cancel').click()

  await anna.button('Room settings').click()
  await anna.button('Archive room').click()
  for (const { page } of [anna, bob]) {
    await page.getByText('This room is archived').waitFor()
    await page.getByRole('textbox', { name: 'Message' }).waitFor({ state: 'detached' })
  }
  // What the server would refuse is not offered.
  const article = anna.articles().filter({ hasText: '«something rude»' })
  await article.hover()
  const bar = article.getByRole('toolbar', { name: 'Message actions' })
  await bar.getByRole('button', { name: 'More actions' }).waitFor()
  expect(await bar.getByRole('button').count()).toBe(1)
  const pill = article.getByRole('button', { name: '👍 1', exact: true, disabled: true })
  expect(await pill.getAttribute('title')).toBe(bob.name)
  expect(await article.getByRole('button', { name: 'Add a reaction' }).count()).toBe(0)
  await bar.getByRole('button', { name: 'More actions' }).click()
  await anna.page.getByRole('menuitem', { name: 'Delete message' }).waitFor()
})

describe('from the people of a room', () => {
  test('one writes to somebody alone, and whoever moderates removes and bans', async ({
    browser,
    parlor,
  }) => {
    const anna = await aMember(browser, parlor, 'anna', { ...phone, locale: 'ar' })
    const bob = await aMember(browser, parlor, 'bob')
    const name = aName('Committee')
    const address = await makePrivate(anna, name)
    await bringIn(anna, address, bob)
    await bob.enter(address)
    const { page } = anna
    await page.goto(address)
    await page.locator('textarea').waitFor()
    await page.locator('[aria-controls=people]').click()
    await page.getByRole('button', { name: bob.name, exact: true }).click()
    const person = page.getByRole('dialog', { name: bob.name })
    await person.getByRole('button', { name: 'إخراج من الغرفة' }).waitFor()
    await expectGood(page, 'what one can do about somebody')
    await person.getByRole('button', { name: 'إخراج من الغرفة' }).click()
    await bob.page
      .getByRole('alert')
      .filter({ hasText: `removed from “${name}”` })
      .waitFor()
    await bob.heading('Rooms').waitFor()
    expect(await bob.joining(name).count()).toBe(0)

    await bringIn(anna, address, bob)
    await bob.enter(address)
    await page.setViewportSize(phone.viewport)
    await page.getByRole('button', { name: 'الأعضاء', exact: true }).click()
    const members = page.getByRole('dialog', { name: name })
    await members.getByRole('button', { name: bob.name, exact: true }).click()
    await person.getByRole('button', { name: 'حظر من الغرفة' }).click()
    await expectFocus(anna, 'الحظر لمدة')
    await person.getByRole('combobox', { name: 'الحظر لمدة' }).selectOption('أسبوع')
    await expectGood(page, 'for how long somebody is banned')
    await person.getByRole('textbox').fill('loud')
    await page.keyboard.press('Enter')
    await bob.page
      .getByRole('alert')
      .filter({ hasText: `banned from “${name}”` })
      .waitFor()
    await members.getByText('loud').waitFor()
    await members.getByText(/^حتى /).waitFor()
    await expectGood(page, 'the members of a room')
    await members.getByRole('button', { name: `رفع الحظر عن ${bob.name}` }).click()
    await expectFocus(anna, `أعضاء «${name}»`)
  })

  test('on a phone, one who writes to somebody alone sees what they write, and not the people', async ({
    browser,
    parlor,
  }) => {
    const anna = await aMember(browser, parlor, 'anna', phone)
    const bob = await aMember(browser, parlor, 'bob')
    const address = await makePrivate(anna, aName('Committee'))
    await bringIn(anna, address, bob)
    await bob.enter(address)
    await anna.enter(address)
    await anna.page.locator('[aria-controls=people]').click()
    await anna.button(bob.name).click()
    await anna.button(`Write to ${bob.name}`).click()
    await roomCalled(anna, bob.name).waitFor()
    expect(await anna.page.getByRole('complementary', { name: 'People' }).count()).toBe(0)
  })

  test('a room of two is called by the other’s name on either side', async ({ anna, bob }) => {
    const address = await anna.makeRoom(aName('Tea'))
    await bob.enter(address)
    await anna.enter(address)
    const people = anna.page.getByRole('complementary', { name: 'People' })
    await people.getByRole('button', { name: bob.name, exact: true }).click()
    await anna.button(`Write to ${bob.name}`).click()
    // The dialog that the button stands in has that name for a heading, too.
    await roomCalled(anna, bob.name).waitFor()
    await anna.say('just us')
    expect(await anna.button('Invite people').count(), 'nobody comes into it').toBe(0)
    await bob.openList()
    const dots = bob.page.locator('.avatar[data-here=true]')
    // In the rail, and on the list.
    await expect.poll(() => dots.count()).toBe(2)
    const inRail = bob.page
      .getByRole('navigation', { name: 'Your rooms' })
      .getByRole('link', { name: `${anna.name}, 1 unread`, exact: true })
    expect(await inRail.getAttribute('aria-description')).toBe('Here')
    await expectGood(bob.page, 'a list with somebody who is here')
    await bob.enter(address)
    await anna.openList()
    await anna.page.request.delete('/api/me/room')
    await expect.poll(() => dots.count()).toBe(0)
    await inRail.click()
    await roomCalled(bob, anna.name).waitFor()
    await bob.waitForMessages(['just us'])
  })
})
