import { describe, expect } from 'vitest'
import { aParlor } from '../support/examples.ts'
import { annaAndBob } from './conversation.ts'
import { test } from './one-page.ts'
import type { Visitor } from './visitor.ts'

describe('while the network is down', () => {
  test('the page says so; what one writes waits, and goes out once and in order when it is back, and nothing more is said', async ({
    two,
  }) => {
    const { anna, bob } = two
    const words = anna.page.getByText(/reconnecting|offline|no connection/i)
    expect(await words.count()).toBe(0)
    await anna.page.context().setOffline(true)
    await words.first().waitFor()
    for (const text of ['«one»', '«two»', '«three»']) await anna.send(text)
    await bob.say('«meanwhile»')
    await anna.page.context().setOffline(false)
    const all = ['«meanwhile»', '«one»', '«two»', '«three»']
    await bob.waitForMessages(all)
    await anna.waitForMessages(all)
    await words.first().waitFor({ state: 'detached' })
  })

  test('what one writes survives closing the page', async ({ browser, parlor }) => {
    const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
    await enter()
    const address = anna.page.url()
    await anna.page.context().setOffline(true)
    await anna.send('«unsent»')
    await anna.page.getByText('«unsent»').waitFor()
    await anna.page.close()
    await anna.page.context().setOffline(false)
    const page = await anna.page.context().newPage()
    await page.goto(address)
    const said = async () => (await bob.history(room)).messages.map(({ body }) => body)
    await expect.poll(said).toEqual(['«unsent»'])
  })
})

/** What this page posts from now on, try by try, and what the room holds of it. */
function watchPosts({ page }: Visitor) {
  const posts: { key: string; body: string }[] = []
  page.on('request', (request) => {
    if (request.method() === 'POST' && request.url().endsWith('/messages'))
      posts.push(request.postDataJSON())
  })
  const said = async () => {
    const reply = await page.request.get(`/api${new URL(page.url()).pathname}/messages`)
    const { messages } = await reply.json()
    return messages.map(({ body }: { body: string }) => body)
  }
  return { posts, said }
}

test('an answer that got lost on its way leaves one message, not two', async ({ two }) => {
  const { anna, bob } = two
  const { posts, said } = watchPosts(anna)
  let lost = 0
  await anna.page.route(/\/messages$/, async (route) => {
    if (route.request().method() !== 'POST' || lost === 2) return route.continue()
    lost += 1
    await route.fetch()
    await route.abort('connectionreset')
  })
  // The log, which would settle it, comes when all tries are over.
  let letThrough = () => {}
  const held = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await anna.page.route('**/changes?*', async (route) => {
    await held
    await route.continue()
  })
  await anna.send('«once»')
  await expect.poll(() => posts.length).toBe(3)
  letThrough()
  await anna.articles().first().waitFor()
  await anna.page.locator('.sending-item').waitFor({ state: 'detached' })
  await bob.say('«after»')
  for (const visitor of [anna, bob]) await visitor.waitForMessages(['«once»', '«after»'])
  expect(posts.map(({ key }) => key)).toEqual(Array.from(posts, () => posts[0]?.key))
  expect(await said()).toEqual(['«once»', '«after»'])
})

test('impatient taps on the button send a message once', async ({ two }) => {
  const { anna, bob } = two
  const { posts, said } = watchPosts(anna)
  await anna.composer().fill('«tapped»')
  await anna.button('Send').dblclick()
  await anna.articles().filter({ hasText: '«tapped»' }).waitFor()
  await anna.page.locator('.sending-item').waitFor({ state: 'detached' })
  await bob.say('«after»')
  for (const visitor of [anna, bob]) await visitor.waitForMessages(['«tapped»', '«after»'])
  expect(posts.map(({ body }) => body)).toEqual(['«tapped»'])
  expect(await said()).toEqual(['«tapped»', '«after»'])
})

test('a restart of the server is survived without a reload', async ({ browser }) => {
  const parlor = await aParlor()
  const { anna, bob, room, enter } = await annaAndBob(browser, parlor)
  await enter()
  await anna.say('«before»')
  await anna.page.evaluate('globalThis.samePage = true')
  await parlor.stop()
  await anna.send('«during»')
  await parlor.startAgain()
  await anna.waitForMessages(['«before»', '«during»'])
  const { messages } = await bob.history(room)
  expect(messages.map(({ body }) => body)).toEqual(['«before»', '«during»'])
  expect(await anna.page.evaluate('globalThis.samePage')).toBe(true)
})

test('whoever is logged out from another window is asked to log in', async ({
  browser,
  parlor,
}) => {
  const { anna, enter } = await annaAndBob(browser, parlor)
  await enter()
  const second = await anna.anotherWindow('/rooms')
  await second.button('Log out').click()
  await second.button('Log in').waitFor()
  await anna.button('Log in').waitFor()
})
