import { expect } from 'vitest'
import { test } from './one-page.ts'
import type { Visitor } from './visitor.ts'

const pill = (visitor: Visitor, emoji: string, count: number, pressed: boolean) =>
  visitor.page.getByRole('button', { name: `${emoji} ${count}`, exact: true, pressed })

async function react(visitor: Visitor, text: string) {
  const article = visitor.articles().filter({ hasText: text })
  await article.hover()
  const bar = article.getByRole('toolbar', { name: 'Message actions' })
  await bar.getByRole('button', { name: 'React', exact: true }).click()
}

test('an emoji is put under a message, joined by others, and taken away', async ({ two }) => {
  const { anna, bob } = two
  await bob.say('«tea is ready»')
  await anna.waitForMessages(['«tea is ready»'])
  // What is typed before the emoji are there is no key of the message: it is not answered.
  const [asked, come] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  await anna.page.route('**/assets/reaction-dialog-*', async (route) => {
    asked.resolve()
    await come.promise
    await route.continue()
  })
  await anna.articles().filter({ hasText: '«tea is ready»' }).focus()
  await anna.page.keyboard.press('+')
  await asked.promise
  await anna.page.keyboard.type('heart')
  come.resolve()
  await anna.page.getByRole('searchbox', { name: 'Find an emoji' }).waitFor()
  await anna.page.keyboard.press('Escape')
  expect(await anna.page.getByText('Replying to').count()).toBe(0)
  await react(anna, '«tea is ready»')
  await anna.button('👍 thumbs up').click()
  await pill(anna, '👍', 1, true).waitFor()
  const seen = pill(bob, '👍', 1, false)
  await seen.waitFor()
  expect(await seen.getAttribute('title')).toBe(anna.name)
  await seen.click()
  await pill(bob, '👍', 2, true).waitFor()
  await pill(anna, '👍', 2, true).click()
  await pill(anna, '👍', 1, false).waitFor()
  await pill(bob, '👍', 1, true).waitFor()
  // It was no edit, and nobody is told that it was.
  expect(await anna.page.getByText('edited', { exact: true }).count()).toBe(0)
  expect(await anna.page.locator('[aria-live]', { hasText: 'edited' }).count(), 'read out').toBe(0)
})

test('an emoji is found by its name, by keyboard alone, and at hand the next time', async ({
  tea,
}) => {
  const { anna, enter } = tea
  await enter()
  await anna.say('«one»')
  await react(anna, '«one»')
  await anna.page.getByRole('searchbox', { name: 'Find an emoji' }).waitFor()
  await anna.page.keyboard.type('teapot')
  await anna.page.getByRole('button', { name: '🫖 teapot' }).waitFor()
  // What Enter takes is heard.
  await anna.page
    .getByRole('status')
    .filter({ hasText: /^teapot$/ })
    .waitFor()
  await anna.page.keyboard.press('Enter')
  await pill(anna, '🫖', 1, true).waitFor()
  expect(await anna.page.getByRole('dialog').count()).toBe(0)
  await anna.articles().filter({ hasText: '«one»' }).focus()
  await anna.page.keyboard.press('+')
  const offered = anna.page.getByRole('group', { name: 'Emoji' }).getByRole('button')
  expect(await offered.first().textContent()).toBe('🫖')
  await anna.page.keyboard.press('Escape')

  await anna.say('«two»')
  const second = anna.articles().filter({ hasText: '«two»' })
  await second.hover()
  const again = second.getByRole('button', { name: 'Add 🫖', exact: true })
  await again.click()
  await second.getByRole('button', { name: '🫖 1', exact: true, pressed: true }).waitFor()
  await again.and(anna.page.getByRole('button', { pressed: true })).click()
  await second.getByRole('button', { name: '🫖 1', exact: true }).waitFor({ state: 'detached' })
})

test('who put an emoji there is found by keys in the menu of the message, also those who went out', async ({
  tea,
}) => {
  const { anna, bob, room, enter, keys } = tea
  await enter()
  await anna.say('«who»')
  const [message] = (await bob.history(room)).messages
  if (!message) expect.fail('There is a message.')
  await bob.react(room, message, '👍')
  await bob.react(room, message, '🫖')
  await pill(anna, '👍', 1, false).click()
  await pill(anna, '👍', 2, true).waitFor()
  await bob.leave()
  await anna.articles().filter({ hasText: '«who»' }).focus()
  await anna.button('More actions').focus()
  await keys.press('Enter')
  await keys.expectFocus('menuitem "Who reacted"')
  await keys.press('Enter')
  const dialog = anna.page.getByRole('dialog', { name: 'Who reacted' })
  const groups = dialog.locator('ul > li > ul')
  await expect
    .poll(() => groups.first().locator('li').allInnerTexts())
    .toEqual([bob.name, anna.name])
  expect(await groups.last().locator('li').allInnerTexts()).toEqual([bob.name])
  await keys.press('Escape')
  await dialog.waitFor({ state: 'detached' })
})

test('why a message could not be pinned, or taken off, stands in the menu and in the list until one could', async ({
  two,
}) => {
  const { anna } = two
  await anna.say('«four»')
  const article = anna.articles().filter({ hasText: '«four»' })
  await article.hover()
  await article.getByRole('button', { name: 'More actions' }).click()
  const menu = anna.page.getByRole('dialog', { name: 'More actions' })
  await anna.page.route('**/pins/*', (route) => route.abort())
  await menu.getByRole('menuitem', { name: 'Pin' }).click()
  expect(await menu.getByRole('alert').textContent()).toContain('server cannot be reached')
  await anna.page.unroute('**/pins/*')
  await menu.getByRole('menuitem', { name: 'Pin' }).click()
  await menu.getByRole('status').filter({ hasText: 'Pinned' }).waitFor()
  await menu.waitFor({ state: 'detached' })

  await anna.button('1 pinned message').click()
  const list = anna.page.getByRole('dialog', { name: 'Pinned messages' })
  await list.getByText(/^Today, /).waitFor()
  await anna.page.route('**/pins/*', (route) => route.abort())
  await list.getByRole('button', { name: 'Unpin' }).click()
  await list.getByRole('alert').waitFor()
  await anna.page.unroute('**/pins/*')
  await list.getByRole('button', { name: 'Unpin' }).click()
  await list.getByText('Nothing is pinned here any more.').waitFor()
  expect(await list.getByRole('heading').evaluate((it) => it.matches(':focus'))).toBe(true)
  await anna.page.keyboard.press('Escape')
})

test('an emoji that could not be put there says so under the message, until one could', async ({
  tea,
}) => {
  const { anna, enter } = tea
  await enter()
  await anna.say('«three»')
  const article = anna.articles().filter({ hasText: '«three»' })
  await react(anna, '«three»')
  await anna.button('👍 thumbs up').click()
  const own = article.getByRole('button', { name: '👍 1', exact: true, pressed: true })
  await own.waitFor()

  await anna.page.route('**/reactions/**', (route) => route.abort())
  await own.click()
  const why = article.getByRole('alert')
  expect(await why.textContent()).toBe(
    'The server cannot be reached. Please try again in a moment.',
  )
  const [below, beside] = [await why.boundingBox(), await own.boundingBox()]
  expect(below?.x, 'the sentence begins where the words of the message do').toBe(beside?.x)
  await own.waitFor()
  const room = new URL(anna.page.url()).pathname
  await anna.openList()
  await anna.enter(room)
  await own.waitFor()
  expect(await why.count(), 'after one has been elsewhere').toBe(0)
  await own.click()
  await why.waitFor()

  await anna.page.unroute('**/reactions/**')
  await own.click()
  await own.waitFor({ state: 'detached' })
  await why.waitFor({ state: 'detached' })
})
