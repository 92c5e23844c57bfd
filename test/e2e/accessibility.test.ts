import { describe, expect } from 'vitest'
import { aName, aParlor, aPerson, aRoom } from '../support/examples.ts'
import {
  enterANewRoom,
  expectGood,
  openIn,
  openPreferences,
  post,
  testOfFrames,
} from './accessibility.ts'
import { aMember, aNewcomer } from './browser.ts'

const marks = '\u0315\u031b\u0340\u0341\u0358\u0321\u0322\u0327\u0328\u0334'

/** What people send to see what breaks. */
const hostile = [
  '<img src=x onerror=alert(1)><script>alert(2)</script>',
  'wordwithoutend'.repeat(40),
  'مرحبا بكم جميعا (hello!) שלום לכולם',
  Array.from('combining', (letter) => letter + marks.repeat(6)).join(''),
  '👩‍👩‍👧‍👦🏳️‍🌈🫶🏽',
  `https://example.org/${'a-very-long-path/'.repeat(20)}`,
  Array.from({ length: 60 }, (_, line) => `Line ${line + 1} of a wall.`).join('\n'),
]

const inLanguage = { 'en-GB': testOfFrames(), ar: testOfFrames() }

// In English wide and light, in Arabic mirrored, at 320 pixels and dark: see `expectGood`.
describe.for(['en-GB', 'ar'] as const)('everyone can use, and sees all of, in %s:', (locale) => {
  const test = inLanguage[locale]

  test('the welcome page, also with a refusal and after a link', async ({ browser, parlor }) => {
    const { page } = await aNewcomer(browser, parlor, 'anna', { locale })
    await page.goto('/')
    await page.locator('form').first().waitFor()
    await expectGood(page, 'the welcome page')
    const form = page.locator('form').first()
    await form.locator('[name=username]').fill('nobody')
    await form.locator('[name=password]').fill('not a password of anyone')
    await form.getByRole('button').click()
    await page.locator('[aria-invalid=true]').waitFor()
    await expectGood(page, 'the welcome page with a refusal')
    await page.goto('/rooms/some-room')
    await page.locator('.notice').waitFor()
    await expectGood(page, 'the welcome page after a link')
  })

  test('the list of rooms: none, several, the question before deleting, the notice after; invitations, what one can end, and the pages of those who look after it all', async ({
    browser,
  }) => {
    const parlor = await aParlor()
    const anna = await aMember(browser, parlor)
    const { page } = anna
    await openIn(anna, '/rooms', locale)
    await page.locator('.empty').waitFor()
    await page.locator('.registration button').waitFor()
    await expectGood(page, 'the empty list of rooms, with the question to whoever came first')
    for (const name of ['Tea', 'Averyverylongname שלום'.repeat(4).slice(0, 60), 'مطبخ']) {
      await page.request.post('/api/rooms', { data: { name } })
    }
    await expect.poll(() => page.locator('.room-row').count()).toBe(3)
    await expectGood(page, 'the list of rooms')
    await page.locator('.room-row button').first().click()
    await page.locator('dialog.menu[open]').waitFor()
    await expectGood(page, 'the menu of a room')
    await page.locator('dialog.menu .dangerous').click()
    await page.locator('dialog[open] .actions').waitFor()
    await expectGood(page, 'the question before deleting')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.locator('dialog [role=option]').first().waitFor()
    await expectGood(page, 'the way to another room')
    await page.keyboard.press('Escape')
    const { rooms } = await (await page.request.get('/api/rooms')).json()
    await openIn(anna, `/rooms/${rooms[0].id}`, locale)
    await page.locator('textarea').waitFor()
    await page.request.delete(`/api/rooms/${rooms[0].id}`)
    await page.locator('.notice[role=alert]').waitFor()
    await expectGood(page, 'the list with the notice of a deletion')

    const bob = await aPerson(parlor, 'bob')
    const room = await bob.createRoom(aName('Averyverylongname'))
    await bob.join(room)
    const message = await bob.post(room, 'wordwithoutend'.repeat(20))
    await openIn(anna, `/rooms/${room.id}`, locale)
    await page.locator('textarea').waitFor()
    const reports = `/api/rooms/${room.id}/messages/${message.id}/reports`
    await page.request.post(reports, { data: { reason: 'wordwithoutend'.repeat(20) } })
    await page.locator('button.invite').click()
    await page.locator('.qr-code').waitFor()
    await expectGood(page, 'the way to invite people')
    const link = await page.locator('dialog input').first().inputValue()
    await page.keyboard.press('Escape')

    const guest = await aNewcomer(browser, parlor, 'cleo', { locale })
    await openIn(guest, new URL(link).pathname, locale)
    await guest.page.locator('form').first().waitFor()
    await expectGood(guest.page, 'the page of an invitation')
    await page.request.patch('/api/instance', { data: { welcome: 'wordwithoutend'.repeat(20) } })
    for (const part of ['settings', 'reports']) {
      await openIn(anna, `/admin/${part}`, locale)
      await page.locator('.admin .card, .admin .entries').first().waitFor()
      await expectGood(page, `the admins’ page of ${part}`)
    }
    await openIn(anna, '/admin/people', locale)
    await page.locator('.entries button').last().click()
    await page.locator('dialog select').first().waitFor()
    await expectGood(page, 'what can be done about somebody')
    await page.keyboard.press('Escape')
    await openPreferences(page)
    await page.locator('.own-data .danger').click()
    await page.locator('dialog [type=password][name=password]').last().waitFor()
    await expectGood(page, 'the question before an account is deleted')
  })

  test('a room: empty, busy, with people, hostile text, emoji to choose from, too long a message', async ({
    anna,
  }) => {
    const { page } = anna
    await enterANewRoom(anna, locale)
    await expectGood(page, 'an empty room')
    for (const body of ['hello', 'and a second line', ...hostile]) await post(anna, body)
    await expect.poll(() => page.getByRole('article').count()).toBe(2 + hostile.length)
    await expectGood(page, 'a room with hostile messages')
    await page.locator('[aria-controls=people]').click()
    await expectGood(page, 'a room with its people put away, or shown')
    await page.locator('[aria-controls=people]').click()
    await page.locator('textarea').pressSequentially('A cup of :tea')
    await page.getByRole('option').first().waitFor()
    await expectGood(page, 'a room with emoji to choose from')
    await page.locator('textarea').fill('Not a short one. '.repeat(240))
    await page.locator('.count[data-over=true]').waitFor()
    await expectGood(page, 'a room with too long a message')
  })

  test('what can be done with a message: toolbar, menu, question, field, refusal, versions', async ({
    anna,
  }) => {
    const { page } = anna
    await enterANewRoom(anna, locale)
    for (const body of ['a first one', 'a message']) await post(anna, body)
    const mine = page.getByRole('article').last()
    const bar = mine.getByRole('toolbar')
    const point = async () => {
      await mine.hover()
      await bar.waitFor()
    }
    await point()
    await expectGood(page, 'a message with its toolbar')
    await point()
    await bar.getByRole('button').last().click()
    await page.getByRole('menuitem').first().waitFor()
    await expectGood(page, 'the menu of a message')
    await page.getByRole('menuitem').last().click()
    await page.locator('dialog .danger').waitFor()
    await expectGood(page, 'the question before a message is deleted')
    await page.keyboard.press('Escape')
    await point()
    await bar.getByRole('button', { name: /^(Edit|تعديل)$/ }).click()
    await page.locator('.edit-field textarea').fill('Not a short one. '.repeat(240))
    await page.locator('.edit-field [data-over=true]').waitFor()
    await expectGood(page, 'a message that is edited, too long')
    await page.route('**/messages/*', (route) =>
      route.fulfill({
        status: 409,
        json: { code: 'message_changed', title: 'Changed.', status: 409 },
      }),
    )
    await page.locator('.edit-field textarea').fill('another text')
    await page.keyboard.press('Enter')
    await page.locator('.amendment[data-state=refused]').waitFor()
    await expectGood(page, 'an edit that was refused')
    await page.unroute('**/messages/*')
    await page.locator('.amendment button').first().click()
    await page.keyboard.press('Enter')
    await page.locator('button.edited').click()
    await page.locator('.versions li').first().waitFor()
    await expectGood(page, 'the versions of a message')
    await page.keyboard.press('Escape')
  })

  test('a formatted message, and the choice of an emoji', async ({ anna, parlor }) => {
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoom(bob)
    const code = '```ts\n// so\nconst a: A = new B("b", 1)\n```\n```diff\n-a\n+b\n```'
    await bob.post(room, `**a** ~~b~~ \`c\`\n> d *e*\n- f\n  - g\n${code}`)
    const { page } = anna
    await openIn(anna, `/rooms/${room.id}`, locale)
    await page.locator('.code-removed').waitFor()
    await expectGood(page, 'a formatted message')
    await page.locator('.composer [aria-haspopup=dialog]').click()
    await page.locator('.emoji-tabs button').nth(3).click()
    await page.locator('.emoji-grid button').nth(30).waitFor()
    await expectGood(page, 'the choice of an emoji')
    await page.keyboard.press('Escape')
  })

  test('the search, with what it offers and what it found', async ({ anna, parlor }) => {
    const bob = await aPerson(parlor, 'bob')
    const room = await aRoom(bob)
    const word = aName('word')
    for (const body of ['before', `a ${word} that is found`, 'after']) await bob.post(room, body)
    await parlor.indexed()
    const { page } = anna
    await openIn(anna, '/rooms', locale)
    await page.locator('.site-header nav button').first().click()
    await page.locator('.search-choices').waitFor()
    await expectGood(page, 'the search, empty')
    await page.locator('dialog [type=search]').fill(word)
    await page.locator('.hit').waitFor()
    await expectGood(page, 'the search, with a hit')
    await page.keyboard.press('Escape')
  })

  test('preferences, the sheet of keys, a room and a page that there are not', async ({ anna }) => {
    const { page } = anna
    await openIn(anna, '/rooms', locale)
    await page.locator('nav.account button[title]').last().click()
    await page.locator('dialog.menu[open]').waitFor()
    await expectGood(page, 'the account’s menu')
    await page.keyboard.press('Escape')
    await openPreferences(page)
    await page.locator('dialog fieldset').first().waitFor()
    await expectGood(page, 'the preferences')
    await page.locator('dialog .actions button').first().click()
    await page.locator('dialog kbd').first().waitFor()
    await expectGood(page, 'the sheet of keys')
    await page.keyboard.press('Escape')
    await openIn(anna, '/no/such/page', locale)
    await page.locator('main .button').waitFor()
    await expectGood(page, 'a page that there is not')
    const heading = page.locator('h1')
    const ofNoPage = (await heading.textContent()) ?? ''
    await openIn(anna, '/rooms/no-such-room', locale)
    await heading.filter({ hasNotText: ofNoPage }).waitFor()
    await page.locator('main .button').waitFor()
    await expectGood(page, 'a room that there is not')
  })

  test('a room without a line, one with a refused message, and one that was left elsewhere', async ({
    anna,
  }) => {
    const { page } = anna
    await enterANewRoom(anna, locale)
    await post(anna, 'hello')
    await page.context().setOffline(true)
    await page.locator('textarea').fill('unsent')
    await page.keyboard.press('Enter')
    await page.locator('.connection-bar:not([hidden])').waitFor()
    await expectGood(page, 'a room without a line')

    await page.route('**/messages', (route) =>
      route.fulfill({ status: 413, json: { code: 'too_large', title: 'Too large.', status: 413 } }),
    )
    await page.context().setOffline(false)
    await page.locator('[data-state=refused]').waitFor()
    await expectGood(page, 'a room with a refused message')
    await page.request.delete('/api/me/room')
    await page.locator('.moved').waitFor()
    await expectGood(page, 'a room that was left elsewhere')
  })
})

describe.for(['en', 'ar'] as const)('without a line to the server, in %s,', (locale) => {
  const test = inLanguage[locale === 'ar' ? 'ar' : 'en-GB']

  test('a page says so to who was never here, and the form comes with the line; and above the rooms that one saw', async ({
    browser,
    parlor,
  }) => {
    const anna = await aNewcomer(browser, parlor, 'anna', { locale, serviceWorkers: 'allow' })
    const { page, name: username, password } = anna
    await page.goto('/')
    await page.evaluate('navigator.serviceWorker.ready')
    await page.context().setOffline(true)
    await page.reload()
    await page.locator('main[aria-busy=true] h1').waitFor()
    await expectGood(page, 'the page that waits for the server')
    await page.context().setOffline(false)
    await page.locator('form').first().waitFor()

    await page.request.post('/api/accounts', { data: { username, password } })
    const room = aName('Tea')
    await anna.makeRoom(room)
    await page.goto('/rooms')
    await page.getByText(room).first().waitFor()
    await page.context().setOffline(true)
    await page.reload()
    await page.locator('.connection-bar:not([hidden])').waitFor()
    await page.getByText(room).first().waitFor()
    await expectGood(page, 'the rooms of before')
  })
})
