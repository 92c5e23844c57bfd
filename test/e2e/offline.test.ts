import { describe, expect } from 'vitest'
import { aName } from '../support/examples.ts'
import { aNewcomer } from './browser.ts'
import { annaAndBob } from './conversation.ts'
import { onePage } from './one-page.ts'
import { timeCanStop } from './stopped-time.ts'

const allowed = { serviceWorkers: 'allow' } as const
const test = onePage(allowed)

describe('opened anew without a line', () => {
  test('a room shows what it showed, marked as from earlier, and what waits; back again, all is there once and in order', async ({
    tea,
  }) => {
    const { anna, bob, room, enter, talk, message } = tea
    const { page } = anna
    await enter()
    await page.evaluate('navigator.serviceWorker.ready')
    await talk(3)
    await message(3).waitFor()
    await page.context().setOffline(true)
    await anna.send('«4»')
    await page.reload()
    await message(3).waitFor()
    await anna.waitForMessages(['«1»', '«2»', '«3»'])
    await page.getByText('Without a line to the server').waitFor()
    await anna.heading(room.name).waitFor()
    expect(await anna.button('Log out').isVisible()).toBe(true)
    await anna.send('«5»')
    const waiting = page.getByRole('list', { name: 'Being sent' }).getByRole('listitem')
    expect(await waiting.allInnerTexts()).toEqual([
      expect.stringContaining('«4»'),
      expect.stringContaining('«5»'),
    ])
    await anna.composer().fill('half a sentence')

    await bob.post(room, '«of Bob»')
    await page.context().setOffline(false)
    const texts = ['«1»', '«2»', '«3»', '«of Bob»', '«4»', '«5»']
    await anna.waitForMessages(texts)
    expect((await bob.history(room)).messages.map(({ body }) => body.slice(0, 8))).toEqual(texts)
    await expect.poll(() => waiting.count()).toBe(0)
    expect(await page.getByText('Without a line to the server').count()).toBe(0)
    expect(await anna.composer().inputValue()).toBe('half a sentence')
  })

  test('the list is there, and leads to the room that was kept', async ({ tea }) => {
    const { anna, room, enter, talk, message } = tea
    const { page } = anna
    await enter()
    await talk(1)
    await message(1).waitFor()
    await page.goto('/rooms')
    await anna.joining(room.name).waitFor()
    await page.evaluate('navigator.serviceWorker.ready')
    await page.context().setOffline(true)
    await page.reload()
    await anna.joining(room.name).waitFor()
    await page.getByText('Without a line to the server').waitFor()
    await anna.joining(room.name).click()
    await message(1).waitFor()
    await page.context().setOffline(false)
    await talk(1, 2)
    await message(2).waitFor()
    expect(await page.getByText('Without a line to the server').count()).toBe(0)
  })

  test('nothing is there after a log-out, nor anything of one person for another', async ({
    browser,
    parlor,
  }) => {
    const { anna, room, enter, talk, message } = await annaAndBob(browser, parlor, allowed)
    const { page } = anna
    await enter()
    await talk(1)
    await message(1).waitFor()
    await page.evaluate('navigator.serviceWorker.ready')
    // The cookie of another person takes the place of hers, behind the page's back.
    const carla = await aNewcomer(browser, parlor, 'carla')
    await page.goto('about:blank')
    await page.context().request.post('/api/accounts', {
      data: { username: carla.name, password: carla.password },
    })
    await page.goto('/rooms')
    await anna.joining(room.name).waitFor()
    await page.context().setOffline(true)
    await page.goto(`/rooms/${room.id}`)
    await page.getByText('No connection since').waitFor()
    expect(await message(1).count()).toBe(0)
    expect(await page.getByText(anna.name).count()).toBe(0)

    await page.context().setOffline(false)
    await anna.heading(room.name).waitFor()
    await anna.logOut()
    await page.context().setOffline(true)
    await page.goto('/rooms')
    await anna.heading('The server cannot be reached').waitFor()
    expect(await page.getByText(room.name).count()).toBe(0)
  })

  test('and if it turns out that somebody else is logged in by now, they see the list and nothing of it', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor, allowed)
    const { page } = anna
    await enter()
    await talk(1)
    await message(1).waitFor()
    await page.evaluate('navigator.serviceWorker.ready')
    await page.context().setOffline(true)
    await page.reload()
    await message(1).waitFor()
    const carla = await aNewcomer(browser, parlor, 'carla')
    await page.route('**/api/**', (route) => route.abort())
    await page.context().setOffline(false)
    await page.context().request.post('/api/accounts', {
      data: { username: carla.name, password: carla.password },
    })
    await page.unroute('**/api/**')
    await page.evaluate(`dispatchEvent(new Event('online'))`)
    await anna.heading('Rooms').waitFor()
    await page.getByText(carla.name).first().waitFor()
    expect(await page.getByText(anna.name).count()).toBe(0)
    expect(await message(1).count()).toBe(0)
  })
})

test('a busy room is not written down with every poll', async ({ browser, parlor }) => {
  const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
  const { page } = anna
  await page.addInitScript(`globalThis.written = 0
    const put = IDBObjectStore.prototype.put
    IDBObjectStore.prototype.put = function (...what) { written += 1; return put.apply(this, what) }`)
  const stop = await timeCanStop(page)
  await enter()
  const time = await stop()
  await page.evaluate('written = 0')
  const written = () => page.evaluate<number>('written')
  for (const n of [1, 2, 3, 4, 5]) {
    await talk(1, n)
    await time.pass(1000)
    await message(n).waitFor()
  }
  expect(await written(), 'the room and the list, once each').toBeLessThan(3)
  await time.pass(10_000)
  expect(await written()).toBeGreaterThan(0)
})

test('a list of rooms is not taken for gone because the one that was kept is older', async ({
  tea,
}) => {
  const { anna, bob } = tea
  const { page } = anna
  await page.goto('/rooms')
  await anna.heading('Rooms').waitFor()
  await page.evaluate('navigator.serviceWorker.ready')
  const younger = await bob.createRoom(aName('Younger'))
  await page.goto(`/rooms/${younger.id}`)
  await anna.composer().waitFor()
  await page.context().setOffline(true)
  await anna.send('«kept»')
  await page.goto('/rooms')
  await page.getByText('Without a line to the server').waitFor()
  expect(await page.getByText('Not sent').count()).toBe(0)
  await page.context().setOffline(false)
  await anna.joining(younger.name).click()
  await anna.waitForMessages(['«kept»'])
})
