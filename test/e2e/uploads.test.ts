import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, onTestFinished } from 'vitest'
import { aPerson, aRoom } from '../support/examples.ts'
import { aMember, test } from './browser.ts'
import { lead } from './one-page.ts'

const aText = (name: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })

async function attachTo(page: Page, ...files: (ReturnType<typeof aText> | string)[]) {
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Attach files' }).click()
  for (const file of files) await (await chooser).setFiles(file)
}

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'parlor-attached-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

const listsOf = (page: Page): Record<'strip' | 'tray', Locator> => ({
  strip: page.getByRole('list', { name: 'Being sent' }),
  tray: page.getByRole('list', { name: 'Attached files' }),
})

test('a file that does not get on holds up nothing in another room, and can be given up', async ({
  browser,
  parlor,
}) => {
  const bob = await aPerson(parlor, 'bob')
  const [harbour, kitchen] = [await aRoom(bob), await aRoom(bob)]
  const anna = await aMember(browser, parlor, 'anna')
  const { page } = anna
  const attach = (name: string) => attachTo(page, aText(name))
  const { strip, tray } = listsOf(page)
  await anna.enter(`/rooms/${harbour.id}`)
  await anna.haveAllCode()
  await page.route('**/uploads', (route) => route.abort())
  await attach('plan.txt')
  await anna.send('the plan')
  await strip.getByText('plan.txt').waitFor()

  await lead(page, `/rooms/${kitchen.id}`)
  await anna.heading(kitchen.name).waitFor()
  await page.unroute('**/uploads')
  await anna.say('soup')
  await attach('soup.txt')
  await tray.getByText('Ready').waitFor()
  await anna.say('with a recipe')
  const { messages } = await bob.history(kitchen)
  expect(messages.map(({ body, files }) => [body, files.length])).toEqual([
    ['soup', 0],
    ['with a recipe', 1],
  ])

  await page.route('**/api/uploads/*', (route) => route.abort())
  await attach('bread.txt')
  await anna.send('bread')
  await strip.getByText('bread.txt').waitFor()
  await anna.button('Discard').click()
  await strip.waitFor({ state: 'detached' })
  await page.unroute('**/api/uploads/*')
  await anna.say('no bread')
  const bodies = (await bob.history(kitchen)).messages.map(({ body }) => body)
  expect(bodies).toEqual(['soup', 'with a recipe', 'no bread'])

  await lead(page, `/rooms/${harbour.id}`)
  await anna.articles().filter({ hasText: 'the plan' }).waitFor()
  const [plan] = (await bob.history(harbour)).messages
  expect(plan?.files.map(({ name }) => name)).toEqual(['plan.txt'])
})

test('what the browser cannot read any more is said to be so, and given up: nothing waits for it', async ({
  browser,
  parlor,
}) => {
  const bob = await aPerson(parlor, 'bob')
  const room = await aRoom(bob)
  const anna = await aMember(browser, parlor, 'anna')
  const { page } = anna
  const { strip, tray } = listsOf(page)
  const cannot = 'This cannot be read: it is a folder, or was moved or changed since.'
  await anna.enter(`/rooms/${room.id}`)
  await anna.haveAllCode()
  const folder = await aFolder()
  const path = join(folder, 'moved.txt')
  await writeFile(path, 'here')
  await page.route('**/uploads', (route) => route.abort())
  await attachTo(page, path)
  await tray.getByText('moved.txt').waitFor()
  await rm(path)
  await anna.send('it is attached')
  await page.unroute('**/uploads')
  await strip.getByText(cannot).waitFor()
  await anna.say('this goes on')
  await anna.button('Discard').click()
  await strip.waitFor({ state: 'detached' })

  const devtools = await page.context().newCDPSession(page)
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', { type, x: 300, y: 300, data })
  }
  await tray.getByRole('alert').getByText(cannot).waitFor()
  expect((await bob.history(room)).messages.map(({ body }) => body)).toEqual(['this goes on'])
})

test('what is sent as it is, and what there is no place for, is said beside its name', async ({
  browser,
  parlor,
}) => {
  const bob = await aPerson(parlor, 'bob')
  const room = await aRoom(bob)
  const { page } = await aMember(browser, parlor, 'anna')
  const { tray } = listsOf(page)
  await page.goto(`/rooms/${room.id}`)
  const path = join(await aFolder(), 'film.bin')
  await writeFile(path, '')
  await truncate(path, 27e6)
  await attachTo(page, path)
  await tray.getByText('This file is too large. A file may have 26.2 MB.').waitFor()
  await page.getByRole('button', { name: 'Remove film.bin' }).click()
  // As if the others had taken all of it.
  await page.route('**/uploads', (route) =>
    route.fulfill({ status: 413, json: { code: 'quota_exceeded', title: 'As much as may be.' } }),
  )
  await attachTo(page, aText('notes.txt'))
  await tray.getByRole('alert').getByText('All of the room that there is for files here').waitFor()
  await page.unroute('**/uploads')
  const picture = sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
  const scan = {
    name: 'scan.tiff',
    mimeType: 'image/tiff',
    buffer: await picture.tiff().toBuffer(),
  }
  await attachTo(page, scan)
  // It is read out, too.
  const ready = tray.getByRole('status')
  await ready.getByText('Sent as it is, with what the camera wrote into it').waitFor()
})

test('what is pasted anywhere in a room is attached, and words that have a picture beside them stay words', async ({
  browser,
  parlor,
}) => {
  const room = await aRoom(await aPerson(parlor, 'bob'))
  const anna = await aMember(browser, parlor, 'anna')
  const { tray } = listsOf(anna.page)
  await anna.enter(`/rooms/${room.id}`)
  const isTaken = (into: string, types: string[]) =>
    anna.page.evaluate<boolean>(`(() => {
      const data = new DataTransfer()
      for (const type of ${JSON.stringify(types)}) data.items.add('cells', type)
      data.items.add(new File(['picture'], 'cells.txt', { type: 'text/plain' }))
      const init = { bubbles: true, cancelable: true, clipboardData: data }
      return !document.querySelector('${into}').dispatchEvent(new ClipboardEvent('paste', init))
    })()`)
  expect(await isTaken('textarea', ['text/plain', 'text/html'])).toBe(false)
  expect(await tray.count()).toBe(0)
  expect(await isTaken('.log', ['text/html'])).toBe(true)
  await tray.getByText('cells.txt').waitFor()
})

test('two windows have the same files above the composer, and each goes on when the other is closed', async ({
  browser,
  parlor,
}) => {
  const bob = await aPerson(parlor, 'bob')
  const room = await aRoom(bob)
  const anna = await aMember(browser, parlor, 'anna')
  const first = listsOf(anna.page)
  await anna.enter(`/rooms/${room.id}`)
  const second = await anna.anotherWindow(`/rooms/${room.id}`)
  const { tray } = listsOf(second.page)
  await anna.page.bringToFront()
  await attachTo(anna.page, aText('one.txt'))
  await attachTo(anna.page, aText('two.txt'))
  await tray.getByText('Ready').nth(1).waitFor()

  await second.page.bringToFront()
  await tray.getByRole('button', { name: 'Remove one.txt' }).press('Enter')
  await first.tray.getByText('one.txt').waitFor({ state: 'detached' })
  const focused = "document.activeElement.getAttribute('aria-label')"
  expect(await second.page.evaluate(focused), 'what stood beside it').toBe('Remove two.txt')
  await second.send('the second of them')
  for (const window of [anna, second]) await window.waitForMessages(['the second of them'])
  await first.tray.waitFor({ state: 'detached' })

  await anna.page.bringToFront()
  await anna.page.route('**/uploads', (route) => route.abort())
  await attachTo(anna.page, aText('three.txt'))
  await anna.send('and a third')
  await anna.page.close()
  await second.articles().filter({ hasText: 'three.txt' }).waitFor()
  const { messages } = await bob.history(room)
  expect(messages.map(({ files }) => files.map(({ name }) => name))).toEqual([
    ['two.txt'],
    ['three.txt'],
  ])
})

test('more of the files of a room are asked for by key, which then stands on the first of them', async ({
  browser,
  parlor,
}) => {
  const bob = await aPerson(parlor, 'bob')
  const room = await aRoom(bob)
  await bob.join(room)
  const sent = ['one.txt', 'two.txt', 'three.txt'].map((name) => bob.upload(room, name, name))
  await bob.postFiles(room, '', ...(await Promise.all(sent)))
  const anna = await aMember(browser, parlor, 'anna')
  await anna.enter(`/rooms/${room.id}`)
  // As if a page of them were two.
  await anna.page.route('**/files?*', (route) =>
    route.continue({ url: `${route.request().url()}&limit=2` }),
  )
  await anna.button('Files').click()
  const all = anna.page.getByRole('dialog', { name: 'Files of this room' })
  await all.getByRole('listitem').nth(1).waitFor()
  const names = () => all.locator('.file-name').allInnerTexts()
  await all.getByRole('button', { name: 'Older ones' }).press('Enter')
  await all.getByRole('listitem').nth(2).waitFor()
  const focused = "document.activeElement.querySelector('.file-name')?.textContent"
  await expect.poll(() => anna.page.evaluate(focused)).toBe((await names())[2])
})
