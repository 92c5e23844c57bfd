import { expect } from 'vitest'
import { aPerson, aRoom } from '../support/examples.ts'
import { aMember, test } from './browser.ts'
import { lead } from './one-page.ts'

test('a file that does not get on holds up nothing in another room, and can be given up', async ({
  browser,
  parlor,
}) => {
  const bob = await aPerson(parlor, 'bob')
  const [harbour, kitchen] = [await aRoom(bob), await aRoom(bob)]
  const anna = await aMember(browser, parlor, 'anna')
  const { page } = anna
  const attach = async (name: string) => {
    const chooser = page.waitForEvent('filechooser')
    await anna.button('Attach files').click()
    const file = { name, mimeType: 'text/plain', buffer: Buffer.from(name) }
    await (await chooser).setFiles(file)
  }
  const strip = page.getByRole('list', { name: 'Being sent' })
  const tray = page.getByRole('list', { name: 'Attached files' })
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
