import { describe, expect, onTestFinished } from 'vitest'
import { aName, aParlorWith, aPerson } from '../support/examples.ts'
import { aPushService } from '../support/push-service.ts'
import { annaElsewhere, away } from './away.ts'
import { aMember, aNewcomer } from './browser.ts'
import { test } from './one-page.ts'
import { Visitor } from './visitor.ts'

describe('a message in a room that nobody looks at', () => {
  test('is in the rail and the title of every window, and gone everywhere once it was read in one', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, tea, books, inRail } = await annaElsewhere(browser, parlor)
    await inRail(books).waitFor()
    await inRail(tea.name).waitFor()
    await anna.page.context().addInitScript(`
      navigator.setAppBadge = async (count) => { globalThis.onIcon = count }
      navigator.clearAppBadge = async () => { globalThis.onIcon = 0 }`)
    const list = await anna.anotherWindow('/rooms')
    const onIcon = () => list.page.evaluate('onIcon')
    await bob.post(tea, 'one')
    await bob.post(tea, 'two')
    await inRail(`${tea.name}, 2 unread`).waitFor()
    await expect.poll(() => anna.page.title()).toMatch(/^\(2\) Books/)
    await expect.poll(() => list.page.title()).toMatch(/^\(2\) Rooms/)
    expect(await onIcon(), 'on the icon of the installed app').toBe(2)
    await bob.post(tea, `three, @${anna.name}`)
    await inRail(`${tea.name}, mentioned`).waitFor()
    const row = list.page.getByRole('main').getByRole('listitem').filter({ hasText: tea.name })
    await row.getByText('3 unread').waitFor()
    const drawn = anna.page.locator('.rail-room', { hasText: tea.name }).locator('.rail-count')
    expect(await drawn.getAttribute('data-count'), 'one mention, whatever else is new').toBe('@')
    await row.getByText(`${bob.name}: three, @${anna.name}`).waitFor()

    await inRail(`${tea.name}, mentioned`).click()
    await anna.articles().filter({ hasText: 'three' }).waitFor()
    await inRail(tea.name).waitFor()
    await expect.poll(() => list.page.title()).toMatch(/^Rooms/)
    await row.getByText('3 unread').waitFor({ state: 'detached' })
    await expect.poll(onIcon).toBe(0)
  })

  test('comes with the one poll a second that there is, and is not asked for besides', async ({
    anna,
    parlor,
  }) => {
    const { bob, tea, inRail } = await away(anna, parlor)
    await inRail(tea.name).waitFor()
    // The first of them says what there was before.
    for (const _ of [1, 2]) await anna.page.waitForResponse(/changes/)
    const asked: string[] = []
    anna.page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await bob.post(tea, 'hello')
    await inRail(`${tea.name}, 1 unread`).waitFor()
    expect(asked.filter((path) => path.endsWith('/me/news'))).toEqual([])
    expect(asked.some((path) => path.endsWith('/changes'))).toBe(true)
  })
})

test('three people with a window and a phone each hear of a room that nobody looks at, and one of them no more who read it', async ({
  browser,
}) => {
  const service = await aPushService(onTestFinished)
  const parlor = await aParlorWith(service.internet)
  const bob = await aPerson(parlor, 'bob')
  const tea = await bob.createRoom(aName('Tea'))
  await bob.join(tea)
  const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }
  const people = await Promise.all(
    ['anna', 'cleo', 'dana'].map(async (name) => {
      const desk = await aMember(browser, parlor, name)
      await desk.page.request.put('/api/me/room', { data: { roomId: tea.id } })
      await desk.page.request.delete('/api/me/room')
      const device = service.aBrowser()
      await desk.page.request.put('/api/me/push', { data: device.subscription })
      await desk.openList()
      const other = await aNewcomer(browser, parlor, name, phone)
      const pocket = new Visitor(other.page, desk.name, desk.password)
      await pocket.logIn()
      const link = (label: string) =>
        desk.page
          .getByRole('navigation', { name: 'Your rooms' })
          .getByRole('link', { name: label, exact: true })
      return { desk, pocket, device, link }
    }),
  )
  const pushes = async () => {
    await parlor.pass(0)
    return service.news().map(({ path, notice }) => [path, notice.count])
  }
  expect(await pushes()).toEqual([])
  await bob.post(tea, 'Tea is ready')
  for (const { desk, pocket, link } of people) {
    await link(`${tea.name}, 1 unread`).waitFor()
    for (const { page } of [desk, pocket]) await expect.poll(() => page.title()).toMatch(/^\(1\) /)
  }
  const told: unknown[] = []
  await expect
    .poll(async () => told.push(...(await pushes())) && told)
    .toEqual(expect.arrayContaining(people.map(({ device }) => [device.path, 1])))

  const [reader, ...others] = people
  if (!reader) throw new Error('Somebody reads it.')
  await reader.pocket.joining(tea.name).tap()
  await reader.pocket.articles().filter({ hasText: 'Tea is ready' }).waitFor()
  await reader.link(tea.name).waitFor()
  await expect.poll(() => reader.desk.page.title()).toMatch(/^Rooms/)
  await expect.poll(() => reader.pocket.page.title()).toMatch(new RegExp(`^${tea.name}`))
  const over: unknown[] = []
  await expect
    .poll(async () => over.push(...(await pushes())) && over)
    .toEqual([[reader.device.path, 0]])
  for (const { link, desk } of others) {
    await link(`${tea.name}, 1 unread`).waitFor()
    expect(await desk.page.title()).toMatch(/^\(1\) /)
  }
})

test('the keys lead to the next room with news, to any by a part of its name, and to the last one', async ({
  browser,
  parlor,
}) => {
  const { anna, bob, tea, books, inRail } = await annaElsewhere(browser, parlor)
  await bob.post(tea, 'hello')
  await inRail(`${tea.name}, 1 unread`).waitFor()
  await anna.page.keyboard.press('Alt+ArrowDown')
  await anna.heading(tea.name).waitFor()
  const dialog = anna.page.getByRole('dialog', { name: 'Go to' })
  const field = dialog.getByRole('combobox')
  // Its code is slow to come: what is typed meanwhile is for it, and Enter sends nothing of it.
  const typed = Promise.withResolvers<void>()
  await anna.page.route('**/assets/go-to-*', async (route) => {
    await typed.promise
    await route.continue()
  })
  await anna.composer().focus()
  await anna.page.keyboard.press('Control+k')
  await anna.page.keyboard.type(books.slice(2, 9).toUpperCase())
  await anna.page.keyboard.press('Enter')
  typed.resolve()
  await anna.heading(books).waitFor()
  await anna.composer().waitFor()
  expect((await bob.history(tea)).messages.map(({ body }) => body)).toEqual(['hello'])
  for (const has of ['no room with him yet', 'one']) {
    await anna.page.keyboard.press('Control+k')
    await field.fill(bob.name)
    const option = dialog.getByRole('option').filter({ hasText: bob.name })
    const isNew =
      has === 'one' ? { hasNotText: 'New conversation' } : { hasText: 'New conversation' }
    await option.filter(isNew).click()
    await anna.heading(bob.name).waitFor()
    await anna.page.getByRole('link', { name: books, exact: true }).click()
    await anna.heading(books).waitFor()
  }
  await anna.page.getByRole('link', { name: 'All rooms' }).click()
  await anna.heading('Rooms').waitFor()
  await anna.page.keyboard.press('/')
  await anna.heading(books).waitFor()
  // Shortcuts of the installed app.
  await anna.enter('/last/2')
  await anna.heading(bob.name).waitFor()
  await anna.enter('/last/2')
  await anna.heading(books).waitFor()
  await anna.enter('/last')
  await anna.heading(books).waitFor()
  await anna.page.goto('/last/9')
  await anna.heading('Rooms').waitFor()
})

test('what is for one is on a page of its own, leads to its place, and is all marked as read there', async ({
  browser,
  parlor,
}) => {
  const { anna, bob, tea, rail, inRail } = await annaElsewhere(browser, parlor)
  await bob.post(tea, `the first, @${anna.name}`)
  const place = await bob.post(tea, 'in between')
  await bob.post(tea, `the last, @${anna.name}`)
  await inRail(`${tea.name}, mentioned`).waitFor()
  await rail.getByRole('link', { name: 'For you' }).click()
  await anna.heading('For you').waitFor()
  const items = anna.page.getByRole('main').getByRole('article')
  await items.filter({ hasText: 'the last' }).getByText('new', { exact: true }).waitFor()
  expect(await items.count()).toBe(2)
  await bob.post(tea, `meanwhile, @${anna.name}`)
  await items.filter({ hasText: 'meanwhile' }).waitFor()
  await anna.page.request.put('/api/me/room', { data: { roomId: tea.id } })
  const data = { body: 'Who comes?', key: crypto.randomUUID() }
  const reply = await anna.page.request.post(`/api/rooms/${tea.id}/messages`, { data })
  const { message: asked } = await reply.json()
  const asks: string[] = []
  anna.page.on('request', (request) => asks.push(`${request.method()} ${request.url()}`))
  await anna.page.evaluate('document.hasFocus = () => false')
  await bob.reply(tea, asked, 'I do')
  await items.filter({ hasText: 'I do' }).waitFor()
  expect(asks.join(), 'behind another window').not.toMatch(/PUT \S+for-you/)
  await bob.react(tea, asked, '🎉')
  await anna.page.evaluate('delete document.hasFocus; dispatchEvent(new Event("focus"))')
  await items.filter({ hasText: '🎉' }).waitFor()
  await anna.button('Mark all as read').click()
  await inRail(tea.name).waitFor()
  await expect.poll(() => anna.page.title()).toMatch(/^For you/)
  await items.filter({ hasText: 'the first' }).getByRole('link').click()
  await anna.heading(tea.name).waitFor()
  expect(new URL(anna.page.url()).search).toBe('?at=1')
  await anna.articles().filter({ hasText: place.body }).waitFor()
  await anna.page.goBack()
  await items.filter({ hasText: 'the last' }).waitFor()
  await bob.deleteRoom(tea)
  await anna.page.reload()
  await anna.page.getByText('Nothing yet').waitFor()
})

test('what one has read can be marked as unread from a message on', async ({ anna, parlor }) => {
  const { bob, tea, inRail } = await away(anna, parlor)
  for (const text of ['«one»', '«two»', '«three»']) await bob.post(tea, text)
  await inRail(`${tea.name}, 3 unread`).click()
  const two = anna.articles().filter({ hasText: '«two»' })
  await two.hover()
  await inRail(tea.name).waitFor()
  await two.getByRole('button', { name: 'More actions' }).click()
  const mark = anna.page.getByRole('menuitem', { name: 'Mark unread from here' })
  await anna.page.route('**/read', (route) => {
    const isBack = route.request().postData()?.includes('back')
    return isBack ? route.abort() : route.continue()
  })
  await mark.click()
  await anna.page.getByRole('dialog').getByRole('alert').waitFor()
  await anna.page.unroute('**/read')
  await mark.click()
  await anna.heading('Rooms').waitFor()
  await inRail(`${tea.name}, 2 unread`).waitFor()
})

test('what one wants to hear of a room is chosen in its menu, and nothing more is heard of it', async ({
  anna,
  parlor,
}) => {
  const { bob, tea, rail, inRail } = await away(anna, parlor)
  await anna.page.getByRole('link', { name: 'All rooms' }).click()
  await anna.openMenuOf(tea.name)
  const menu = anna.page.getByRole('dialog', { name: `Options for ${tea.name}` })
  const level = (name: string) => menu.getByRole('button', { name, exact: true })
  expect(await level('Everything').getAttribute('aria-pressed')).toBe('true')
  await anna.page.route('**/api/me/rooms/*', (route) => route.abort())
  await level('Nothing').click()
  await menu.getByRole('alert').waitFor()
  expect(await menu.getByRole('alert').textContent()).toContain('server cannot be reached')
  await anna.page.unroute('**/api/me/rooms/*')
  await level('Nothing').click()
  await menu.waitFor({ state: 'detached' })
  await bob.post(tea, 'hello')
  const row = anna.page.getByRole('main').getByRole('listitem').filter({ hasText: tea.name })
  await row.getByText('hello').waitFor()
  await inRail(tea.name).waitFor()
  expect(await rail.getByRole('link', { name: /unread/ }).count()).toBe(0)
  expect(await anna.page.title()).toMatch(/^Rooms/)
  await anna.openMenuOf(tea.name)
  await level('Mentions').click()
  await bob.post(tea, `come, @${anna.name}`)
  // Whoever has no rail, as on a phone, sees at the list that they are meant.
  const badge = row.getByText('1 unread')
  await badge.waitFor()
  expect(await badge.getAttribute('data-mentioned')).toBe('true')
})

test('what another app shares is a draft in the room that one chooses, also if one logs in first', async ({
  browser,
  parlor,
}) => {
  const anna = await aMember(browser, parlor, 'anna', { serviceWorkers: 'allow' })
  const { page } = anna
  const tea = aName('Tea')
  await anna.makeRoom(tea)
  await anna.openList()
  await expect.poll(() => page.evaluate('navigator.serviceWorker.controller !== null')).toBe(true)
  await anna.logOut()
  const manifest = await page.request.get('/manifest.webmanifest')
  // As the system sends it.
  const { share_target: target } = await manifest.json()
  await page.evaluate(`{
    const { action, method, enctype, params } = ${JSON.stringify(target)}
    const form = Object.assign(document.createElement('form'), { action, method, enctype })
    const shared = { title: 'On tea', text: 'On tea & Über', url: 'https://tea.example/?a=1&b=2' }
    for (const [what, value] of Object.entries(shared)) {
      form.append(Object.assign(document.createElement('textarea'), { name: params[what], value }))
    }
    document.body.append(form)
    form.submit()
  }`)
  await page.waitForURL('**/share#*')
  await anna.submit('Log in', anna.name, anna.password)
  await anna.heading('Share').waitFor()
  await page.getByRole('textbox', { name: 'Find a room' }).fill(tea.slice(1).toUpperCase())
  await anna.button(tea).click()
  await anna.heading(tea).waitFor()
  const draft = 'On tea & Über\nhttps://tea.example/?a=1&b=2'
  await expect.poll(() => anna.composer().inputValue()).toBe(draft)
  expect(await anna.articles().count()).toBe(0)
})
