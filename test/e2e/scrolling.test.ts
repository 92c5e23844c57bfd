import { describe, expect } from 'vitest'
import { aName, aParlor } from '../support/examples.ts'
import { annaAndBob, fill, firstSeen, watchArticle } from './conversation.ts'
import { test } from './one-page.ts'

/** LONG_LOG=100000 goes all the way; it takes about a minute. */
const longLog = Number(process.env.LONG_LOG ?? 1000)
/** Far fewer than a page of them has: an article has about ten elements. */
const mostElements = 4000

describe('while reading what was said earlier', () => {
  test('not a pixel moves when others write, and a pill says how much they wrote', async ({
    tea,
  }) => {
    const { anna, enter, talk, message } = tea
    await talk(60)
    await enter()
    await message(60).waitFor()
    await anna.page.getByRole('log').hover()
    await anna.page.mouse.wheel(0, -700)
    await anna.button('To the newest message').waitFor()

    const places = await watchArticle(anna.page, await firstSeen(anna.page))
    for (const from of [61, 71, 81]) {
      await talk(10, from)
      await anna.page
        .getByText(`${from - 61 + 10} new messages`)
        .first()
        .waitFor()
    }
    expect(await places()).toHaveLength(1)

    const pill = anna.page.getByRole('button', { name: '30 new messages' })
    await pill.click()
    await pill.waitFor({ state: 'detached' })
    await expect.poll(() => isSeen(anna, 90)).toBe(true)
  })

  test('not a pixel moves when older messages come in', async ({ browser }) => {
    const parlor = await aParlor()
    const { anna, room, enter, message } = await annaAndBob(browser, parlor)
    await fill(parlor, room, 400)
    let letThrough = () => {}
    const held = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await anna.page.route('**/messages?before=*', async (route) => {
      await held
      await route.continue()
    })
    await enter()
    await message(400).waitFor()
    await anna.page.getByRole('log').hover()
    await anna.page.mouse.wheel(0, -800)
    await anna.page.getByText('Loading older messages').waitFor()
    await settled(anna)

    const places = await watchArticle(anna.page, await firstSeen(anna.page))
    letThrough()
    await anna.page.locator('article[data-seq="300"]').waitFor({ state: 'attached' })
    expect(await places()).toHaveLength(1)
  })

  test('a step up that the browser has not told of yet, in the frame of a new message, is kept', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
    const { page } = anna
    await page.addInitScript(`
      globalThis.up = 0
      const { json } = Response.prototype
      Response.prototype.json = async function () {
        const value = await json.call(this)
        if (up > 0 && value?.messages?.length > 0) {
          document.querySelector('[role=log]').scrollTop -= up
          up = 0
        }
        return value
      }`)
    await talk(60)
    await enter()
    await message(60).waitFor()
    await expect.poll(() => isSeen(anna, 60)).toBe(true)
    await page.evaluate('up = 400')
    await talk(1, 61)
    await page.getByRole('button', { name: '1 new message', exact: true }).waitFor()
    await settled(anna)
    expect(await isSeen(anna, 61)).toBe(false)
    const below = await page.evaluate<number>(`(() => {
      const { scrollHeight, clientHeight, scrollTop } = document.querySelector('[role=log]')
      return scrollHeight - clientHeight - scrollTop
    })()`)
    expect(below).toBeGreaterThan(400)
  })

  test('one’s own message leads back to the end', async ({ tea }) => {
    const { anna, enter, talk, message } = tea
    await talk(60)
    await enter()
    await message(60).waitFor()
    await anna.page.getByRole('log').hover()
    await anna.page.mouse.wheel(0, -700)
    await anna.button('To the newest message').waitFor()
    await anna.send('«mine»')
    await expect.poll(() => isSeen(anna, 61)).toBe(true)
  })
})

test(`a log of ${longLog} messages can be scrolled to its first one, with a bounded number of elements`, {
  timeout: 30_000 + longLog * 3,
}, async ({ browser }) => {
  const parlor = await aParlor()
  const { anna, room, enter, message } = await annaAndBob(browser, parlor)
  await fill(parlor, room, longLog)
  await enter()
  await message(longLog).waitFor()
  const most = await anna.page.evaluate<number>(`new Promise((done) => {
    const log = document.querySelector('[role=log]')
    let most = 0
    const up = () => {
      most = Math.max(most, document.querySelectorAll('*').length)
      if (log.querySelector('article[data-seq="1"]')) return done(most)
      log.scrollTop = 0
      requestAnimationFrame(up)
    }
    up()
  })`)
  expect(most).toBeLessThan(mostElements)
  await anna.page.getByText('This is where the room begins.').waitFor()
  await anna.page.getByRole('log').press('End')
  await expect.poll(() => isSeen(anna, longLog)).toBe(true)
})

describe('whoever comes back to a room', () => {
  test('lands on the line above what is new since then', async ({ tea }) => {
    const { anna, enter, talk, message } = tea
    await talk(30)
    await enter()
    await message(30).waitFor()
    await anna.leave()
    await talk(40, 31)
    await enter()
    const line = anna.page.getByText('New since your last visit')
    await line.waitFor()
    expect(await isSeen(anna, 31)).toBe(true)
    expect(await isSeen(anna, 70)).toBe(false)
    const after = line.locator('xpath=following-sibling::article[1]')
    expect(await after.textContent()).toContain('«31»')
  })

  test('finds the line above the first message if there was none when they left, but not on a first visit', async ({
    tea,
  }) => {
    const { anna, bob, enter, talk } = tea
    const line = anna.page.getByText('New since your last visit')
    await enter()
    await anna.leave()
    await talk(3)
    await enter()
    await line.waitFor()
    const after = line.locator('xpath=following-sibling::article[1]')
    expect(await after.textContent()).toContain('«1»')
    await anna.leave()

    const books = await bob.createRoom(aName('Books'))
    await bob.join(books)
    await bob.post(books, '«said before»')
    await anna.join(books.name)
    await anna.waitForMessages(['«said before»'])
    expect(await line.count()).toBe(0)
  })

  test('is led there when it is further up than what was fetched', async ({ tea }) => {
    const { anna, enter, talk, message } = tea
    await talk(3)
    await enter()
    await message(3).waitFor()
    await anna.leave()
    await talk(120, 4)
    await enter()
    await anna.page.getByRole('button', { name: '120 new messages above' }).click()
    await expect.poll(() => isSeen(anna, 4)).toBe(true)
    await anna.page.getByText('New since your last visit').waitFor()
  })
})

test('300 unread messages are reached in one press', async ({ tea }) => {
  const { anna, bob, room, enter, talk, message } = tea
  await talk(3)
  await enter()
  await message(3).waitFor()
  await anna.leave()
  for (let tens = 0; tens < 30; tens += 1) {
    await Promise.all(Array.from({ length: 10 }, (_, n) => bob.post(room, `new ${tens} ${n}`)))
  }
  await enter()
  await anna.page.getByRole('button', { name: '300 new messages above' }).click()
  await expect.poll(() => isSeen(anna, 4)).toBe(true)
  const line = anna.page.getByText('New since your last visit')
  const after = line.locator('xpath=following-sibling::article[1]')
  expect(await after.getAttribute('data-seq')).toBe('4')
})

type Anna = Awaited<ReturnType<typeof annaAndBob>>['anna']

/** Whether the message with this place stands within the log's window. */
function isSeen({ page }: Anna, seq: number): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const article = document.querySelector('article[data-seq="${seq}"]')?.getBoundingClientRect()
    const log = document.querySelector('[role=log]').getBoundingClientRect()
    return article !== undefined && article.bottom > log.top && article.top < log.bottom
  })()`)
}

/** Waits until the browser has done all its scrolling. */
async function settled({ page }: Anna): Promise<void> {
  let before = -1
  await expect
    .poll(async () => {
      const now = await page.evaluate<number>('document.querySelector("[role=log]").scrollTop')
      const still = now === before
      before = now
      return still
    })
    .toBe(true)
}
