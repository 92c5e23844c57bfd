import { expect } from 'vitest'
import type { AuditPage } from '../../src/protocol/audit.ts'
import { aParlor, aPerson } from '../support/examples.ts'
import { aMember, aNewcomer, test } from './browser.ts'

async function menuOf(visitor: Awaited<ReturnType<typeof aMember>>, text: string) {
  const article = visitor.articles().filter({ hasText: text })
  await article.hover()
  const bar = article.getByRole('toolbar', { name: 'Message actions' })
  await bar.getByRole('button', { name: 'More actions', exact: true }).click()
  return visitor.page.getByRole('menu')
}

test('a report reaches an admin on a phone, who deletes, bans and finds it all written down', async ({
  browser,
}) => {
  const parlor = await aParlor()
  const admin = await aMember(browser, parlor, 'owner', { viewport: { width: 360, height: 740 } })
  const rude = await aPerson(parlor, 'rude')
  const room = await rude.createRoom('Tea')
  await rude.join(room)
  await rude.post(room, '«before»')
  await rude.post(room, '«something rude»')
  const anna = await aMember(browser, parlor)
  await anna.enter(`/rooms/${room.id}`)
  const menu = await menuOf(anna, '«something rude»')
  await menu.getByRole('menuitem', { name: 'Report', exact: true }).click()
  const dialog = anna.page.getByRole('dialog', { name: 'Report this message' })
  const reason = dialog.getByRole('textbox', { name: 'What is wrong with it?' })
  await dialog.getByRole('button', { name: 'Report', exact: true }).click()
  await dialog.getByText('Please fill this in.').waitFor()
  await reason.fill('He shouts at people.')
  await anna.page.keyboard.press('Enter')
  await dialog.getByText('Thank you. They will look at it.').waitFor()
  await anna.page.keyboard.press('Escape')

  await admin.page.goto('/admin/reports')
  const report = admin.page.getByRole('article')
  await report.getByText('He shouts at people.').waitFor()
  await report.getByText('«before»').waitFor()
  await report.getByRole('button', { name: 'Delete message', exact: true }).click()
  await anna.articles().filter({ hasText: '«something rude»' }).waitFor({ state: 'detached' })
  await report.getByRole('button', { name: 'Dealt with', exact: true }).click()
  await admin.page.getByText('Nothing here.').waitFor()
  const keyboard = admin.page.locator(':focus')
  expect(await keyboard.textContent(), 'the keyboard').toBe('Looking after this Parlor')

  await admin.page.getByRole('link', { name: 'People', exact: true }).click()
  await admin.page.getByRole('textbox', { name: 'Find people' }).fill(rude.name.toUpperCase())
  await expect.poll(() => admin.page.locator('.entries li').count()).toBe(1)
  await admin.button(`Options for \u2068${rude.name}\u2069`).click()
  const options = admin.page.getByRole('dialog', { name: rude.name })
  await options.getByRole('textbox', { name: 'Reason, told to them' }).fill('Shouting.')
  await options.getByRole('button', { name: 'Ban', exact: true }).click()
  await options.getByRole('button', { name: 'Let in again', exact: true }).waitFor()
  await expect.poll(() => keyboard.textContent()).toBe('Let in again')
  await admin.page.keyboard.press('Escape')
  const wide = await admin.page.evaluate<number>('document.documentElement.scrollWidth')
  expect(wide, 'nothing stands out of a phone').toBeLessThanOrEqual(360)
  expect((await rude.send('GET', '/api/session')).status).toBe(401)
  // Who knows the password is told for how long, and why, in words of their own.
  const again = await aNewcomer(browser, parlor, 'rude', { locale: 'de' })
  await again.page.goto('/')
  const logIn = again.page.getByRole('form', { name: 'Anmelden' })
  await logIn.getByRole('textbox', { name: 'Benutzername' }).fill(rude.name)
  await logIn.getByLabel('Passwort').fill(rude.password)
  await again.page.keyboard.press('Enter')
  await logIn.getByText(/^Du wurdest bis .* ausgeschlossen\. \u2068Shouting\.\u2069$/).waitFor()

  await admin.page.getByRole('link', { name: 'Audit log', exact: true }).click()
  for (const line of [
    `${admin.name} banned ${rude.name}`,
    new RegExp(`${admin.name} handled a report about ${rude.name}.*Dealt with`),
    `${admin.name} deleted a message of ${rude.name}`,
  ]) {
    await admin.page.getByRole('listitem').filter({ hasText: line }).waitFor()
  }
  // Whoever has no say finds no page.
  await anna.page.goto('/admin/people')
  await anna.page.getByText('This page is for those who look after this Parlor.').waitFor()
})

test('who looks after it all does so in any open room: from what was said to its author, by keyboard', async ({
  browser,
}) => {
  const parlor = await aParlor()
  const admin = await aMember(browser, parlor, 'owner')
  const anna = await aPerson(parlor, 'anna')
  const rude = await aPerson(parlor, 'rude')
  const room = await anna.createRoom('Tea')
  await rude.join(room)
  await rude.post(room, '«before»')
  await rude.post(room, '«something rude»')
  await rude.post(room, '«names a stranger»')
  await admin.enter(`/rooms/${room.id}`)
  const { page } = admin
  const person = page.getByRole('dialog', { name: rude.name })
  const openAuthor = async () => {
    const menu = await menuOf(admin, '«something rude»')
    await menu.getByRole('menuitem', { name: 'Delete message' }).waitFor()
    await menu.getByRole('menuitem', { name: 'About the author' }).press('Enter')
  }
  const why = { name: 'Reason (admins can read it)' }
  await (await menuOf(admin, '«names a stranger»'))
    .getByRole('menuitem', { name: 'Delete message' })
    .press('Enter')
  const question = page.getByRole('dialog', { name: 'Delete this message?' })
  await expect.poll(() => page.locator(':focus').textContent()).toBe('Cancel')
  await question.getByRole('textbox', why).fill('Names a stranger.')
  await page.keyboard.press('Enter')
  await expect.poll(() => admin.articles().filter({ hasText: 'stranger»' }).count()).toBe(0)

  await openAuthor()
  expect(await person.getByRole('button', { name: 'Make moderator' }).count()).toBe(0)
  await person.getByRole('button', { name: 'Mute in this room' }).press('Enter')
  await expect.poll(() => page.locator(':focus').ariaSnapshot()).toContain('combobox "Mute for"')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Tab')
  await page.keyboard.type('Too loud.')
  await page.keyboard.press('Enter')
  await person.waitFor({ state: 'detached' })
  const refused = await rude.sendPost(room, 'but why?')
  const { until } = refused.body as { until: string }
  expect(Date.parse(until) - Date.now(), 'a day').toBeGreaterThan(23 * 60 * 60 * 1000)

  await openAuthor()
  await person.getByRole('button', { name: 'Remove from room' }).press('Enter')
  const focused = page.locator(':focus')
  await expect.poll(() => focused.ariaSnapshot()).toContain(`textbox "${why.name}"`)
  await page.keyboard.type('Asked to go.')
  await page.keyboard.press('Enter')
  await person.waitFor({ state: 'detached' })
  await rude.join(room)

  await openAuthor()
  await person.getByRole('button', { name: 'Let write again' }).waitFor()
  await person.getByRole('button', { name: 'Delete what they wrote here' }).press('Enter')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await person.getByText('2 messages were deleted.').waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => admin.articles().filter({ hasText: 'rude»' }).count()).toBe(0)
  const log: AuditPage = await (await page.request.get('/api/audit')).json()
  const reasons = log.entries.filter((each) => each.room?.id === room.id)
  expect(reasons.map(({ act, reason }) => [act, reason])).toEqual([
    ['messages_deleted', null],
    ['member_removed', 'Asked to go.'],
    ['member_muted', 'Too loud.'],
    ['message_deleted', 'Names a stranger.'],
  ])

  // Of what is set there, an admin says what it is about.
  await admin.button('Room settings').press('Enter')
  const settings = page.getByRole('dialog', { name: 'Room settings' })
  await settings.waitFor()
  expect(await settings.getByRole('textbox').count()).toBe(1)
  expect(await settings.getByRole('button', { name: 'Reports' }).count()).toBe(0)
  await settings.getByRole('textbox', { name: 'Topic' }).fill('Tea, and nothing else')
  await page.keyboard.press('Enter')
  await page.getByText('Tea, and nothing else', { exact: true }).waitFor()
  await page.goto('/admin/audit')
  for (const line of [
    `${admin.name} changed a room in “\u2068Tea\u2069”`,
    `${admin.name} deleted messages of ${rude.name}`,
    `${admin.name} muted in a room ${rude.name}`,
  ]) {
    await page.getByRole('listitem').filter({ hasText: line }).waitFor()
  }
})

test('somebody who is blocked is folded, until it is undone; and an account goes for good', async ({
  browser,
  parlor,
}) => {
  await aPerson(parlor, 'owner')
  const bob = await aPerson(parlor, 'bob')
  const room = await bob.createRoom(`Tea ${bob.name}`)
  await bob.join(room)
  const { id } = await bob.post(room, '«a long story»')
  const anna = await aMember(browser, parlor)
  await anna.enter(`/rooms/${room.id}`)
  const menu = await menuOf(anna, '«a long story»')
  await menu.getByRole('menuitem', { name: 'Block the author', exact: true }).click()
  await anna.page.getByText('You have blocked the person who wrote this.').waitFor()
  await anna.waitForMessages([bob.name])
  await bob.send('PUT', `/api/rooms/${room.id}/typing`, { on: true })
  await bob.send('PATCH', `/api/rooms/${room.id}/messages/${id}`, { body: '«a longer story»' })
  await anna.page.getByText('edited', { exact: true }).waitFor()
  expect(await anna.page.getByText(/is typing/).count(), 'that they write').toBe(0)
  expect(await anna.page.getByText('«a longer story»').count(), 'read out').toBe(0)
  await anna.page.reload()
  await anna.button('Show it').click()
  await anna.waitForMessages(['«a longer story»'])
  await parlor.indexed()
  await anna.button('Search').click()
  await anna.page.getByRole('searchbox', { name: 'Search messages' }).fill('longer story')
  const hit = anna.page.getByRole('region', { name: 'Search results' }).getByRole('article')
  await hit.getByText('You have blocked the person who wrote this.').waitFor()
  expect(await hit.getByText('«a longer story»').count()).toBe(0)
  await hit.getByRole('button', { name: 'Show it', exact: true }).click()
  await hit.getByText('«a longer story»').waitFor()
  await anna.page.keyboard.press('Escape')
  await anna.leave()
  const row = anna.page.getByRole('listitem').filter({ hasText: room.name })
  await row.getByText('You have blocked the person who wrote this.').waitFor()

  await anna.openPreferences()
  await anna.button(`Unblock \u2068${bob.name}\u2069`).click()
  await anna.button(`Unblock \u2068${bob.name}\u2069`).waitFor({ state: 'detached' })
  const saved = anna.page.waitForEvent('download')
  await anna.page.getByRole('link', { name: 'Save all that is kept of you' }).click()
  expect((await saved).suggestedFilename()).toBe('parlor-export.zip')
  await anna.button('Delete account').click()
  const dialog = anna.page.getByRole('dialog', { name: 'Delete your account?' })
  const password = dialog.getByLabel('Your password')
  await password.fill('not the one')
  await anna.page.keyboard.press('Enter')
  await dialog.getByText('That is not your password.').waitFor()
  await password.fill(anna.password)
  await anna.page.keyboard.press('Enter')
  await anna.button('Create account').waitFor()
  await anna.submit('Log in', anna.name, anna.password)
  await anna.page.getByText('That username and password do not match.').waitFor()
})
