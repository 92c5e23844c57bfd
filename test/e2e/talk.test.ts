import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { aParlor } from '../support/examples.ts'
import { expectGood, openIn } from './accessibility.ts'
import { annaAndBob, fill } from './conversation.ts'
import { test } from './one-page.ts'

const phone = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 640 } }

test('a reply is written by keyboard alone, quotes what it answers, and follows it', async ({
  tea,
}) => {
  const { anna, bob, room, enter, keys } = tea
  const question = await bob.post(room, 'Who has the key?')
  await enter()
  const { page } = anna
  await keys.press('Shift+Tab')
  await anna.articles().first().focus()
  await keys.press('r')
  await keys.expectFocus('textbox "Message"')
  await page.getByText(`Replying to ${bob.name}`, { exact: true }).waitFor()
  await anna.button('Cancel reply').click()
  await page.getByText(`Replying to ${bob.name}`).waitFor({ state: 'detached' })
  await anna.articles().first().hover()
  await page
    .getByRole('toolbar', { name: 'Message actions' })
    .getByRole('button', { name: 'Reply' })
    .click()
  await page.reload()
  await page.getByText(`Replying to ${bob.name}`, { exact: true }).waitFor()
  await anna.composer().fill('I do.')
  await keys.press('Enter')
  const reply = anna.articles().filter({ hasText: 'I do.' })
  const quote = reply.getByRole('button', { name: `In reply to ${bob.name} Who has the key?` })
  await quote.waitFor()
  expect(await page.getByText('Replying to').count()).toBe(0)
  const { messages } = await bob.history(room)
  expect(messages.at(-1)?.replyTo).toMatchObject({ id: question.id })
  await bob.edit(room, question, 'Who has both keys?')
  await reply.getByRole('button', { name: /Who has both keys/ }).waitFor()
  await anna.articles().first().focus()
  await keys.press('r')
  await page.getByText(`Replying to ${bob.name}`, { exact: true }).waitFor()
  await page.context().setOffline(true)
  await anna.composer().fill('Never mind.')
  await keys.press('Enter')
  await page.getByText('Waiting to be sent').waitFor()
  await bob.deleteMessage(room, question)
  await page.context().setOffline(false)
  await reply.getByRole('button', { name: `In reply to ${bob.name} Message deleted` }).waitFor()
  // What it answered is gone: tried again, it answers nothing.
  await anna.button('Try again').click()
  await expect
    .poll(async () => (await bob.history(room)).messages.at(-1))
    .toMatchObject({ body: 'Never mind.', replyTo: null })
  expect(await page.getByRole('log').textContent()).not.toContain('Who has')
})

test('the log goes to what is quoted, far up, on to where it ends, and back', async ({
  browser,
}) => {
  const parlor = await aParlor()
  const { anna, bob, room, message, enter, keys } = await annaAndBob(browser, parlor)
  await fill(parlor, room, 1000)
  const [early] = (await bob.history(room, '?around=40&limit=1')).messages
  if (!early) expect.fail('There is a fortieth message.')
  const answer = await bob.reply(room, early, 'As I said then')
  await enter()
  const reply = anna.articles().filter({ hasText: 'As I said then' })
  const quote = reply.getByRole('button', { name: /^In reply to/ })
  const around = '**/messages?around=*'
  await anna.page.route(around, (route) => route.abort())
  await quote.click()
  const failed = anna.page.getByText('The message could not be loaded.')
  await failed.waitFor()
  expect(await isInView(reply), 'the reader stays where they are').toBe(true)
  expect(await anna.button('Back to where you were').count()).toBe(0)
  const letThrough = await hold(anna.page, around)
  await anna.button('Try again').click()
  await anna.page.getByText('Going to the message…').waitFor()
  letThrough()
  await message(40).waitFor()
  await expect.poll(() => isInView(message(40))).toBe(true)
  expect(await keys.focus()).toBe('article')
  expect(await anna.articles().count(), 'what lies between is not loaded').toBeLessThan(250)
  await bob.post(room, 'meanwhile')
  await anna.button('Back to where you were').click()
  await anna.articles().filter({ hasText: 'meanwhile' }).waitFor()
  expect(await anna.button('Back to where you were').count()).toBe(0)

  // From there, one reads on until the log ends.
  await anna.page.goto(`/rooms/${room.id}?at=700`)
  await message(700).waitFor()
  await expect.poll(() => isInView(message(700))).toBe(true)
  const end = anna.articles().filter({ hasText: 'meanwhile' })
  const after = '**/messages?after=*'
  await anna.page.route(after, (route) => route.abort())
  const readOn = () => anna.page.getByRole('log').evaluate((log) => log.scrollBy(0, 4000))
  await expect
    .poll(async () => {
      await readOn()
      return anna.page.getByText('Newer messages could not be loaded.').count()
    })
    .toBe(1)
  const goOn = await hold(anna.page, after)
  await anna.button('Try again').click()
  await anna.page.getByText('Loading newer messages…').waitFor()
  goOn()
  await expect
    .poll(
      async () => {
        await readOn()
        return isInView(end)
      },
      { timeout: 30_000 },
    )
    .toBe(true)
  // A day has its beginning, and the log leads there.
  await anna.page.goto(`/rooms/${room.id}`)
  await anna.articles().last().waitFor()
  await anna.page.goto(`/rooms/${room.id}?at=1`)
  await anna.page.getByRole('button', { name: 'Jump to a date' }).first().click()
  await anna.page.getByLabel('Date', { exact: true }).fill('2100-01-01')
  await anna.button('Jump').click()
  await expect.poll(() => isInView(end)).toBe(true)
  const last = await bob.post(room, 'the end')
  await anna.articles().filter({ hasText: 'the end' }).waitFor()
  const seqs = await anna.articles().evaluateAll((all) => all.map((it) => it.dataset.seq))
  expect(seqs.at(-1)).toBe(String(last.seq))
  const first = Number(seqs[0])
  expect(seqs).toEqual(seqs.map((_, at) => String(first + at)))
  expect(answer.seq).toBe(1001)
})

test('a mention is completed after an @, and seen by whom it names', async ({ tea }) => {
  const { anna, bob, room, enter, keys } = tea
  await bob.post(room, 'hello')
  await enter()
  const people = anna.page.getByRole('listbox', { name: 'People', exact: true })
  await anna.composer().focus()
  await keys.type(`mail@${bob.name.slice(0, 4)}`)
  expect(await people.count()).toBe(0)
  await anna.composer().fill('')
  await anna.page.reload()
  await anna.articles().filter({ hasText: 'hello' }).waitFor()
  const toldOfAll = await hold(anna.page, '**/members')
  await anna.composer().focus()
  await keys.type(`ask @${bob.name.slice(0, 5).toUpperCase()}`)
  await people.getByRole('option', { name: bob.name }).waitFor()
  await keys.press('ArrowDown')
  const told = anna.page.waitForResponse('**/members')
  toldOfAll()
  await (await told).finished()
  // What came is drawn before the next key.
  await anna.page.evaluate('new Promise((done) => setTimeout(done))')
  await keys.press('Enter')
  expect(await anna.composer().inputValue()).toBe(`ask @${bob.name} `)
  expect(await people.count(), 'the name is written').toBe(0)
  await keys.press('Enter')
  const mention = anna.articles().last().locator('.mention')
  await mention.waitFor()
  expect(await mention.textContent()).toBe(`@${bob.name}`)
  expect((await bob.history(room)).messages.at(-1)?.mentions).toHaveLength(1)
  await bob.post(room, `**you**, @${anna.name}!`)
  const mine = anna.articles().filter({ hasText: `@${anna.name}` })
  await mine.waitFor()
  expect(await mine.getAttribute('data-mentioned')).toBe('true')
})

test('whoever has a say in the room pins messages, and everybody finds them', async ({
  browser,
  parlor,
}) => {
  const { anna, bob, room, enter } = await annaAndBob(browser, parlor, phone)
  const message = await bob.post(room, 'Bring your own cup')
  await enter()
  expect(await anna.button('1 pinned message').count()).toBe(0)
  await bob.send('PUT', `/api/rooms/${room.id}/pins/${message.id}`)
  await anna.button('1 pinned message').tap()
  const list = anna.page.getByRole('dialog', { name: 'Pinned messages' })
  await list.getByRole('article').filter({ hasText: 'Bring your own cup' }).waitFor()
  expect(await list.getByRole('button', { name: 'Unpin' }).count()).toBe(0)
  await list.getByRole('button', { name: 'Go to the message' }).tap()
  await expect.poll(() => anna.articles().first().getAttribute('data-landed')).toBe('true')
})

test.for(['en-GB', 'ar'])(
  'everyone can use what is quoted, pinned and reacted to, a date, and a reply with a mention, in %s',
  async (locale, { browser, parlor }) => {
    const { anna, bob, room } = await annaAndBob(browser, parlor)
    const { page } = anna
    const message = await bob.post(room, `**${'wordwithoutend'.repeat(9)}**`)
    await bob.react(room, message, '🫖')
    await bob.reply(room, message, `@${anna.name}: \`${'wordwithoutend'.repeat(9)}\``)
    await bob.send('PUT', `/api/rooms/${room.id}/pins/${message.id}`)
    await openIn(anna, `/rooms/${room.id}`, locale)
    await page.locator('.quote').waitFor()
    const widths = await page.evaluate<number[]>(
      `['.rail', '.room-header'].map((part) => document.querySelector(part).offsetWidth)`,
    )
    expect(widths, 'the bar reaches from the rail to the edge').toEqual([256, 1280 - 256])
    await expectGood(page, 'a room with all of it')
    const dialogs = { '.pins-row': '.pins article', '.day-line button': '[type=date]' }
    for (const [button, part] of Object.entries(dialogs)) {
      await page.locator(button).click()
      await page.locator(part).waitFor()
      await expectGood(page, part)
      await page.keyboard.press('Escape')
      await page.locator(part).waitFor({ state: 'detached' })
    }
    await anna.page.getByRole('article').last().press('r')
    await page.locator('.reply-line').waitFor()
    await page.locator('.composer textarea').pressSequentially(`@${bob.name.slice(0, 3)}`)
    await page.getByRole('option').first().waitFor()
    await expectGood(page, 'a reply that is to call somebody')
  },
)

/** Lets requests to an address wait until what it returns is called. */
async function hold(page: Page, address: string): Promise<() => void> {
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await page.unroute(address)
  await page.route(address, async (route) => {
    await held
    await route.continue()
  })
  return letThrough
}

async function isInView(article: ReturnType<Awaited<ReturnType<typeof annaAndBob>>['message']>) {
  const box = (await article.count()) === 1 ? await article.boundingBox() : null
  return box !== null && box.y >= 0 && box.y + box.height <= 720
}
