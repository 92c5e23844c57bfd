import { describe, expect } from 'vitest'
import { annaAndBob, aVisitor, test } from '../browser.ts'
import { article, button, composer, heading, joining, log } from '../visitor.ts'

/** S15: the pause between two polls, in ms. */
const pollPauseMs = 1000

describe('in a room', () => {
  test('S7, S8, S9, S10: people see what was said and what is said, post, and leave', async ({
    browser,
    parlor,
  }) => {
    const { anna, bob, room, talk, posted } = await annaAndBob(browser, parlor)
    await talk(2)
    await anna.join(room.name)
    await anna.seesMessages('«1»', '«2»')
    await talk(1, 3)
    await anna.seesMessages('«1»', '«2»', '«3»')
    await anna.say('«of Anna»')
    expect(await posted()).toEqual(['«1»', '«2»', '«3»', '«of Anna»'])
    expect((await anna.texts(article)).map((it) => it.includes(bob.name))).toEqual(
      expect.arrayContaining([true]),
    )
    await anna.leave()
    await anna.sees(joining(room.name))
    expect(await anna.count(log)).toBe(0)
    expect((await bob.rooms()).find(({ id }) => id === room.id)?.people).toBe(1)
  })

  test('S12, S13, S15: updates are JSON, bring each message once, and are a second apart', async ({
    browser,
    parlor,
  }) => {
    const { anna, enter, talk, message } = await annaAndBob(browser, parlor)
    await talk(2)
    await enter()
    await anna.evaluate(`void (() => {
      globalThis.polls = []
      const { fetch } = globalThis
      globalThis.fetch = async (...asked) => {
        const begun = performance.now()
        const reply = await fetch(...asked)
        if (!reply.url.includes('/changes')) return reply
        const poll = { begun, type: reply.headers.get('content-type'), text: await reply.clone().text() }
        polls.push({ ...poll, ended: performance.now() })
        return reply
      }
    })()`)
    for (const n of [3, 4, 5]) {
      await talk(1, n)
      await anna.sees(message(n))
    }
    await anna.say('«mine»')
    await expect.poll(() => anna.evaluate('polls.length')).toBeGreaterThan(5)
    const polls = await anna.evaluate<Poll[]>('polls')
    const answers = polls.filter(({ text }) => text !== '')
    for (const { type } of answers) expect(type).toMatch(/^application\/json/)
    const bodies = answers.flatMap((it) =>
      (JSON.parse(it.text).messages ?? []).map(({ body }: { body: string }) => body),
    )
    expect(bodies.filter((body) => body !== '«mine»')).toEqual(['«3»', '«4»', '«5»'])
    const pauses = polls.slice(1).map(({ begun }, at) => begun - (polls[at]?.ended ?? 0))
    // Clocks in the page are rounded against fingerprinting; the time to read an answer comes on top.
    for (const pause of pauses) expect(pause).toBeGreaterThanOrEqual(pollPauseMs - 20)
  })

  test('S14, S18: two people in two profiles who post at once see the same, and each message at the end', async ({
    browser,
    parlor,
  }) => {
    const { anna, room, posted } = await annaAndBob(browser, parlor)
    const carla = await aVisitor(browser, parlor, 'carla')
    const both = [anna, carla]
    for (const visitor of both) {
      await visitor.join(room.name)
      await visitor.evaluate(watching)
    }
    const writes = async (visitor: typeof anna, name: string) => {
      for (let n = 0; n < 5; n += 1) {
        await visitor.type(`«${name} ${n}»`)
        await visitor.press('Enter')
      }
    }
    for (const visitor of both) await visitor.click(composer)
    await Promise.all([writes(anna, 'anna'), writes(carla, 'carla')])
    for (const visitor of both) await expect.poll(() => visitor.count(article)).toBe(10)
    const order = await posted()
    expect(order.filter((it) => it.includes('anna'))).toHaveLength(5)
    for (const visitor of both) {
      await visitor.seesMessages(...order)
      const moments = await visitor.evaluate<string[][]>('moments')
      for (const shown of moments) expect(shown).toEqual(order.slice(0, shown.length))
    }
    await anna.reload()
    await anna.sees(heading(room.name))
    await anna.seesMessages(...order)
    await anna.sees(button('Leave room'))
  })
})

interface Poll {
  begun: number
  ended: number
  type: string | null
  text: string
}

/** Keeps what the log shows after each change of it. */
const watching = `void (() => {
  globalThis.moments = []
  new MutationObserver(() => {
    const articles = document.querySelectorAll('[role=log] article')
    moments.push([...articles].map(({ textContent }) => textContent.match(/«[^»]+»/)?.[0]))
  }).observe(document.querySelector('[role=log]'), { childList: true, subtree: true })
})()`
