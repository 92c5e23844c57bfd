import type { Page, Response } from 'playwright-core'
import Value from 'typebox/value'
import { describe, expect } from 'vitest'
import { Changes } from '../../src/protocol/changes.ts'
import { aPerson, aRoom } from '../support/examples.ts'
import { aMember, type Browser, test } from './browser.ts'

/** A room of Anna's, who has no screen, with `polls` filled from Bob's traffic from before he joins. */
async function bobJoinsAnna(browser: Browser, parlor: { readonly url: string }) {
  const anna = await aPerson(parlor, 'anna')
  const room = await aRoom(anna)
  for (const text of ['old one', 'old two', 'old three']) await anna.post(room, text)
  const bob = await aMember(browser, parlor, 'bob')
  const polls = collectPolls(bob.page)
  await bob.enter(`/rooms/${room.id}`)
  await bob.waitForMessages(['old one', 'old two', 'old three'])
  return { anna, bob, room, polls }
}

/** The answers to all polls that a page makes from now on, oldest first. */
function collectPolls(page: Page): Changes[] {
  const polls: Changes[] = []
  page.on('response', (response) => {
    if (!isPoll(response)) return
    response.json().then(
      (answer) => polls.push(Value.Parse(Changes, answer)),
      () => {},
    )
  })
  return polls
}

function isPoll(response: Response): boolean {
  return new URL(response.url()).pathname.endsWith('/changes') && response.status() === 200
}

describe('how updates travel', () => {
  test('S12, S13: messages are read and posted by requests that carry JSON, without a reload, and an update carries only what is new to that person', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, polls } = await bobJoinsAnna(browser, parlor)
    await bob.page.evaluate('globalThis.samePage = true')
    const posting = bob.page.waitForResponse((r) => r.request().method() === 'POST')
    await bob.say('mine')
    const posted = await posting
    const request = posted.request()
    expect(request.resourceType()).toBe('fetch')
    expect(request.headers()['content-type']).toMatch(/^application\/json/)
    expect(request.postDataJSON()).toMatchObject({ body: 'mine' })
    expect(posted.headers()['content-type']).toMatch(/^application\/json/)

    const polling = bob.page.waitForResponse(isPoll)
    for (const text of ['new one', 'new two', 'new three']) {
      await anna.post(room, text)
      await bob.articles().filter({ hasText: text }).waitFor()
    }
    const poll = await polling
    expect(poll.request().resourceType()).toBe('fetch')
    expect(poll.headers()['content-type']).toMatch(/^application\/json/)
    expect(await bob.page.evaluate('globalThis.samePage')).toBe(true)

    const before = polls.length
    await expect.poll(() => polls.length).toBeGreaterThan(before + 2)
    // Whatever the first page brought is not sent again, and nothing is sent twice.
    const sent = polls.flatMap(({ messages }) => messages.map(({ body }) => body))
    expect(sent.filter((body) => body.startsWith('old'))).toEqual([])
    expect(new Set(sent).size).toBe(sent.length)
    expect(sent).toEqual(expect.arrayContaining(['new one', 'new two', 'new three']))
    expect(polls.slice(-2).flatMap(({ messages }) => messages)).toEqual([])
  })

  test('S15: the next poll starts one second after the last one ended, never two at a time, and none after leaving the room', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, polls } = await bobJoinsAnna(browser, parlor)
    let underWay = 0
    let most = 0
    let seen = 0
    const poll = /\/api\/rooms\/[^/]+\/changes/
    await bob.page.route(poll, async (route) => {
      underWay += 1
      seen += 1
      most = Math.max(most, underWay)
      await route.continue()
    })
    bob.page.on('requestfinished', (request) => {
      if (poll.test(request.url()) && underWay > 0) underWay -= 1
    })
    await anna.post(room, 'something to bring')
    await bob.say('something of his own')
    await expect.poll(() => polls.length).toBeGreaterThanOrEqual(6)
    const pauses = await bob.page.evaluate<number[]>('pauses()')
    expect(pauses.length).toBeGreaterThanOrEqual(5)
    // And not later either: `pauses.test.ts`, in a time of its own.
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(1000)
    expect(seen).toBeGreaterThanOrEqual(3)
    expect(most).toBe(1)

    let listed = 0
    bob.page.on('response', (response) => {
      if (new URL(response.url()).pathname === '/api/me/news') listed += 1
    })
    await bob.leave()
    // The list of rooms is kept current by polls of its own: each of those is a chance.
    const listedAgain = async (more: number) => {
      const before = listed
      await expect.poll(() => listed).toBeGreaterThanOrEqual(before + more)
    }
    // One that was under way has been heard of by then.
    await listedAgain(1)
    const seenWhenLeft = seen
    await listedAgain(2)
    expect(seen).toBe(seenWhenLeft)
  })
})
