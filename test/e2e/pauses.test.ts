import type { Page } from 'playwright-core'
import { describe, expect, onTestFinished } from 'vitest'
import type { annaAndBob } from './conversation.ts'
import { onePage } from './one-page.ts'
import { type StoppedTime, timeCanStop } from './stopped-time.ts'
import type { Visitor } from './visitor.ts'

const polls = /^GET .*\/changes$/
const posts = /^POST .*\/messages$/
const lists = /^GET \/api\/me\/news\b/

/** What stops the time of a page. */
const stops = new WeakMap<Page, Awaited<ReturnType<typeof timeCanStop>>>()
const test = onePage({}, async (page) => {
  stops.set(page, await timeCanStop(page))
})

/** Stops the time of Anna's page, until the test is over. */
async function stopTime({ page }: Visitor): Promise<StoppedTime> {
  const stop = stops.get(page)
  if (!stop) throw new Error('It was prepared for that.')
  const time = await stop()
  onTestFinished(() => (page.isClosed() ? undefined : page.clock.resume()))
  return time
}

/** Anna in a room, in a page whose time stands still. */
async function inStoppedTime(tea: Awaited<ReturnType<typeof annaAndBob>>) {
  await tea.enter()
  const time = await stopTime(tea.anna)
  const said = async () => (await tea.bob.history(tea.room)).messages.map(({ body }) => body)
  return { ...tea, time, said }
}

/** When these were asked for. */
const times = async (time: StoppedTime, what: RegExp) =>
  (await time.asked(what)).map(({ at }) => at)

/** Has the first `count` posts refused like this; the others reach the server. */
async function refusePosts(page: Page, count: number, status: 429 | 503, wait?: number) {
  const code = status === 429 ? 'too_many_requests' : 'unavailable'
  let refused = 0
  await page.route('**/messages', (route) => {
    if (refused === count) return route.continue()
    refused += 1
    const headers = wait === undefined ? {} : { 'retry-after': String(wait) }
    return route.fulfill({ status, headers, json: { code, title: 'Not now.', status } })
  })
}

describe('S15: one second after the last answer, and not a millisecond sooner or later', () => {
  test('S15: a room is polled', async ({ tea }) => {
    const { bob, anna, room, time } = await inStoppedTime(tea)
    for (const polled of [1, 2, 3]) {
      await bob.post(room, `«${polled}»`)
      await time.pass(999)
      expect(await time.asked(polls)).toHaveLength(polled - 1)
      await time.pass(1)
      expect(await times(time, polls)).toEqual([1000, 2000, 3000].slice(0, polled))
      expect(await anna.articles().count()).toBe(polled)
    }
  })

  test('the list of rooms is asked for', async ({ anna }) => {
    const time = await stopTime(anna)
    await time.pass(999)
    expect(await time.asked(lists)).toEqual([])
    await time.pass(1)
    await time.pass(1000)
    expect(await times(time, lists)).toEqual([1000, 2000])
  })
})

describe('a post', () => {
  test('that is told to wait 20 seconds is tried then and not sooner, as the same message', async ({
    tea,
  }) => {
    const { anna, time, said } = await inStoppedTime(tea)
    await refusePosts(anna.page, 1, 429, 20)
    await anna.send('«patient»')
    await time.answered()
    await time.pass(19_999)
    expect(await time.asked(posts)).toHaveLength(1)
    await time.pass(1)
    const [first, second, ...more] = await time.asked(posts)
    expect(second?.at).toBe(20_000)
    expect(more).toEqual([])
    expect(second?.body).toBe(first?.body)
    await time.pass(1000)
    await anna.waitForMessages(['«patient»'])
    expect(await said()).toEqual(['«patient»'])
  })

  test('that is answered 503 waits, each time twice as long, and goes out once', async ({
    tea,
  }) => {
    const { anna, time, said } = await inStoppedTime(tea)
    await refusePosts(anna.page, 3, 503)
    await anna.send('«later»')
    await time.answered()
    await anna.page.getByText('Waiting to be sent').waitFor()
    for (const pause of [1000, 2000, 4000]) {
      const before = (await time.asked(posts)).length
      await time.pass(pause - 1)
      expect(await time.asked(posts)).toHaveLength(before)
      await time.pass(1)
      expect(await time.asked(posts)).toHaveLength(before + 1)
    }
    expect(new Set((await time.asked(posts)).map(({ body }) => body)).size).toBe(1)
    await time.pass(60_000)
    expect(await time.asked(posts)).toHaveLength(4)
    expect(await said()).toEqual(['«later»'])
  })

  test('that is never answered is given up after 15 seconds, and tried again', async ({ tea }) => {
    const { anna, time, said } = await inStoppedTime(tea)
    let swallowed = 0
    await anna.page.route('**/messages', (route) => {
      swallowed += 1
      return swallowed === 1 ? undefined : route.continue()
    })
    await anna.send('«swallowed»')
    await expect.poll(() => swallowed).toBe(1)
    await time.pass(14_999, posts)
    expect(await time.asked(posts)).toMatchObject([{ over: false }])
    await time.pass(1)
    await time.pass(999)
    expect(await time.asked(posts)).toHaveLength(1)
    await time.pass(1)
    expect(await times(time, posts)).toEqual([0, 16_000])
    expect(await said()).toEqual(['«swallowed»'])
  })

  test('that waits for others keeps its place among what was written meanwhile', async ({
    tea,
  }) => {
    const { anna, enter, bob, room } = tea
    await enter()
    const bodies: string[] = []
    let letThrough = () => {}
    const held = new Promise<void>((resolve) => {
      letThrough = resolve
    })
    await anna.page.route('**/messages', async (route) => {
      bodies.push(route.request().postDataJSON().body)
      await held
      await route.continue()
    })
    const texts = Array.from({ length: 8 }, (_, n) => `«${n}»`)
    for (const text of texts) await anna.send(text)
    const shown = anna.page.getByRole('list', { name: 'Being sent' }).locator('.body')
    await expect.poll(() => shown.allTextContents()).toEqual(texts)
    expect(bodies).toEqual(['«0»'])
    letThrough()
    await anna.waitForMessages(texts)
    expect(bodies).toEqual(texts)
    expect((await bob.history(room)).messages.map(({ body }) => body)).toEqual(texts)
  })
})

describe('polls that fail', () => {
  test('are tried after 1, 2, 4, 8, 16 and then every 30 seconds, and once a second when one goes well', async ({
    tea,
  }) => {
    const { anna, time } = await inStoppedTime(tea)
    await anna.page.route('**/changes?*', (route) => route.abort())
    await time.pass(1000)
    for (const pause of [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]) {
      const before = (await time.asked(polls)).length
      await time.pass(pause - 1)
      expect(await time.asked(polls), `before ${pause}`).toHaveLength(before)
      await time.pass(1)
      expect(await time.asked(polls), `after ${pause}`).toHaveLength(before + 1)
    }
    await anna.page.unroute('**/changes?*')
    await time.pass(30_000)
    const before = (await time.asked(polls)).length
    await time.pass(999)
    expect(await time.asked(polls)).toHaveLength(before)
    await time.pass(1)
    expect(await time.asked(polls)).toHaveLength(before + 1)
  })

  test('for want of any answer are given up after 15 seconds, and tried again', async ({ tea }) => {
    const { anna, bob, room, time } = await inStoppedTime(tea)
    await time.swallow(polls)
    await time.pass(1000, polls)
    await bob.post(room, '«meanwhile»')
    await time.pass(14_999, polls)
    expect(await time.asked(polls)).toMatchObject([{ over: false }])
    await time.pass(1)
    await time.pass(999)
    expect(await time.asked(polls)).toHaveLength(1)
    await time.pass(1)
    expect(await times(time, polls)).toEqual([1000, 17_000])
    await anna.waitForMessages(['«meanwhile»'])
  })

  // The last one: it leaves a page that has two hours to wait.
  test('with a word on how long to wait are tried then, which the page says to the second', async ({
    tea,
  }) => {
    const { anna, time } = await inStoppedTime(tea)
    await anna.page.route('**/changes?*', (route) =>
      route.fulfill({
        status: 503,
        headers: { 'retry-after': '7200' },
        json: { code: 'unavailable', title: 'Not now.', status: 503 },
      }),
    )
    const bar = anna.page.locator('.connection-bar')
    await time.pass(1000)
    expect(await bar.isVisible()).toBe(false)
    await time.pass(7_199_999)
    expect(await time.asked(polls)).toHaveLength(1)
    await time.pass(1)
    expect(await times(time, polls)).toEqual([1000, 7_201_000])
    // It begins to count with the frame after.
    await time.pass(100)
    await bar.getByText('Next try in 7,200 seconds.').waitFor()
    await time.pass(5000)
    await bar.getByText('Next try in 7,195 seconds.').waitFor()
  })
})
