import type { Page } from 'playwright-core'
import { expect } from 'vitest'

/** A request that the page made. */
export type Asked = {
  /** As in `POST /api/rooms`. */
  what: string
  /** When, in milliseconds of the page's own time since it was stopped. */
  at: number
  body: string
  /** The browser is to send it even if the page is gone. */
  outlives: boolean
  /** The answer has been read, and all that follows at once from it has happened. */
  over: boolean
}

/**
 * Has the page keep its own time, without the worker that real time moves, and without jitter. What
 * it asks while its time is moved goes out when that stands still again, so that every answer comes
 * at a moment that is known.
 */
const ownTime = `
  globalThis.Worker = class { constructor() { throw new Error('none in this test') } }
  Math.random = () => 0
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('by the test', 'TimeoutError')), ms)
    return controller.signal
  }
  globalThis.asked = []
  globalThis.neverAnswered = null
  globalThis.stoppedAt = 0
  let moving = null
  let stand = () => {}
  globalThis.move = () => { moving = new Promise((resolve) => { stand = resolve }) }
  globalThis.standStill = () => { moving = null; stand() }
  const afterAll = (run) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = run
    port2.postMessage('')
  }
  const { fetch } = globalThis
  globalThis.fetch = async (path, init = {}) => {
    const what = (init.method ?? 'GET') + ' ' + new URL(path, location.href).pathname
    const entry = {
      ...{ what, at: Date.now() - stoppedAt, over: false },
      ...{ body: init.body ?? '', outlives: init.keepalive === true },
    }
    asked.push(entry)
    const settle = () => afterAll(() => { entry.over = true })
    try {
      if (moving) await moving
      if (neverAnswered?.test(what)) {
        neverAnswered = null
        await new Promise((_, end) => init.signal.addEventListener('abort', () => end(init.signal.reason)))
      }
      const reply = await fetch(path, init)
      if (reply.status === 204 || reply.status === 304) settle()
      const read = reply.json.bind(reply)
      reply.json = () => read().finally(settle)
      return reply
    } catch (reason) {
      settle()
      throw reason
    }
  }`

export type StoppedTime = Awaited<ReturnType<Awaited<ReturnType<typeof timeCanStop>>>>

/** Time goes on until it stops, on a busy machine for long: it cannot be stopped at what is past. */
async function stop(page: Page, ahead = 500): Promise<void> {
  const now = await page.evaluate<number>('Date.now()')
  try {
    await page.clock.pauseAt(now + ahead)
  } catch (error) {
    if (ahead > 10_000 || !/to the past/.test(String(error))) throw error
    await stop(page, ahead * 4)
  }
}

/**
 * Prepares a page whose time is to be stopped; to be called before it is opened.
 * @returns a function that stops it; the next poll is then due in a second
 */
export async function timeCanStop(page: Page) {
  await page.addInitScript(ownTime)
  await page.clock.install()

  // What is sent waits for a lock, which the browser gives to one after the other: after ours, it has gone out.
  const all = () => page.evaluate<Asked[]>(`navigator.locks.request('turn', () => asked)`)

  /** Waits, in real time, until nothing is under way but what fits `held`. */
  const answered = (held = /^$/) =>
    expect
      .poll(async () => (await all()).filter(({ what, over }) => !over && !held.test(what)))
      .toEqual([])

  /** Lets time pass, and waits for the answers to what was asked meanwhile. */
  const pass = async (ms: number, held?: RegExp) => {
    await page.evaluate('move()')
    await page.clock.runFor(ms)
    await page.evaluate('standStill()')
    await answered(held)
  }

  return async () => {
    await stop(page)
    await answered()
    await pass(1000)
    await page.evaluate('stoppedAt = Date.now(); asked.length = 0')
    return {
      pass,
      answered,
      /** The next request that fits goes nowhere, until the page gives it up. */
      swallow: (what: RegExp) => page.evaluate(`neverAnswered = ${what}`).then(() => {}),
      /** Every request since then that fits. */
      asked: async (what: RegExp) => (await all()).filter((each) => what.test(each.what)),
    }
  }
}
